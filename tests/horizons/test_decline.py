"""How a run declines, weekend by weekend, from literal charts."""

from datetime import date, timedelta

import duckdb
import polars as pl
import pytest

from ayne.database import DuckDBClient
from ayne.horizons.decline import decline, read_weekends

FRIDAY = date(2010, 7, 16)
# Weeks in which every day has a chart, with grosses of a Friday, Saturday and Sunday; a movie that left has none.
LEFT_AFTER_TWO = {1: (5, 6, 5), 2: (2, 4, 2)}
STAYED = {1: (50, 60, 50), 2: (20, 40, 20), 3: (10, 20, 10)}


@pytest.fixture(scope="module")
def weekends(tmp_path_factory):
    movies, releases, days = [], [], []
    for number, (grosses, theaters) in enumerate([(LEFT_AFTER_TWO, 900), (STAYED, 900), (STAYED, 599)], start=1):
        movies.append({"movie_id": number, "release_date": FRIDAY})
        releases.append(
            {"release_id": f"rl{number}", "movie_id": number, "release_date": FRIDAY}
            | {"opening_weekend_usd": sum(grosses[1]), "opening_theaters": theaters}
        )
        days += [
            {"release_id": f"rl{number}", "gross_usd": gross, "chart_date": FRIDAY + timedelta(7 * (week - 1) + place)}
            for week, weekend in grosses.items()
            for place, gross in enumerate(weekend)
        ]
    database = tmp_path_factory.mktemp("decline") / "movies.duckdb"
    with duckdb.connect(database) as connection:
        for name, rows in (("movies", movies), ("box_office_releases", releases), ("daily_box_office", days)):
            connection.register("rows", pl.DataFrame(rows))
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM rows")
    with DuckDBClient(database) as db:
        return read_weekends(db)


def test_a_weekend_is_a_share_of_the_opening_of_wide_releases(weekends):
    assert weekends.select("tmdb_id", "week", "weekend_usd").rows() == [
        (1, 1, 16), (1, 2, 8), (1, 3, 0), (2, 1, 160), (2, 2, 80), (2, 3, 40),
    ]  # fmt: skip


def run(releases, released, second):
    """A made-up release a number: its second weekend takes that share of the first."""
    return pl.DataFrame(
        [
            {"tmdb_id": n, "release_date": released, "week": week, "opening_weekend_usd": 100, "weekend_usd": usd}
            for n in range(releases)
            for week, usd in ((1, 100), (2, second(n)))
        ]
    )


TEST = {"test_from": date(2012, 1, 1), "test_to": date(2013, 12, 31)}


def test_the_curve_is_of_releases_before_the_test_and_says_how_it_held_on_it():
    past = run(101, date(2011, 3, 4), lambda n: n)
    test = run(4, date(2012, 3, 2), lambda n: (5, 10, 90, 50)[n])
    first, second = decline(pl.concat([past, test]), **TEST).to_dicts()
    assert (first["week"], first["median_share"], first["lower_80"], first["upper_80"]) == (1, 1, 1, 1)
    assert (second["median_share"], second["lower_80"], second["upper_80"]) == (0.5, 0.1, 0.9)
    assert (second["releases"], second["test_releases"], second["test_inside_80"]) == (101, 4, 0.75)


def test_a_weekend_that_is_not_over_when_the_test_begins_is_not_learnt_from():
    assert decline(run(60, date(2011, 12, 16), lambda _: 50), **TEST)["week"].to_list() == [1]


def test_few_releases_make_no_curve():
    assert decline(run(49, date(2011, 3, 4), lambda _: 50), **TEST).is_empty()
