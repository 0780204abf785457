#!/usr/bin/env bash
# pyoxigraph 0.5.13: in SPARQL, a million written as a double is the integer 999999.
#
# One would guess: a double that is a whole number is cast to that same xsd:decimal or xsd:integer; RDFLib does so for decimals.
# Seen: xsd:decimal(1e6) is 999999.999999999983222784 and xsd:integer(1e6) is 999999; of the whole millions up to 400
# none becomes its own decimal, and many lose a dollar. The comparison 1e6 = 1000000 is true all the same, so that a
# check of the amounts passes; by way of the text, xsd:decimal(STR(1e6)), the number stays what it was.
# Every second budget or gross that a tool wrote in the form 6.3E7 is a dollar short once it is cast.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" pyoxigraph==0.5.13 rdflib==7.6.0
"$folder/venv/bin/python" - <<'PYTHON'
from decimal import Decimal

import pyoxigraph
import rdflib

store, graph = pyoxigraph.Store(), rdflib.Graph()


def query(expression):
    return f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ({expression} AS ?value) {{}}"


def oxigraph(expression):
    [solution] = store.query(query(expression))
    return solution["value"].value


for expression in ("xsd:decimal(1e6)", "xsd:integer(1e6)", "xsd:integer(63e6)", "xsd:decimal(STR(1e6))", "1e6 = 1000000"):
    print(f"{expression}: {oxigraph(expression)}")
[(by_rdflib,)] = graph.query(query("xsd:decimal(1e6)"))
print("xsd:decimal(1e6) by RDFLib:", by_rdflib)

millions = range(1, 401)
off = [m for m in millions if Decimal(oxigraph(f"xsd:decimal({m}e6)")) != m * 10**6]
short = [m for m in millions if int(oxigraph(f"xsd:integer({m}e6)")) < m * 10**6]
print(f"of {len(millions)} whole millions {len(off)} are another decimal, {len(short)} an integer one too small")
assert Decimal(str(by_rdflib)) == 1_000_000
assert oxigraph("1e6 = 1000000") == "true"
assert oxigraph("xsd:decimal(STR(1e6))") == "1000000"
assert oxigraph("xsd:integer(1e6)") == "999999", "a million stays a million now"
assert len(off) == 400 and short
PYTHON
