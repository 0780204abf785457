#!/usr/bin/env bash
# DuckDB 2.0.0: which of several tied rows an ASOF join takes depends on how many rows the left side has.
#
# One would guess: among rows of the same day the choice is arbitrary, but the same for the same right-hand table.
# Seen: the first of the tied rows while the left side has up to 63 rows, the last of them from 64 on. A query that was
# tested on a few movies gives other track records on the whole catalogue.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" duckdb==2.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb


def taken(n_left):
    db = duckdb.connect()
    db.execute("CREATE TABLE movies AS SELECT i AS id, 10 AS day FROM range(?) r(i)", [n_left])
    db.execute("CREATE TABLE records (day INTEGER, record VARCHAR)")
    db.execute("INSERT INTO records VALUES (5, 'first'), (5, 'second'), (5, 'last')")
    rows = db.execute("SELECT DISTINCT record FROM movies ASOF JOIN records ON movies.day >= records.day").fetchall()
    return [record for (record,) in rows]


seen = {n: taken(n) for n in (1, 63, 64, 1000)}
print(seen)
assert seen == {1: ["first"], 63: ["first"], 64: ["last"], 1000: ["last"]}
PYTHON
