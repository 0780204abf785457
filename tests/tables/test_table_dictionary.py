"""The dictionary's files are complete, and a mistake in one is named."""

import time
from pathlib import Path

import pytest

from ayne.core.errors import DataError
from ayne.tables.dictionary_file import table_reads
from ayne.tables.table_dictionary import load_dictionaries, load_dictionary

ROOT = Path(__file__).resolve().parents[2]
DICTIONARIES = sorted((ROOT / "config" / "tables").glob("*.yaml"))
TABLES = [path for path in DICTIONARIES if path.stem != "rejected"]
COLUMN = "{type: BIGINT, origin: tmdb.id, known_at: greenlight, nullable: false, description: Id}"


def write(folder, columns=f"movie_id: {COLUMN}", key="[movie_id]", more=""):
    path = folder / "toys.yaml"
    path.write_text(f"description: Toys.\ngrain: one row per toy\nprimary_key: {key}\n{more}\ncolumns:\n  {columns}\n")
    return path


@pytest.fixture(scope="module")
def one_movie(module_tables, tmdb_body, omdb_body, record):
    module_tables.parse("tmdb", [record(1001, tmdb_body())])
    module_tables.parse("omdb", [record("tt9000001", omdb_body())])
    return module_tables


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_sql_and_dictionary_are_in_step(one_movie, path):
    one_movie.build(path.stem)  # an error if their columns differ
    assert (ROOT / "scripts" / "ayne" / "sql" / "tables" / f"{path.stem}.sql").is_file()


@pytest.mark.parametrize("path", DICTIONARIES, ids=lambda path: path.stem)
def test_a_foreign_key_points_at_the_primary_key_of_a_table(path):
    for target in load_dictionary(path).foreign_keys.values():
        table, _, column = target.partition(".")
        assert load_dictionary(path.with_name(f"{table}.yaml")).primary_key == (column,)


@pytest.mark.parametrize("path", DICTIONARIES, ids=lambda path: path.stem)
def test_a_column_in_money_or_minutes_says_its_unit(path):
    columns = load_dictionary(path).columns
    unitless = [name for name in columns if name.endswith(("_usd", "_min", "_pct")) and not columns[name].unit]
    assert unitless == []


def test_what_is_known_only_after_the_release(tmp_path):
    late = {
        "movies.worldwide_gross_usd",
        "tmdb_movies.popularity",
        "omdb_movies.imdb_rating",
        "movie_keywords.keyword_id",
    }
    for name in late:
        table, _, column = name.partition(".")
        dictionary = load_dictionary(ROOT / "config" / "tables" / f"{table}.yaml")
        assert dictionary.columns[column].known_at == "post_release"


def test_an_unknown_key_of_a_column(tmp_path):
    path = write(tmp_path, columns=f"movie_id: {COLUMN[:-1]}, colour: red}}")
    with pytest.raises(DataError, match=r"toys\.yaml: columns\.movie_id\.colour: unknown key \(here: 'red'\)"):
        load_dictionary(path)


def test_an_unknown_key_of_a_table(tmp_path):
    with pytest.raises(DataError, match=r"toys\.yaml: colour: unknown key"):
        load_dictionary(write(tmp_path, more="colour: red"))


def test_a_missing_key(tmp_path):
    with pytest.raises(DataError, match=r"toys\.yaml: columns\.movie_id\.known_at: missing"):
        load_dictionary(write(tmp_path, columns="movie_id: {type: BIGINT, origin: tmdb.id, description: Id}"))


def test_a_moment_that_does_not_exist(tmp_path):
    path = write(tmp_path, columns=f"movie_id: {COLUMN.replace('greenlight', 'someday')}")
    with pytest.raises(DataError, match=r"columns\.movie_id\.known_at: .*'post_release'.*here: 'someday'"):
        load_dictionary(path)


def test_a_primary_key_that_is_no_column(tmp_path):
    with pytest.raises(DataError, match=r"primary_key names 'toy_id', which is not among the columns"):
        load_dictionary(write(tmp_path, key="[toy_id]"))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match=r"toys\.yaml: there is no such data dictionary"):
        table_reads(tmp_path / "toys.yaml")


def test_what_a_table_is_built_from():
    assert table_reads(ROOT / "config" / "tables" / "movies.yaml") == [
        "catalogue_movies",
        "tmdb_movies",
        "omdb_movies",
        "release_dates",
        "movie_amounts",
        "box_office_releases",
        "numbers_movies",
    ]


def test_all_files_are_read_quickly():
    started = time.thread_time()  # no time in which something else runs
    for path in DICTIONARIES:
        table_reads(path)
    assert time.thread_time() - started < 0.5  # 25 ms


def test_a_description_stands_once(tmp_path):
    shared = "{type: BIGINT, origin: tmdb.id, known_at: greenlight, nullable: false"
    write(tmp_path, columns=f"movie_id: {COLUMN}").rename(tmp_path / "movies.yaml")
    path = write(tmp_path, columns=f"movie_id: {shared}, same_as: movies.movie_id}}")
    tables = load_dictionaries([path, tmp_path / "movies.yaml"])
    assert tables["toys"].columns["movie_id"].description == tables["movies"].columns["movie_id"].description
    path = write(tmp_path, columns=f"movie_id: {shared}, same_as: movies.film_id}}")
    with pytest.raises(DataError, match=r"toys\.yaml: columns\.movie_id shares the description of movies\.film_id"):
        load_dictionaries([path, tmp_path / "movies.yaml"])
    with pytest.raises(DataError, match=r"toys\.yaml: .*'movie_id' needs a `description`"):
        load_dictionary(write(tmp_path, columns=f"movie_id: {shared}}}"))
