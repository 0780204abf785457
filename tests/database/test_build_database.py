import pytest

from ayne.core.errors import DataError
from ayne.core.files import read_json
from ayne.database import DuckDBClient


def digest_of(database):
    return read_json(database.with_name("movies.digest.json"))


def test_every_table_view_and_column_has_a_comment(database):
    with DuckDBClient(database) as db:
        found = db.query(
            "SELECT table_name AS place, comment FROM duckdb_tables() UNION ALL "
            "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal UNION ALL "
            "SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal"
        )
    uncommented = [place for place, comment in found.rows() if not comment]
    assert uncommented == []
    comments = dict(found.rows())
    assert comments["tmdb_movies"].endswith("Primary key: (movie_id).")
    assert comments["movies.runtime_min"] == (
        "Runtime; OMDb's where TMDB has none (minute; from catalogue.runtime; known at pre_release)"
    )
    assert "movie_facts.roi" in comments


def test_movie_facts_has_a_movies_numbers_side_by_side(database):
    with DuckDBClient(database) as db:
        row = db.query("FROM movie_facts WHERE movie_id = ?", params=[1]).row(0, named=True)
    assert (row["production_budget_usd"], row["worldwide_gross_usd"], row["roi"]) == (10_000_000, 35_000_000, 2.5)
    assert (row["imdb_rating"], row["directors"], row["genres"]) == (7.1, ["Ines Okafor"], ["Thriller", "Drama"])


def test_movie_facts_has_a_movie_of_which_little_is_known(database):
    with DuckDBClient(database) as db:
        row = db.query("FROM movie_facts WHERE movie_id = 2").row(0, named=True)
    assert (row["title"], row["roi"], row["imdb_rating"], row["directors"]) == ("High Water", None, None, None)


def test_an_imdb_id_of_two_movies_is_listed(build):
    movies = [f"{{movie_id: {n}, tmdb_id: {n}, imdb_id: 'tt{n // 2}'}}" for n in (1, 2, 3)]
    with DuckDBClient(build(movies=movies)) as db:
        assert db.query("FROM shared_imdb_ids").rows() == [("tt1", [2, 3])]


def test_a_foreign_key_that_points_at_nothing_is_an_error(build, tmp_path):
    with pytest.raises(DataError, match=r"movie_genres\.genre_id: genres\.genre_id has no 53"):
        build(genres=["{genre_id: 18, name: 'Drama'}"])
    assert not (tmp_path / "study" / "data" / "movies.duckdb").exists()


def test_a_build_that_fails_leaves_the_database_as_it_was(build):
    database = build()
    before = database.read_bytes()
    with pytest.raises(DataError):
        build(genres=[])
    assert database.read_bytes() == before
    assert sorted(path.name for path in database.parent.iterdir()) == ["movies.digest.json", "movies.duckdb"]


def test_the_digest_does_not_depend_on_the_order_of_rows(build, database):
    assert digest_of(build(reverse=True)) == digest_of(database)


def test_the_digest_of_a_table_changes_with_one_value(build, database):
    one, two = (
        digest_of(database),
        digest_of(build(genres=["{genre_id: 18}", "{genre_id: 53, name: 'Noir'}"])),
    )
    assert {table for table in one["tables"] if one["tables"][table] != two["tables"][table]} == {"genres"}
    assert one["tables"]["movies"]["rows"] == 2


def test_the_digest_changes_with_a_view(build, database, tmp_path):
    views = tmp_path / "views"
    views.mkdir()
    (views / "movie_facts.sql").write_text("CREATE VIEW movie_facts AS SELECT movie_id FROM movies")
    one, two = digest_of(database), digest_of(build(views=views))
    assert one["tables"] == two["tables"]
    assert one["views"] != two["views"]


def test_an_error_in_a_view_names_its_file(build, tmp_path):
    (tmp_path / "broken.sql").write_text("CREATE VIEW broken AS SELECT colour FROM movies")
    with pytest.raises(DataError, match=r"broken\.sql: .*colour"):
        build(views=tmp_path)
