from datetime import date
from math import log

import pytest

SUMMER = {"id": 1, "released": date(2020, 8, 31), "genres": [27], "gross": 8_000_000}
AUTUMN = {"id": 2, "released": date(2020, 9, 1), "genres": [27], "gross": 1_000_000}
NEXT = {"id": 3, "released": date(2021, 6, 4), "genres": [27]}


def test_a_season_knows_its_own_kind_only(build):
    movie = build("genre_season", SUMMER, AUTUMN, SUMMER | {"id": 4, "genres": [18]}, NEXT)[3]
    assert (movie["genre_season_movie_count"], movie["genre_season_gross_count"]) == (1, 1)
    deflated = log(8_000_000) + log(258.811 / 255.657)  # its own cut-off knew the prices of 2019
    assert movie["genre_season_max_log_gross"] == pytest.approx(deflated, abs=1e-5)


def test_without_a_genre_nothing_is_known(build):
    movie = build("genre_season", SUMMER, NEXT | {"genres": []})[3]
    assert {value for name, value in movie.items() if name.startswith("genre_season")} == {None}
