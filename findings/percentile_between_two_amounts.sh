#!/usr/bin/env bash
# DataFusion 55.0.0: a percentile between two amounts is cut to a millionth of the distance between them.
#
# One would guess: percentile_cont interpolates in doubles, so that only the sixteenth digit is in doubt, as in DuckDB.
# Seen: the share of the way from one amount to the next is cut, not rounded, to six digits, so that 0.9 of the way, which
# is 0.8999... in binary, becomes 0.899999: the 30th percentile of 0, 1, 2 and 3 billion dollars is a thousand dollars short.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" datafusion==55.0.0 duckdb==2.0.1 pyarrow==25.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import datafusion
import duckdb
import pyarrow as pa

movies = pa.table({"gross": [0.0, 1e9, 2e9, 3e9]})
context = datafusion.SessionContext()
context.from_arrow(movies, "movies")


def percentile(level):
    query = f"SELECT quantile_cont(gross, {level}) AS value FROM movies"
    return context.sql(query).to_pylist()[0]["value"], duckdb.sql(query).fetchall()[0][0]


for level in (0.3, 0.5, 0.7):
    print(f"percentile {level}: {{0:.2f}} by DataFusion, {{1:.2f}} by DuckDB".format(*percentile(level)))
assert percentile(0.5) == (1.5e9, 1.5e9)
assert abs(percentile(0.3)[1] - 9e8) < 1e-3
assert 900 < 9e8 - percentile(0.3)[0] < 1100, "the percentile is exact now"
PYTHON
