#!/usr/bin/env bash
# Polars 2.1.0: in its SQL, `wide IS NOT TRUE` leaves out the rows where `wide` is unknown.
#
# One would guess: IS NOT TRUE holds for false and for null: that is what tells it from NOT wide, in the standard and in DuckDB.
# Seen: it holds for false alone; IS NOT FALSE likewise for true alone, and NOT (wide IS TRUE) is no way out.
# IS DISTINCT FROM TRUE keeps the unknown. A query that was written for the one engine loses movies on the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" duckdb==2.0.1 polars==2.1.0 pyarrow==25.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import polars as pl

movies = pl.DataFrame({"title": ["A", "B", "C"], "wide": [True, False, None]})
conditions = ("wide IS NOT TRUE", "wide IS NOT FALSE", "NOT (wide IS TRUE)", "wide IS DISTINCT FROM TRUE")
seen = {}
for condition in conditions:
    query = f"SELECT title FROM movies WHERE {condition} ORDER BY title"
    by_polars = pl.sql(query, eager=True)["title"].to_list()
    by_duckdb = [title for (title,) in duckdb.sql(query).fetchall()]
    seen[condition] = by_polars, by_duckdb
    print(f"{condition}: Polars {by_polars}, DuckDB {by_duckdb}")
assert [by_duckdb for _, by_duckdb in seen.values()] == [["B", "C"], ["A", "C"], ["B", "C"], ["B", "C"]]
assert [by_polars for by_polars, _ in seen.values()] == [["B"], ["A"], ["B"], ["B", "C"]], "the unknown are kept now"
PYTHON
