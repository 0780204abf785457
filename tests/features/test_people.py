from datetime import date
from math import log

import pytest

# Cut-offs from February to December 2021 use the average of 2020, the base year: real dollars are nominal ones.
DEBUT = {"id": 1, "released": date(2021, 2, 12), "directors": ["tmdb:1"], "gross": 1_000_000, "budget": 100_000}
STRANGER = {"id": 2, "released": date(2021, 2, 12), "directors": ["tmdb:2"], "gross": 100_000_000}
SECOND = {"id": 3, "released": date(2021, 12, 3), "directors": ["tmdb:1"]}


def test_director_with_one_movie(build):
    movie = build("people", DEBUT, STRANGER, SECOND)[3]
    market = (log(1_000_000) + log(100_000_000)) / 2
    assert (movie["director_movie_count"], movie["director_gross_count"]) == (1, 1)
    assert movie["director_shrunk_log_gross"] == pytest.approx((log(1_000_000) + 3 * market) / 4, abs=1e-5)
    assert movie["director_max_log_gross"] == pytest.approx(log(1_000_000), abs=1e-5)
    assert movie["director_shrunk_log_multiple"] == pytest.approx(log(10), abs=1e-5)
    assert movie["director_mean_log_budget"] == pytest.approx(log(100_000), abs=1e-5)
    # from 12 February to the cut-off on 26 November
    assert movie["director_years_since_last"] == pytest.approx(287 / 365.25)


def test_debut_has_counts_of_zero_and_the_markets_mean(build):
    movie = build("people", DEBUT, STRANGER, SECOND | {"directors": ["tmdb:9"]})[3]
    assert (movie["director_movie_count"], movie["director_gross_count"]) == (0, 0)
    assert movie["director_shrunk_log_gross"] == pytest.approx(log(10_000_000), abs=1e-5)
    assert (movie["director_latest_log_gross"], movie["director_years_since_last"]) == (None, None)


def test_nobody_named_is_null_not_zero(build):
    movie = build("people", DEBUT, STRANGER, SECOND)[3]
    assert (movie["writer_movie_count"], movie["writer_shrunk_log_gross"]) == (None, None)


def test_latest_is_the_newest_with_a_known_gross(build):
    flop = {"id": 4, "released": date(2021, 5, 7), "directors": ["tmdb:1"], "gross": 50_000}
    unknown = {"id": 5, "released": date(2021, 6, 4), "directors": ["tmdb:1"]}
    movie = build("people", DEBUT, STRANGER, flop, unknown, SECOND)[3]
    assert movie["director_latest_log_gross"] == pytest.approx(log(50_000), abs=1e-5)
    assert movie["director_max_log_gross"] == pytest.approx(log(1_000_000), abs=1e-5)
    assert (movie["director_movie_count"], movie["director_gross_count"]) == (3, 2)


def test_top_of_the_bill_weighs_more(build):
    movie = build(
        "people",
        {"id": 1, "released": date(2021, 2, 12), "cast": ["tmdb:5"], "gross": 1_000_000},
        {"id": 2, "released": date(2021, 2, 12), "cast": ["tmdb:6"], "gross": 64_000_000},
        {"id": 3, "released": date(2021, 12, 3), "cast": ["tmdb:5", "tmdb:6"]},
    )[3]
    assert movie["cast_latest_log_gross"] == pytest.approx((2 * log(1_000_000) + log(64_000_000)) / 3, abs=1e-5)
    assert (movie["cast_movie_count"], movie["cast_gross_count"]) == (1, 2)


def test_acting_says_nothing_about_directing(build):
    actor = {"id": 1, "released": date(2021, 2, 12), "cast": ["tmdb:1"], "gross": 1_000_000}
    assert build("people", actor, SECOND)[3]["director_movie_count"] == 0


def test_one_person_with_two_writing_jobs_counts_once(build):
    novel = {"id": 1, "released": date(2021, 2, 12), "writers": ["omdb:jane doe", "omdb:jane doe"], "gross": 1_000}
    movie = build("people", novel, {"id": 3, "released": date(2021, 12, 3), "writers": ["omdb:jane doe"]})[3]
    assert (movie["writer_movie_count"], movie["writer_gross_count"]) == (1, 1)


def test_domestic_gross_alone_is_a_record_of_its_own(build):
    home = {"id": 1, "released": date(2021, 2, 12), "directors": ["tmdb:1"], "domestic": 30_000}
    movie = build("people", home, SECOND)[3]
    assert movie["director_mean_log_domestic_gross"] == pytest.approx(log(30_000), abs=1e-5)
    assert (movie["director_gross_count"], movie["director_max_log_gross"]) == (0, None)


def test_latest_of_two_on_one_day_is_the_higher(build):
    """Nor does a movie of that day without a known gross hide theirs."""
    same_day = {"released": date(2021, 5, 7), "directors": ["tmdb:1"]}
    twice = [{"id": 4, "gross": 50_000} | same_day, {"id": 5, "gross": 3} | same_day, {"id": 6} | same_day]
    assert build("people", DEBUT, *twice, SECOND)[3]["director_latest_log_gross"] == pytest.approx(
        log(50_000), abs=1e-5
    )
