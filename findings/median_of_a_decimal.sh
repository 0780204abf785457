#!/usr/bin/env bash
# DuckDB 2.0.1: the median of the decimals 1 and 2 is 1, that of the integers 1 and 2 is 1.5.
#
# One would guess: the median of an even number of rows is the mean of the middle two, whatever type of number they have.
# Seen: a DECIMAL's median has the scale of the column, and what is left is cut off, towards zero, not rounded; avg() is 1.5 for both.
# A sum of BIGINT is a HUGEINT while it stays in DuckDB and a DECIMAL(38, 0) once it went through Arrow or Polars, so that
# a query in two steps gives another median than in one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" duckdb==2.0.1 pyarrow==25.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb

db = duckdb.connect()


def median(amount, other, kind):
    [(value,)] = db.execute(f"SELECT median(v::{kind}) FROM (VALUES ({amount}), ({other})) t(v)").fetchall()
    return float(value)


pairs = [(1, 2), (2, 3), (-1, -2)]
for kind in ("BIGINT", "DECIMAL(18, 0)"):
    print(f"medians of {pairs} as {kind}:", [median(*pair, kind) for pair in pairs])
assert median(1, 2, "BIGINT") == median(1, 2, "HUGEINT") == 1.5
assert [median(*pair, "DECIMAL(18, 0)") for pair in pairs] == [1, 2, -1], "the median is the mean of two now"
assert median(0.01, 0.02, "DECIMAL(18, 2)") == 0.01

db.execute("CREATE TABLE weeks AS SELECT * FROM (VALUES (1, 10), (1, 5), (2, 10), (2, 6)) t(movie, gross)")
totals = "SELECT movie, sum(gross::BIGINT) AS gross FROM weeks GROUP BY movie"
through_arrow = db.sql(totals).to_arrow_table()
[(in_one,)] = db.sql(f"SELECT median(gross) FROM ({totals})").fetchall()
[(in_two,)] = db.sql("SELECT median(gross) FROM through_arrow").fetchall()
print(f"median of the totals 15 and 16: {in_one} in one query, {in_two} by way of an Arrow table")
assert (in_one, in_two) == (15.5, 15.0)
PYTHON
