from datetime import date

import pytest

from ayne.features.as_of import MovieFacts
from ayne.features.calendar import of_movie


@pytest.mark.parametrize(
    ("released", "days_to", "days_since"),
    [
        (date(2019, 5, 24), 3, 95),  # the Friday before Memorial Day, since Presidents' Day
        (date(2015, 12, 25), 0, 0),
        (date(2015, 12, 28), 49, 3),  # Presidents' Day was on 15 February 2016
        (date(1968, 2, 20), 2, 57),  # Washington's Birthday was always 22 February then
        (date(1938, 11, 23), 1, 79),  # Thanksgiving, since Labor Day
        (date(1939, 11, 22), 1, 79),  # moved to the last but one Thursday by proclamation
    ],
)
def test_days_to_and_since_a_holiday(build, released, days_to, days_since):
    movie = build("calendar", {"id": 1, "released": released})[1]
    assert (movie["days_to_holiday"], movie["days_since_holiday"]) == (days_to, days_since)


def test_parts_of_the_date(build):
    movie = build("calendar", {"id": 1, "released": date(2021, 1, 1)})[1]
    assert (movie["release_year"], movie["release_month"]) == (2021, 1)
    assert (movie["release_week"], movie["release_weekday"]) == (53, 5)  # ISO: a Friday of the last week of 2020
    assert (movie["is_new_years_day"], movie["is_summer"], movie["is_awards_season"]) == (True, False, False)


def test_seasons(build):
    movies = build(
        "calendar",
        {"id": 1, "released": date(2019, 8, 31)},
        {"id": 2, "released": date(2019, 9, 1)},
        {"id": 3, "released": date(2019, 10, 1)},
    )
    assert [movies[i]["is_summer"] for i in (1, 2, 3)] == [True, False, False]
    assert [movies[i]["is_awards_season"] for i in (1, 2, 3)] == [False, False, True]


@pytest.mark.parametrize(
    ("in_us", "days", "earlier"),
    [
        (date(2019, 5, 24), 0, False),
        (date(2019, 6, 23), 30, False),
        (date(2019, 6, 24), 0, False),  # a day that may have been set after the forecast is not known
        (date(2019, 5, 10), -14, False),
        (date(2019, 5, 9), -15, True),
        (date(2018, 5, 9), -60, True),
        (None, None, None),
    ],
)
def test_days_to_the_release_in_the_us(build, in_us, days, earlier):
    movie = build("calendar", {"id": 1, "released": date(2019, 5, 24), "released_in_us": in_us})[1]
    assert (movie["days_to_us_release"], movie["is_released_in_us"]) == (days, earlier)


def test_beyond_the_calendar_of_holidays_the_next_one_is_unknown(build):
    last = date(2100, 12, 31)
    looked_up = of_movie(MovieFacts(title="A", release_date=last), past=None)
    assert (looked_up["days_to_holiday"], looked_up["days_since_holiday"]) == (None, 6)
    movie = build("calendar", {"id": 1, "released": last})[1]
    assert (movie["days_to_holiday"], movie["days_since_holiday"]) == (None, 6)
