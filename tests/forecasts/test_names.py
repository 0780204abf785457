import duckdb
import pytest

from ayne.core.errors import DataError
from ayne.database import DuckDBClient
from ayne.forecasts.names import ACTOR, COLLECTION, COMPANY, DIRECTOR, Names

TABLES = """
CREATE TABLE people AS FROM (VALUES
    ('tmdb:1', 'Zoë Müller'), ('tmdb:2', 'Zoe Muller'), ('tmdb:3', 'Bo Øst')) AS t(person_id, name);
CREATE TABLE credits AS FROM (VALUES
    (1, 'tmdb:1', 'Directing', 'Director'), (2, 'tmdb:1', 'Directing', 'Director'),
    (1, 'tmdb:2', 'Directing', 'Director'), (1, 'tmdb:3', 'Acting', 'Actor')
) AS t(movie_id, person_id, department, job);
CREATE TABLE movies AS FROM (VALUES (1, 7), (2, 7)) AS t(movie_id, collection_id);
CREATE TABLE companies AS FROM (VALUES (5, 'Lanterna, Ltd.')) AS t(company_id, name);
CREATE TABLE movie_companies AS FROM (VALUES (1, 5)) AS t(movie_id, company_id);
CREATE TABLE collections AS FROM (VALUES (7, 'The Owl Collection')) AS t(collection_id, name);
CREATE TABLE genres AS FROM (VALUES (28, 'Action'), (878, 'Science Fiction')) AS t(genre_id, name);
"""


@pytest.fixture
def names(tmp_path):
    with duckdb.connect(str(tmp_path / "movies.duckdb")) as session:
        session.execute(TABLES)
    with DuckDBClient(tmp_path / "movies.duckdb") as db:
        yield Names(db)


def test_case_accents_and_blanks_do_not_matter(names):
    assert names.find(ACTOR, " bo  OST ") == "tmdb:3"
    assert names.find(COMPANY, "lanterna, ltd.") == 5
    assert names.notes == []


def test_of_several_alike_the_one_with_most_movies_counts_and_it_is_said(names):
    assert names.find(DIRECTOR, "Zoe Muller") == "tmdb:1"
    assert names.notes == [
        "director Zoe Muller: 2 of that name; tmdb:1 with 2 movies counts; for another, write tmdb:2"
    ]
    assert names.find(DIRECTOR, "tmdb:2") == "tmdb:2"


def test_an_unknown_name_is_said_with_those_near_it(names):
    assert names.find(DIRECTOR, "Zoe Mueller") is None
    assert names.find(ACTOR, "Somebody Else") is None
    assert names.notes == [
        "director Zoe Mueller: not in the database, taken for a debut; names like it: Zoë Müller, Zoe Muller",
        "actor Somebody Else: not in the database, taken for a debut",
    ]


def test_a_known_person_in_a_new_role_is_said(names):
    assert names.find(DIRECTOR, "Bo Øst") == "tmdb:3"
    assert names.notes == ["director Bo Øst: known, but not as director so far: a debut"]


def test_a_series_is_found_without_the_word_collection(names):
    assert names.find(COLLECTION, "the owl") == names.find(COLLECTION, "The Owl Collection") == 7


def test_genres_are_found_by_name_or_code_and_an_unknown_one_is_an_error(names):
    assert names.code("genres", "genres", "genre_id", "science fiction") == 878
    assert names.code("genres", "genres", "genre_id", "28") == 28
    with pytest.raises(DataError, match="genres: 'Sience Fiction' is unknown; did you mean Science Fiction"):
        names.code("genres", "genres", "genre_id", "Sience Fiction")
    with pytest.raises(DataError, match="'Opera' is unknown; there is none like it"):
        names.code("genres", "genres", "genre_id", "Opera")
