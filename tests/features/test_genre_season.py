from datetime import date, timedelta
from math import log

import numpy as np
import pytest
from polars.testing import assert_frame_equal

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.track_records import role_records

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


def test_days_added_up_first_give_the_very_records_of_movie_by_movie(tmp_path, write):
    draw = np.random.default_rng(5)

    def amount():
        return int(draw.integers(10_000, 10**9)) if draw.random() < 0.7 else None

    movies = [
        {
            "id": i,
            "released": date(2019, 1, 1) + timedelta(int(draw.integers(100)) * 9),  # two or three a day
            "genres": draw.choice([18, 27, 28], 2, replace=False).tolist(),
            "budget": amount(),
            "gross": amount(),
            "domestic": amount(),
        }
        for i in range(250)
    ]
    # The movies of the last months are upcoming
    options = FeatureOptions(snapshot=date(2021, 2, 1), gross_known_after_days=14)
    with DuckDBClient(write(tmp_path / "movies.duckdb", movies), threads=1) as db:
        by_movie, by_day = (
            role_records(db, options, "genre_season", ("genre_season",), records=query)
            for query in ("records", "records_by_day")
        )
    assert_frame_equal(by_movie, by_day, check_exact=True)
    assert by_day["genre_season_latest_log_gross"].n_unique() > 50
