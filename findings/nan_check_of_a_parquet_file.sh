#!/usr/bin/env bash
# DuckDB 2.0.1: isnan() finds none of the NaN in a Parquet file that Polars 2.1.0 wrote, where it does in DuckDB's own.
#
# One would guess: isnan(x) looks at x, so that the same rows give the same count, whoever wrote the file.
# Seen: Polars leaves NaN out of a column's minimum and maximum, as the format demands; DuckDB takes from these, unless
# read_parquet is given can_have_nan, that the column has none, and answers isnan(x) and x > 300 without looking at x.
# A check that a table of forecasts has no NaN passes on a file that has some, and NOT isnan(x) lets them through.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" duckdb==2.0.1 polars==2.1.0 pyarrow==25.0.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import polars as pl

forecasts = pl.DataFrame({"multiple": [1.0, 200.0, float("nan"), float("nan")]})
forecasts.write_parquet("polars.parquet")
duckdb.sql("COPY forecasts TO 'duckdb.parquet'")
for file in ("polars.parquet", "duckdb.parquet"):
    assert pl.read_parquet(file)["multiple"].is_nan().sum() == 2


def count(source, condition):
    [(rows,)] = duckdb.sql(f"SELECT count(*) FROM {source} WHERE {condition}").fetchall()
    return rows


conditions = ("isnan(multiple)", "NOT isnan(multiple)", "multiple > 300")
seen = {}
told = "read_parquet('polars.parquet', can_have_nan = true)"
for source in ("forecasts", "'duckdb.parquet'", "'polars.parquet'", told):
    seen[source] = [count(source, condition) for condition in conditions]
    print(f"{source}: " + ", ".join(f"{n} rows where {condition}" for condition, n in zip(conditions, seen[source])))
assert seen["forecasts"] == seen["'duckdb.parquet'"] == seen[told] == [2, 2, 2]
assert seen["'polars.parquet'"] == [0, 4, 0], "the NaN are found now"
PYTHON
