"""One movie's features looked up in the past are, to the last digit, those that SQL builds for every movie."""

from datetime import date
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.careers import MILLIONTHS
from ayne.features.family import build_family
from ayne.features.feature_options import FeatureOptions

SNAPSHOT = date(2026, 6, 30)
FAMILIES = ("money", "calendar", "content", "people", "companies", "franchise")
NAMES = {7: "Walt Disney Pictures", 8: "Lucasfilm", 9: "Lanterna", 10: "Focus Features"}
STUDIOS = {7: "disney", 8: "disney", 10: "universal"}
PEOPLE = st.lists(st.sampled_from(["tmdb:1", "tmdb:2", "tmdb:3", "omdb:jane doe"]), max_size=4, unique=True)
AMOUNT = st.one_of(st.none(), st.integers(1_000, 10**9))
MOVIE = st.fixed_dictionaries(
    {
        "released": st.dates(date(2015, 1, 1), date(2027, 12, 31)),
        "released_in_us": st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2027, 12, 31))),
        "directors": PEOPLE, "writers": PEOPLE, "cast": PEOPLE,
        "companies": st.lists(st.sampled_from(list(NAMES)), max_size=4, unique=True),
        "genres": st.lists(st.sampled_from([18, 27, 28]), max_size=3, unique=True),
        "countries": st.lists(st.sampled_from(["US", "FR"]), max_size=2, unique=True),
        "languages": st.lists(st.sampled_from(["en", "fr"]), max_size=2, unique=True),
        "collection": st.sampled_from([None, 10, 11]),
        "budget": AMOUNT, "gross": AMOUNT, "domestic": AMOUNT,
        "runtime": st.one_of(st.none(), st.integers(1, 900)),
        "certification": st.sampled_from([None, "PG", "R"]),
        "language": st.sampled_from([None, "en", "ja"]),
        "title": st.sampled_from(["Ö", "The Owl 2"]),
    }
)  # fmt: skip


def as_movie(row):
    alike = {
        role: [(one, MILLIONTHS) for one in row[key]]
        for role, key in (("director", "directors"), ("writer", "writers"))
    }
    falling = {
        role: [(one, round(MILLIONTHS / place)) for place, one in enumerate(row[key], start=1)]
        for role, key in (("cast", "cast"), ("company", "companies"))
    }
    studios = list(dict.fromkeys(STUDIOS[one] for one in row["companies"] if one in STUDIOS))
    numbers = {name: ord(name[0]) * 1000 + ord(name[1]) for name in studios}
    series = [(row["collection"], MILLIONTHS)] if row["collection"] else []
    return MovieFacts(
        title=row["title"],
        release_date=row["released"],
        us_release_date=row["released_in_us"],
        budget_usd=row["budget"],
        genre_ids=tuple(row["genres"]),
        country_codes=tuple(row["countries"]),
        language_codes=tuple(row["languages"]),
        links={**alike, **falling, "franchise": series, "major": [(numbers[name], MILLIONTHS) for name in studios]},
        studios=tuple(studios),
        runtime_min=row["runtime"],
        us_certification=row["certification"],
        original_language=row["language"],
    )


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=st.lists(MOVIE, min_size=6, max_size=14))
@pytest.mark.parametrize("options", [{}, {"cut_off_days": 365, "gross_known_after_days": 30, "prior_movies": 1}])
def test_looked_up_and_built_are_the_same(write, tmp_path, rows, options):
    given_options = FeatureOptions(snapshot=SNAPSHOT, **options)
    path = tmp_path / "movies.duckdb"
    path.unlink(missing_ok=True)
    write(path, [row | {"id": number, "company_names": NAMES} for number, row in enumerate(rows, start=1)])
    with DuckDBClient(path, threads=1) as db:
        past = Past(db, given_options)
        built = {family: build_family(family, db, given_options) for family in FAMILIES}
    for family, table in built.items():
        of_movie = import_module(f"ayne.features.{family}").of_movie
        for row in table.iter_rows(named=True):
            keys = {"tmdb_id": row["tmdb_id"], "release_date": row["release_date"]}
            assert keys | of_movie(as_movie(rows[row["tmdb_id"] - 1]), past) == row, family


def test_a_company_that_nobody_has_heard_of_may_still_be_a_brand(write, tmp_path):
    path = write(
        tmp_path / "movies.duckdb", [{"id": 1, "released": date(2019, 1, 1), "companies": [7], "company_names": NAMES}]
    )
    with DuckDBClient(path) as db:
        past = Past(db, FeatureOptions(snapshot=SNAPSHOT))
    assert past.studio(7, "Walt Disney Pictures") == past.studio(None, "Disney Nature") == ("disney", 100_105)
    assert past.studio(9, "Lanterna") is past.studio(None, "Nobody's Films") is None


def test_a_median_of_two_budgets_drops_what_the_division_leaves(write, tmp_path):
    movies = [{"id": key, "released": date(2019, 1, key), "genres": [18], "budget": budget}
              for key, budget in ((1, 1_000_000), (2, 2_000_001))]  # fmt: skip
    path = write(tmp_path / "movies.duckdb", movies)
    with DuckDBClient(path) as db:
        past = Past(db, FeatureOptions(snapshot=SNAPSHOT))
    assert past.median_budget(18, date(2019, 1, 2)) == past.median_budget(18, date(2019, 1, 3)) - 346_573
    assert past.median_budget(18, date(2019, 1, 1)) is None
