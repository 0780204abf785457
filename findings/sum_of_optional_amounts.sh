#!/usr/bin/env bash
# pyoxigraph 0.5.13: one movie without a budget leaves its director without a sum, an average, a minimum or a maximum.
#
# One would guess: SPARQL's aggregates skip what is unbound, as SQL's skip nulls and as RDFLib 7.6.0 does.
# Seen: of the same data and query, RDFLib gives each director the sum over the known budgets; Oxigraph gives none to
# those of whom one budget is unknown, while COUNT(?budget) counts the known ones, and no error tells of it.
# A query that was written against the one engine silently loses directors on the other; COALESCE(?budget, 0) keeps the sums, not the averages.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" pyoxigraph==0.5.13 rdflib==7.6.0
"$folder/venv/bin/python" - <<'PYTHON'
import pyoxigraph
import rdflib

DATA = """
@prefix : <http://example.org/> .
:m1 :director "Ada" ; :budget 10 .
:m2 :director "Ada" ; :budget 30 .
:m3 :director "Bo" ; :budget 20 .
:m4 :director "Bo" .
"""
QUERY = """
PREFIX : <http://example.org/>
SELECT ?director (COUNT(?budget) AS ?n) (SUM(?budget) AS ?sum) (AVG(?budget) AS ?avg) (MIN(?budget) AS ?min) (MAX(?budget) AS ?max)
{ ?movie :director ?director OPTIONAL { ?movie :budget ?budget } }
GROUP BY ?director ORDER BY ?director
"""


def rows(solutions):
    return [[None if value is None else str(getattr(value, "value", value)) for value in solution] for solution in solutions]


store = pyoxigraph.Store()
store.load(DATA, format=pyoxigraph.RdfFormat.TURTLE)
by_oxigraph = rows(store.query(QUERY))
by_rdflib = [[str(value) for value in solution] for solution in rdflib.Graph().parse(data=DATA, format="turtle").query(QUERY)]
print("RDFLib:  ", by_rdflib)
print("Oxigraph:", by_oxigraph)
ada = ["Ada", "2", "40", "20", "10", "30"]
assert by_oxigraph[0] == ada
assert by_rdflib[1][:3] == ["Bo", "1", "20"] and by_rdflib[1][4:] == ["20", "20"]
assert by_oxigraph[1] == ["Bo", "1", None, None, None, None], "unknown budgets are skipped now"
PYTHON
