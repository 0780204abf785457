from datetime import date
from math import log

import pytest

# A gross of 2.5 million on a budget of one is a hit, a dollar less is none.
HIT = {"id": 1, "released": date(2021, 2, 12), "directors": ["tmdb:1"], "budget": 1_000_000, "gross": 2_500_000}
FLOP = {"id": 2, "released": date(2021, 3, 12), "directors": ["tmdb:1"], "budget": 1_000_000, "gross": 2_499_999}
THIRD = {"id": 3, "released": date(2021, 12, 3), "directors": ["tmdb:1"]}


def test_share_of_hits_is_shrunk_to_the_markets(build):
    movies = build("form", HIT, FLOP, {"id": 4, "released": date(2021, 3, 12), "budget": 10, "gross": 1}, THIRD)
    assert movies[3]["director_shrunk_hit_share"] == pytest.approx((1 + 3 * (1 / 3)) / (2 + 3), abs=1e-5)


def test_trend_is_the_latest_against_the_mean(build):
    movies = build("form", HIT | {"gross": 8_000_000}, FLOP | {"gross": 2_000_000}, THIRD)
    assert movies[3]["director_log_gross_trend"] == pytest.approx(log(2) - (log(8) + log(2)) / 2, abs=1e-5)


def test_one_movie_has_no_trend(build):
    movie = build("form", HIT, THIRD)[3]
    assert movie["director_log_gross_trend"] is None
    assert movie["franchise_shrunk_hit_share"] is None


def test_first_of_a_collection_looks_like_a_movie_in_none(build):
    first = {"id": 3, "released": date(2021, 12, 3), "collection": 10}
    movies = build("form", HIT, first, {"id": 4, "released": date(2022, 9, 2), "collection": 10})
    assert movies[3]["franchise_shrunk_hit_share"] is None
    assert movies[4]["franchise_shrunk_hit_share"] == 1
