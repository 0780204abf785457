import duckdb
import pytest

from ayne.core.errors import DataError
from ayne.database import DuckDBClient
from ayne.forecasts.names import ACTOR, COLLECTION, COMPANY, DIRECTOR, Names, plain_name

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
CREATE TABLE countries AS FROM (VALUES ('US', 'United States of America')) AS t(country_code, name);
CREATE TABLE languages AS FROM (VALUES ('en', 'English')) AS t(language_code, name);
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    path = tmp_path_factory.mktemp("names") / "movies.duckdb"
    with duckdb.connect(str(path)) as session:
        session.execute(TABLES)
    with DuckDBClient(path) as db:
        return Names(db)


def found(names, kind, name):
    answer = names.find(kind, name)
    return answer.known and answer.known.id, answer.note


def test_case_accents_and_blanks_do_not_matter(names):
    assert found(names, ACTOR, " bo  OST ") == ("tmdb:3", None)
    assert found(names, COMPANY, "lanterna, ltd.") == (5, None)
    assert plain_name("Łódź  STRAẞE Đỗ") == "lodz strasse do"


def test_of_several_alike_the_one_with_most_movies_counts_and_it_is_said(names):
    note = "director Zoe Muller: 2 of that name; tmdb:1 with 2 movies counts; for another, write tmdb:2"
    assert found(names, DIRECTOR, "Zoe Muller") == ("tmdb:1", note)
    assert found(names, DIRECTOR, "tmdb:2") == ("tmdb:2", None)


def test_an_unknown_name_is_said_with_those_near_it(names):
    near = "director Zoe Mueller: not in the database, taken for a debut; names like it: Zoë Müller, Zoe Muller"
    assert found(names, DIRECTOR, "Zoe Mueller") == (None, near)
    assert found(names, ACTOR, "Somebody Else") == (
        None,
        "actor Somebody Else: not in the database, taken for a debut",
    )


def test_a_known_person_in_a_new_role_is_said(names):
    assert found(names, DIRECTOR, "Bo Øst") == ("tmdb:3", "director Bo Øst: known, but not as director so far: a debut")


def test_a_series_is_found_without_the_word_collection(names):
    assert found(names, COLLECTION, "the owl") == found(names, COLLECTION, "The Owl Collection") == (7, None)


def test_genres_are_found_by_name_or_code_and_an_unknown_one_is_an_error(names):
    assert names.code("genres", "science fiction") == 878
    assert names.code("genres", "28") == 28
    assert names.code("countries", "us") == "US"
    with pytest.raises(DataError, match="genres: 'Sience Fiction' is unknown; did you mean Science Fiction"):
        names.code("genres", "Sience Fiction")
    with pytest.raises(DataError, match="'Opera' is unknown; there are Action, Science Fiction"):
        names.code("genres", "Opera")


def test_other_names_of_a_genre_and_of_countries_are_theirs(names):
    assert [names.code("genres", name) for name in ("Sci-Fi", "SciFi")] == [878, 878]
    assert [names.code("countries", name) for name in ("USA", "United States", "U.S.")] == ["US"] * 3


def test_a_person_is_found_with_the_last_name_first(names):
    assert found(names, ACTOR, "Øst, Bo") == ("tmdb:3", None)
    assert found(names, COMPANY, "Ltd., Lanterna")[0] is None


def test_a_name_is_completed_from_the_beginning_of_any_of_its_words(names):
    assert [one.id for one in names.complete(DIRECTOR, "MUL", 10)] == ["tmdb:1", "tmdb:2"]
    assert [one.name for one in names.complete(COLLECTION, "ow", 10)] == ["The Owl Collection"]
    assert names.complete(ACTOR, "uller", 10) == []
