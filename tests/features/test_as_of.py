"""No feature of a movie uses what was not known a week before its release."""

from datetime import date, timedelta

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

SNAPSHOT = date(2026, 6, 30)
EARLIER = {"id": 1, "released": date(2019, 1, 1), "directors": ["tmdb:1"], "gross": 1_000_000}


def later(days):
    return {"id": 2, "released": EARLIER["released"] + timedelta(days), "directors": ["tmdb:1"], "gross": 7}


@pytest.mark.parametrize(("days", "movies", "grosses"), [(7, 0, 0), (8, 1, 0), (126, 1, 0), (127, 1, 1)])
def test_gross_counts_from_120_days_on_and_the_movie_from_the_next_day(build, days, movies, grosses):
    movie = build("people", EARLIER, later(days))[2]
    assert (movie["director_movie_count"], movie["director_gross_count"]) == (movies, grosses)


def test_days_until_a_gross_is_known_are_an_option(build):
    assert build("people", EARLIER, later(126), gross_known_after_days=119)[2]["director_gross_count"] == 1


def test_upcoming_movie_is_described_as_at_the_snapshot(build):
    movies = [EARLIER, {"id": 2, "released": date(2020, 1, 1), "directors": ["tmdb:1"]}]
    upcoming = {"id": 3, "released": date(2022, 1, 1), "directors": ["tmdb:1"]}
    assert build("people", *movies, upcoming, snapshot=date(2019, 12, 31))[3]["director_movie_count"] == 1
    assert build("people", *movies, upcoming, snapshot=date(2020, 1, 2))[3]["director_movie_count"] == 2


def test_greenlight_is_described_as_a_year_before(build):
    for days, counts in [(365, (0, 0)), (366, (1, 0)), (484, (1, 0)), (485, (1, 1))]:
        movie = build("people", EARLIER, later(days), cut_off_days=365)[2]
        assert (movie["director_movie_count"], movie["director_gross_count"]) == counts, days


def test_own_gross_changes_nothing(build):
    poor, rich = later(127), later(127) | {"gross": 900_000_000}
    assert build("people", EARLIER, poor)[2] == build("people", EARLIER, rich)[2]


CAST = st.lists(st.sampled_from(["tmdb:1", "tmdb:2", "omdb:jane doe"]), max_size=3, unique=True)
AMOUNT = st.one_of(st.none(), st.integers(1_000, 10**9))
MOVIE = st.fixed_dictionaries(
    {
        # within two years, so that many results are still unknown at the next cut-off
        "released": st.dates(date(2018, 1, 1), date(2019, 12, 31)),
        "directors": CAST, "writers": CAST, "cast": CAST,
        "companies": st.lists(st.sampled_from([7, 8]), max_size=2, unique=True),
        "collection": st.sampled_from([None, 10]),
        "budget": AMOUNT, "gross": AMOUNT, "domestic": AMOUNT,
    }
)  # fmt: skip
MOVIES = st.lists(MOVIE, min_size=5, max_size=15).map(
    lambda movies: [movie | {"id": number} for number, movie in enumerate(movies, start=1)]
)


@pytest.fixture(scope="module")
def described(tmp_path_factory, write, features_of):
    """Return a function from literal movies to the columns that depend on other movies."""
    path = tmp_path_factory.mktemp("as_of") / "movies.duckdb"

    def describe(movies, snapshot=SNAPSHOT):
        path.unlink(missing_ok=True)
        return features_of(write(path, movies), ("people", "companies", "franchise"), snapshot=snapshot)

    return describe


def cut_off(movie):
    return movie["released"] - timedelta(days=7)


def with_other_amounts(draw, movies, day):
    """Draw new amounts for the movies whose gross is not known on `day`, themselves included."""
    names = ("budget", "gross", "domestic")
    return [
        m if m["released"] + timedelta(days=120) <= day else m | {name: draw(AMOUNT) for name in names} for m in movies
    ]


@settings(max_examples=5)
@given(movies=MOVIES, data=st.data())
def test_amounts_not_known_at_a_cut_off_change_nothing_up_to_it(described, movies, data):
    day = cut_off(data.draw(st.sampled_from(movies)))
    described_by_then = pl.col("release_date") <= day + timedelta(days=7)
    before, after = described(movies), described(with_other_amounts(data.draw, movies, day))
    assert_frame_equal(before.filter(described_by_then), after.filter(described_by_then), check_exact=True)


@settings(max_examples=5)
@given(movies=MOVIES, data=st.data())
def test_movies_not_released_before_the_cut_off_change_nothing(described, movies, data):
    movie = data.draw(st.sampled_from(movies))
    past = [m for m in movies if m is movie or m["released"] < cut_off(movie)]
    own = pl.col("tmdb_id") == movie["id"]
    assert_frame_equal(described(movies).filter(own), described(past).filter(own), check_exact=True)


@settings(max_examples=5)
@given(movies=MOVIES, day=st.dates(date(2018, 3, 1), date(2020, 1, 1)), data=st.data())
def test_amounts_not_known_at_the_snapshot_change_nothing(described, movies, day, data):
    changed = with_other_amounts(data.draw, movies, day)
    assert_frame_equal(described(movies, snapshot=day), described(changed, snapshot=day), check_exact=True)


@pytest.mark.parametrize("later", [1, 200])
def test_days_that_many_movies_share_give_the_same_whatever_the_size_of_the_catalogue(
    tmp_path, write, features_of, later
):
    """Of tied rows DuckDB's ASOF join takes the first below 64 rows on its left, the last from there on."""
    shared = [
        {"id": n, "released": f"2018-{1 + n % 4 * 3:02}-02", "genres": [18, 35], "directors": ["tmdb:1"],
         "budget": 10_000_000 + n, "gross": 10_000_000 * (1 + n)} for n in range(12)
    ]  # fmt: skip
    after = [{"id": 1000 + n, "released": "2024-03-01", "genres": [18], "gross": 7} for n in range(later)]
    first = pl.col("tmdb_id") < 12
    families = ("genre_season", "money", "people")
    expected = features_of(write(tmp_path / "few.duckdb", shared), families)
    assert expected["director_gross_count"].max() > 0
    found = features_of(write(tmp_path / "many.duckdb", [*shared, *after]), families)
    assert_frame_equal(found.filter(first), expected, check_exact=True)


CATALOGUE = """
INSERT INTO movies SELECT i, i, 'Movie ' || i, DATE '1950-01-01' + (hash(i, 1) % 25000)::INTEGER, 'en', 90, NULL,
    hash(i, 2) % 400, 10000 + hash(i, 3) % 90000000, 10000 + hash(i, 4) % 900000000, 9999, NULL, NULL, NULL, NULL, NULL
FROM range(6000) t(i);
INSERT INTO catalogue_movies BY NAME SELECT movie_id, budget_usd AS budget, worldwide_gross_usd AS revenue FROM movies;
INSERT INTO movie_genres SELECT i, 1 + hash(i, j, 7) % 20, j FROM range(6000) t(i), range(3) u(j) GROUP BY ALL;
INSERT INTO movie_companies SELECT i, hash(i, j, 5) % 200, j FROM range(6000) t(i), range(3) u(j);
INSERT INTO credits SELECT i, 'tmdb:' || hash(i, j, 6) % 900, 'Acting', 'Actor', j FROM range(6000) t(i), range(9) u(j);
"""
SHUFFLE = "CREATE OR REPLACE TABLE {table} AS FROM {table} ORDER BY hash({table}::VARCHAR)"


def test_same_values_whatever_the_threads_and_the_order_of_the_rows(tmp_path, write, features_of):
    path = write(tmp_path / "movies.duckdb", [])
    with duckdb.connect(str(path)) as session:
        session.execute(CATALOGUE)
    one = features_of(path, threads=1)
    assert_frame_equal(one, features_of(path, threads=4), check_exact=True)
    with duckdb.connect(str(path)) as session:
        for table in ("movies", "movie_companies", "credits"):
            session.execute(SHUFFLE.format(table=table))
    assert_frame_equal(one, features_of(path, threads=4), check_exact=True)
    assert one["cast_gross_count"].max() > 100
