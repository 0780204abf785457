from datetime import date
from math import log

import pytest


def test_budget_is_in_dollars_of_2020(build):
    # cut off in May 2021, when the average of 2020 is known, and in January 2021, when that of 2019 is the latest
    movies = build(
        "money",
        {"id": 1, "released": date(2021, 6, 4), "budget": 10_000_000},
        {"id": 2, "released": date(2021, 2, 5), "budget": 10_000_000},
    )
    assert movies[1]["log_budget_real"] == pytest.approx(log(10_000_000), abs=1e-6)
    assert movies[2]["log_budget_real"] == pytest.approx(log(10_000_000 * 258.811 / 255.657), abs=1e-6)
    assert movies[1]["is_budget_missing"] is False


def test_unknown_budget_is_null_and_flagged(build):
    movie = build("money", {"id": 1, "released": date(2021, 6, 4), "budget": None, "budget_received": 0})[1]
    assert (movie["log_budget_real"], movie["log_budget_received_real"]) == (None, None)
    assert movie["is_budget_missing"] is True


def test_budget_in_millions_is_missing_but_kept_as_received(build):
    movie = build("money", {"id": 1, "released": date(2021, 6, 4), "budget": None, "budget_received": 8})[1]
    assert movie["is_budget_missing"] is True
    assert movie["log_budget_received_real"] == pytest.approx(log(8), abs=1e-6)


def test_undated_movie_has_no_row_and_an_upcoming_one_has(build):
    movies = build("money", {"id": 1, "budget": 5}, {"id": 2, "released": date(2027, 12, 17)})
    assert list(movies) == [2]


def test_upcoming_movie_is_deflated_by_what_is_known_at_the_snapshot(build):
    movies = build(
        "money",
        {"id": 1, "released": date(2023, 6, 2), "budget": 1_000_000},
        snapshot=date(2020, 1, 31),
    )
    assert movies[1]["log_budget_real"] == pytest.approx(log(1_000_000 * 258.811 / 251.107), abs=1e-6)


def test_budget_against_what_its_genres_cost_in_the_last_three_years(build):
    old = {"id": 1, "released": date(2018, 5, 27), "genres": [27], "budget": 90_000_000}
    day, names = date(2021, 6, 4), {"genres": [27]}
    # cut off on 28 May 2021: the window opens on 28 May 2018 and closes on 27 May 2021
    inside = [{"id": i, "released": date(2021, 3, 5), "budget": i * 1_000_000} | names for i in (2, 4, 9)]
    cut_off = {"id": 5, "released": date(2021, 5, 28), "budget": 80_000_000} | names
    drama = {"id": 6, "released": date(2021, 3, 5), "genres": [18], "budget": 1_000_000}
    movie = build("money", old, *inside, cut_off, drama, {"id": 7, "released": day, "budget": 8_000_000} | names)[7]
    assert movie["log_budget_to_genre_median"] == pytest.approx(log(2), abs=1e-5)
    both = build("money", *inside, drama, {"id": 7, "released": day, "budget": 8_000_000, "genres": [27, 18]})[7]
    assert both["log_budget_to_genre_median"] == pytest.approx((log(2) + log(8)) / 2, abs=1e-5)


def test_without_a_genre_or_an_earlier_budget_there_is_no_median(build):
    movies = build("money", {"id": 1, "released": date(2021, 6, 4), "budget": 9_000_000, "genres": [27]})
    assert movies[1]["log_budget_to_genre_median"] is None
