"""A family cannot read what is known later than its columns."""

from datetime import date
from types import SimpleNamespace

import duckdb
import pytest

from ayne.core.errors import DataError
from ayne.database import DuckDBClient
from ayne.features import family
from ayne.features.feature_options import FeatureOptions
from ayne.features.leakage_guard import only_known_at

OPTIONS = FeatureOptions(snapshot=date(2026, 6, 30))
COMMENTS = """
COMMENT ON COLUMN catalogue_movies.vote_count IS 'Number of votes (vote; from tmdb.vote_count; known at post_release)';
COMMENT ON COLUMN catalogue_movies.budget IS 'Budget (US dollar; from tmdb.budget; known at greenlight)';
COMMENT ON COLUMN movies.worldwide_gross_usd IS 'Gross (US dollar; from tmdb.revenue; known at post_release)';
COMMENT ON COLUMN catalogue_movies.vote_average IS 'Mean vote (points; from tmdb.vote_average; known at post_release)';
COMMENT ON COLUMN box_office_releases.second_weekend_usd IS 'Gross (US dollar; from x.y; known at second_weekend)';
CREATE VIEW votes AS SELECT movie_id, vote_count FROM catalogue_movies;
"""


@pytest.fixture
def db(tmp_path, write):
    movie = {"id": 1, "released": date(2019, 5, 3), "budget": 5_000_000, "gross": 9_000_000, "vote_count": 77}
    path = write(tmp_path / "movies.duckdb", [movie])
    with duckdb.connect(str(path)) as session:
        session.execute(COMMENTS)
    with DuckDBClient(path) as client:
        yield client


@pytest.fixture
def plant(monkeypatch):
    """Return a function that makes a family `leak` of one query."""

    def plant_family(sql):
        module = SimpleNamespace(build=lambda db, _options: db.query(sql))
        monkeypatch.setattr(family, "import_module", lambda _name: module)

    return plant_family


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT movie_id AS tmdb_id, vote_count FROM catalogue_movies",
        "SELECT m.movie_id, t.vote_count * 2 AS innocent FROM movies m JOIN catalogue_movies t USING (movie_id)",
    ],
)
def test_planted_leak_is_refused_by_name(db, plant, sql):
    plant(sql)
    with pytest.raises(
        DataError, match=r"family leak .* reads .*: catalogue_movies\.vote_count \(known at post_release\)"
    ):
        family.build_family("leak", db, OPTIONS, "pre_release")


def test_only_the_column_that_was_read_is_named(monkeypatch):
    message = 'Referenced column "vote_count" not found in FROM clause!\\nCandidate bindings: "vote_average", "title"'
    hidden = {"catalogue_movies.vote_average": "post_release", "catalogue_movies.vote_count": "post_release"}
    text = family._explain("leak", "pre_release", hidden, message)
    assert text.endswith("reads what is known later: catalogue_movies.vote_count (known at post_release)")


def test_a_view_gives_no_way_around(db, plant):
    plant("SELECT movie_id, vote_count FROM votes")
    with pytest.raises(DataError, match=r"catalogue_movies\.vote_count"):
        family.build_family("leak", db, OPTIONS, "pre_release")


def test_a_later_family_may_read_it(db, plant):
    plant("SELECT movie_id AS tmdb_id, 0 AS release_date, vote_count FROM catalogue_movies")
    assert family.build_family("leak", db, OPTIONS, "post_release")["vote_count"].to_list() == [77]


def test_a_familys_own_sql_cannot_read_the_gross_that_is_forecast(db, plant):
    plant("SELECT movie_id AS tmdb_id, 0 AS release_date, ln(worldwide_gross_usd) AS leak FROM movies")
    with pytest.raises(DataError, match=r"movies\.worldwide_gross_usd \(known at post_release\)"):
        family.build_family("leak", db, OPTIONS, "pre_release")


def test_what_is_known_by_then_stays(db):
    sql = "SELECT t.budget, m.movie_id FROM movies m JOIN catalogue_movies t USING (movie_id)"
    with only_known_at(db, "pre_release") as hidden:
        assert [row[0] for row in db.query(sql).rows()] == [5_000_000]
    assert hidden == {
        "movies.worldwide_gross_usd": "post_release",
        "box_office_releases.second_weekend_usd": "second_weekend",
        "catalogue_movies.vote_count": "post_release",
        "catalogue_movies.vote_average": "post_release",
    }
    assert db.query("SELECT vote_count FROM catalogue_movies").rows() == [(77,)]


def test_a_forecast_on_the_first_monday_cannot_read_the_second_weekend(db, plant):
    plant("SELECT movie_id AS tmdb_id, 0 AS release_date, second_weekend_usd FROM box_office_releases")
    with pytest.raises(DataError, match=r"box_office_releases\.second_weekend_usd \(known at second_weekend\)"):
        family.build_family("leak", db, OPTIONS, "opening_weekend")
    assert family.build_family("leak", db, OPTIONS, "second_weekend").columns[-1] == "second_weekend_usd"
