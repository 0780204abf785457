#!/usr/bin/env bash
# MLflow 3.17.2: the digest of a dataset is blind to its dates, its flags and its rows after the ten-thousandth.
#
# One would guess: two datasets of the same digest, by which MLflow tells whether runs saw the same data, hold the same values.
# Seen: from_pandas counts in columns of numbers and of text only, of 10,000 rows only: all release dates can move by
# thirty years, each flag can turn, and the newest movies can change, under the same digest. from_polars sees all of
# these but no column names, so that budget and gross can be swapped.
# Two runs with equal digests need not have been trained on equal tables.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" mlflow==3.17.2 polars==2.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import datetime

import mlflow.data
import pandas as pd
import polars as pl

rows = 10_001
movies = pd.DataFrame(
    {"budget": range(rows), "released": pd.date_range("1998-01-01", periods=rows), "wide": [True] * rows}
)
others = {
    "another budget": movies.assign(budget=range(1, rows + 1)),
    "dates thirty years earlier": movies.assign(released=movies["released"] - pd.DateOffset(years=30)),
    "flags turned": movies.assign(wide=False),
    "another budget in the last row": movies.assign(budget=[*range(rows - 1), -1]),
}
digest = mlflow.data.from_pandas(movies).digest
same = {words: mlflow.data.from_pandas(other).digest == digest for words, other in others.items()}
for words, is_same in same.items():
    print(f"from_pandas, {words}: {'the same' if is_same else 'another'} digest")
assert list(same.values()) == [False, True, True, True], "the digest sees more now"

films = pl.DataFrame({"budget": [1, 2], "gross": [3, 4], "released": [datetime.date(2020, 1, 3)] * 2})
swapped = films.rename({"budget": "gross", "gross": "budget"})
later = films.with_columns(released=pl.lit(datetime.date(2021, 1, 1)))
digest = mlflow.data.from_polars(films).digest
print("from_polars, budget and gross swapped:", "the same" if mlflow.data.from_polars(swapped).digest == digest else "another", "digest")
assert mlflow.data.from_polars(swapped).digest == digest, "the digest sees the names now"
assert mlflow.data.from_polars(later).digest != digest
PYTHON
