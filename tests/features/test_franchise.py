from datetime import date
from math import log

import pytest

FIRST = {"id": 1, "released": date(2021, 2, 12), "collection": 10, "gross": 5_000_000}
SECOND = {"id": 2, "released": date(2021, 12, 3), "collection": 10}


def test_sequel_knows_the_first_movie(build):
    movie = build("franchise", FIRST, SECOND)[2]
    assert (movie["is_sequel"], movie["franchise_movie_count"], movie["franchise_gross_count"]) == (True, 1, 1)
    assert movie["franchise_latest_log_gross"] == pytest.approx(log(5_000_000), abs=1e-5)


def test_first_of_a_collection_looks_like_a_movie_in_none(build):
    older = {"id": 4, "released": date(2019, 1, 4), "gross": 1_000_000}  # there is a market to shrink to
    movies = build("franchise", older, FIRST, SECOND, {"id": 3, "released": date(2021, 2, 12)})
    described = {name for name in movies[1] if name != "tmdb_id"}
    assert {name: movies[1][name] for name in described} == {name: movies[3][name] for name in described}
    assert (movies[1]["is_sequel"], movies[1]["franchise_movie_count"]) == (False, 0)
    assert movies[1]["franchise_shrunk_log_gross"] is None


def test_movies_of_one_day_are_no_sequels_of_each_other(build):
    movies = build("franchise", FIRST, SECOND | {"released": FIRST["released"]})
    assert [movies[i]["is_sequel"] for i in (1, 2)] == [False, False]
