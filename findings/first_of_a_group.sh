#!/usr/bin/env bash
# narwhals 2.29.0: on a PyArrow table, the first value of a group is handed to the rows of other groups.
#
# One would guess: first().over("movie", order_by="day") gives each row its own movie's first value, in each backend.
# Seen: it does so on Polars and pandas tables; on a PyArrow table the values come in the order of the sorted days while
# the rows stay where they were, so that a movie's week is measured against another movie's opening. last() does so too;
# tables that are sorted already come out right, so that a test on them passes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" narwhals==2.29.0 polars==2.1.0 pyarrow==25.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import narwhals as nw
import polars as pl

weeks = pl.DataFrame(
    {"movie": ["B", "A", "B", "A", "C", "B"], "day": [3, 1, 1, 2, 4, 2], "gross": [300, 10, 100, 20, 5, 200]}
)


def of_movie(table, value):
    return nw.from_native(table).with_columns(of_movie=value.over("movie", order_by="day"))["of_movie"].to_list()


first, last = nw.col("gross").first(), nw.col("gross").last()
print("movies:        ", weeks["movie"].to_list())
print("first, Polars: ", of_movie(weeks, first))
print("first, PyArrow:", of_movie(weeks.to_arrow(), first))
assert of_movie(weeks, first) == [100, 10, 100, 10, 5, 100]
assert of_movie(weeks, last) == [300, 20, 300, 20, 5, 300]
in_order = weeks.sort("day")
for value in (first, last):
    assert of_movie(in_order, value) == of_movie(in_order.to_arrow(), value)
    assert of_movie(weeks.to_arrow(), value) == of_movie(in_order, value), "the values are those of the rows now"
    assert of_movie(weeks.to_arrow(), value) != of_movie(weeks, value)
PYTHON
