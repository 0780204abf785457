#!/usr/bin/env bash
# DuckDB 2.0.1: fill() makes up a negative gross for the weeks that have not come yet.
#
# One would guess: fill() closes gaps between two known values and leaves the ends unknown, as Polars' interpolate() does, or
# repeats the last value.
# Seen: it goes on along the line through the last two known values: weeks of 90, 50 and 20 million are followed by -10 and
# -40. And 90, unknown, 50 becomes 70: one cannot have the one without the other, but for a CASE of one's own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" duckdb==2.0.1 polars==2.1.0 pyarrow==25.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import polars as pl

weeks = pl.DataFrame({"week": [1, 2, 3, 4, 5, 6], "gross": [90.0, None, 50.0, 20.0, None, None]})
filled = duckdb.sql("SELECT fill(gross) OVER (ORDER BY week) FROM weeks ORDER BY week").fetchall()
by_duckdb = [gross for (gross,) in filled]
by_polars = weeks["gross"].interpolate().to_list()
print("weeks: ", weeks["gross"].to_list())
print("Polars:", by_polars)
print("DuckDB:", by_duckdb)
assert by_polars == [90, 70, 50, 20, None, None]
assert by_duckdb == [90, 70, 50, 20, -10, -40], "the ends are left unknown now"
PYTHON
