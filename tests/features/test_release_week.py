from datetime import date
from math import log

import pytest


def test_without_charts_nothing_is_known(build):
    movie = build("release_week", {"id": 1, "released": date(2021, 6, 4)})[1]
    assert (movie["opening_theaters"], movie["log_opening_weekend_real"]) == (None, None)
    assert movie["is_opening_weekend_missing"] is True


def test_the_opening_is_in_dollars_of_2020(build):
    opened = {"opening_theaters": 3100, "opening_weekend": 8_000_000}
    movie = build("release_week", {"id": 1, "released": date(2021, 6, 4)} | opened)[1]
    assert movie["opening_theaters"] == 3100
    # The average price level of 2020 is the base year's own.
    assert movie["log_opening_weekend_real"] == pytest.approx(log(8_000_000), abs=1e-5)
    assert movie["is_opening_weekend_missing"] is False
