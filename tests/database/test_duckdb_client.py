import struct

import duckdb
import pytest

from ayne.core.errors import DataError
from ayne.database import DuckDBClient
from ayne.database.duckdb_client import explain_refusal


def test_the_contracts_sql_runs_as_it_stands(database):
    with DuckDBClient(database) as db:
        rows = db.query(
            """
            SELECT m.title, t.revenue, o.imdb_rating
            FROM movies m JOIN tmdb_movies t ON m.movie_id = t.movie_id JOIN omdb_movies o ON m.movie_id = o.movie_id
            WHERE m.release_date > ?
            """,
            params=["2010-01-01"],
        )
    assert rows.rows() == [("Low Tide", 35_000_000, 7.1)]


def test_the_contracts_python_runs_as_it_stands(database, monkeypatch):
    monkeypatch.chdir(database.parents[1])
    with DuckDBClient() as db:
        rows = db.query("SELECT title FROM movies WHERE release_date > ?", params=["2020-01-01"])
    assert rows.to_dicts() == [{"title": "High Water"}]


def test_a_database_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=r"data/movies\.duckdb does not exist; `uv run snakemake .* builds it"):
        DuckDBClient().__enter__()


def test_it_does_not_write(database):
    with DuckDBClient(database) as db, pytest.raises(DataError, match="read-only"):
        db.query("DELETE FROM movies")


def test_it_writes_where_asked_to(build):
    database = build()
    with DuckDBClient(database, read_only=False) as db:
        db.query("DELETE FROM genres WHERE genre_id = ?", params=[18])
    with DuckDBClient(database) as db:
        assert db.query("SELECT genre_id FROM genres").rows() == [(53,)]


def test_it_takes_no_more_than_it_may(database):
    with DuckDBClient(database, threads=1, memory_mb=500) as db:
        (limits,) = db.query("SELECT current_setting('threads') AS t, current_setting('memory_limit') AS m").rows()
    assert limits == (1, "476.8 MiB")


def test_a_query_with_a_mistake(database):
    with DuckDBClient(database) as db, pytest.raises(DataError, match="colour"):
        db.query("SELECT colour FROM movies")


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "movies.duckdb").write_bytes(b"not a database" * 2000)
    with pytest.raises(DataError, match=r"movies\.duckdb: cannot be opened as a database"):
        DuckDBClient(tmp_path / "movies.duckdb").__enter__()


def test_it_is_open_inside_its_with_only(database):
    client = DuckDBClient(database)
    with client:
        pass
    with pytest.raises(DataError, match="is not open"):
        client.query("SELECT 1")


def test_a_plan_names_what_it_reads(database):
    with DuckDBClient(database) as db:
        assert "credits" in db.explain("SELECT job FROM credits WHERE person_id <> ?", params=["tmdb:1"])


def test_a_damaged_database(build):
    database = build()
    content = bytearray(database.read_bytes())
    content[12] ^= 1
    database.write_bytes(content)
    with pytest.raises(DataError, match=r"movies\.duckdb: cannot be opened as a database .*--force` rebuilds it"):
        DuckDBClient(database).__enter__()


@pytest.mark.parametrize(
    ("message", "advice"),
    [
        (
            'Could not set lock on file "movies.duckdb": Conflicting lock is held in python (PID 7)',
            "another process is writing it: wait, or close that one",
        ),
    ],
)
def test_what_to_do_when_duckdb_refuses(message, advice):
    assert explain_refusal(message).startswith(advice)


def with_storage_version(content, version):
    """A database file's bytes as a DuckDB of that storage version writes them: the version and its checksum."""
    header = bytearray(content[:4096])
    struct.pack_into("<Q", header, 12, version)
    checksum = 5381
    for (word,) in struct.iter_unpack("<Q", header[8:]):
        checksum ^= word * 0xBF58476D1CE4E5B9 % 2**64
    struct.pack_into("<Q", header, 0, checksum)
    return bytes(header) + content[4096:]


@pytest.mark.parametrize("version", [1000, 4])
def test_a_database_of_another_duckdb(build, version):
    database = build()
    database.write_bytes(with_storage_version(database.read_bytes(), version))
    with pytest.raises(DataError) as error:
        DuckDBClient(database).__enter__()
    assert f"written by another version of DuckDB than {duckdb.__version__}; `uv run snakemake" in str(error.value)
    assert (
        f"--force` rebuilds it (IO Error: Trying to read a database file with storage version number {version}"
        in str(error.value)
    )
