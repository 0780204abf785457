from datetime import date
from math import log

import pytest

from ayne.database import DuckDBClient
from ayne.features import release_week, second_weekend
from ayne.features.as_of import MovieFacts, Past, Weekends
from ayne.features.feature_options import FeatureOptions

MOVIE = {"id": 1, "released": date(2021, 6, 4)}
CHARTS = {
    "friday": 4_000_000, "to_first_sunday": 9_500_000,
    "second_weekend": 3_600_000, "second_theaters": 3050, "to_second_sunday": 16_000_000,
}  # fmt: skip
OPENED = {"opening_theaters": 3100, "opening_weekend": 8_000_000, "charts": CHARTS}


def test_without_charts_nothing_of_the_second_weekend_is_known(build):
    movie = build("second_weekend", MOVIE)[1]
    assert movie.pop("is_second_weekend_missing") is True
    assert set(movie) == {
        "tmdb_id", "release_date", "second_weekend_theaters", "log_second_weekend_real", "second_weekend_drop",
        "log_gross_to_second_sunday_real",
    }  # fmt: skip
    assert {value for name, value in movie.items() if name not in ("tmdb_id", "release_date")} == {None}


def test_the_second_weekend_and_its_drop(build):
    movie = build("second_weekend", MOVIE | OPENED)[1]
    assert (movie["second_weekend_theaters"], movie["second_weekend_drop"]) == (3050, 0.55)
    # The average price level of 2020 is the base year's own.
    assert movie["log_second_weekend_real"] == pytest.approx(log(3_600_000), abs=1e-5)
    assert movie["log_gross_to_second_sunday_real"] == pytest.approx(log(16_000_000), abs=1e-5)
    assert movie["is_second_weekend_missing"] is False


def test_a_movie_whose_second_weekend_is_not_over_has_an_opening_alone(build):
    charts = {name: value for name, value in CHARTS.items() if name in ("friday", "to_first_sunday")}
    movie = build("second_weekend", MOVIE | OPENED | {"charts": charts})[1]
    assert (movie["second_weekend_drop"], movie["is_second_weekend_missing"]) == (None, True)


def test_the_first_weekend_by_day_and_by_theater(build):
    movie = build("release_week", MOVIE | OPENED)[1]
    assert movie["opening_friday_share"] == 0.5
    assert movie["log_opening_per_theater_real"] == pytest.approx(log(8_000_000 / 3100), abs=1e-5)
    assert movie["log_gross_to_first_sunday_real"] == pytest.approx(log(9_500_000), abs=1e-5)


@pytest.mark.parametrize("second", [True, False])
def test_a_film_of_ones_own_has_the_columns_that_a_movie_of_the_charts_has(tmp_path, write, second):
    charts = CHARTS if second else {"to_first_sunday": 8_000_000}
    database = write(tmp_path / "movies.duckdb", [MOVIE | OPENED | {"charts": charts}])
    options = FeatureOptions(snapshot=date(2026, 6, 30))
    weekends = Weekends(8_000_000, 3100, 3_600_000, 16_000_000) if second else Weekends(8_000_000, 3100)
    movie = MovieFacts("A", MOVIE["released"], weekends=weekends)
    # Of the charts alone: what a user is not asked for.
    unasked = {"opening_friday_share", "second_weekend_theaters"}
    unasked |= {"log_gross_to_first_sunday_real"} if second else set()
    with DuckDBClient(database) as db:
        past = Past(db, options)
        for family in (release_week, second_weekend):
            [built] = family.build(db, options).drop("tmdb_id", "release_date").to_dicts()
            own = dict.fromkeys(built) | family.of_movie(movie, past)
            assert {name: own[name] for name in built if name not in unasked} == pytest.approx(
                {name: value for name, value in built.items() if name not in unasked}
            )
