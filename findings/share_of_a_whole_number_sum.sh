#!/usr/bin/env bash
# DuckDB 2.0.1 and Polars 2.1.0: shares of a sum of whole numbers are 0 or 1, without an error.
#
# One would guess: a sum of BIGINT reaches Polars as a whole number, and `/` divides it as Polars divides whole numbers, into a fraction.
# Seen: DuckDB's sum is a HUGEINT, which reaches Polars as Decimal(38, 0), and `/` of decimals keeps their scale: each
# quotient is rounded to a whole number. The same data summed in Polars give the fractions.
# A studio's share of the box office, a return on budget or a gross a screen becomes 0 or 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" duckdb==2.0.1 polars==2.1.0 pyarrow==25.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import polars as pl

weeks = pl.DataFrame({"studio": ["A", "A", "B", "C"], "gross": [30, 15, 35, 20]})
in_duckdb = duckdb.sql("SELECT studio, sum(gross) AS gross FROM weeks GROUP BY studio ORDER BY studio").pl()
in_polars = weeks.group_by("studio").agg(pl.col("gross").sum()).sort("studio")
assert in_duckdb["gross"].to_list() == in_polars["gross"].to_list() == [45, 35, 20]


def shares(table):
    return [round(float(share), 6) for share in table.select(pl.col("gross") / pl.col("gross").sum()).to_series()]


print("summed by Polars:", in_polars.schema["gross"], shares(in_polars))
print("summed by DuckDB:", in_duckdb.schema["gross"], shares(in_duckdb))
assert in_duckdb.schema["gross"] == pl.Decimal(38, 0)
assert shares(in_polars) == [0.45, 0.35, 0.2]
assert shares(in_duckdb) == [0.0, 0.0, 0.0], "the shares are fractions now"
PYTHON
