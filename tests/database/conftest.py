from pathlib import Path

import duckdb
import pytest

from ayne.database.database_builder import build_database
from ayne.tables.table_dictionary import load_dictionary

ROOT = Path(__file__).resolve().parents[2]
DICTIONARIES = {path.stem: path for path in sorted((ROOT / "config" / "tables").glob("*.yaml"))}
VIEWS = ROOT / "scripts" / "ayne" / "sql" / "views"

# Values of two movies, as SQL; a column that is not named here is null.
ROWS = {
    "movies": [
        (
            "{movie_id: 1, tmdb_id: 1, title: 'Low Tide', release_date: DATE '2010-07-16', "
            "budget_usd: 10e6, worldwide_gross_usd: 35e6}"
        ),
        "{movie_id: 2, tmdb_id: 2, title: 'High Water', release_date: DATE '2024-03-01'}",
    ],
    "tmdb_movies": [
        "{movie_id: 1, revenue: 35000000, fetched_at: TIMESTAMP '2026-06-30', as_of: DATE '2026-06-30'}",
        "{movie_id: 2, revenue: 0, fetched_at: TIMESTAMP '2026-06-30', as_of: DATE '2026-06-30'}",
    ],
    "omdb_movies": [
        "{movie_id: 1, imdb_id: 'tt1', imdb_rating: 7.1, fetched_at: TIMESTAMP '2026-06-30', as_of: DATE '2026-06-30'}"
    ],
    "genres": ["{genre_id: 18, name: 'Drama'}", "{genre_id: 53, name: 'Thriller'}"],
    "movie_genres": [
        "{movie_id: 1, genre_id: 18, position: 2}",
        "{movie_id: 1, genre_id: 53, position: 1}",
    ],
    "people": ["{person_id: 'tmdb:9', name: 'Ines Okafor', origin: 'tmdb'}"],
    "credits": [
        "{movie_id: 1, person_id: 'tmdb:9', credit_id: 'd9', department: 'Directing', job: 'Director', origin: 'tmdb'}"
    ],
    "consumer_prices": ["{year: 2010, cpi_u: 200, deflator: 1.25, base_year: 2020}"],
}


def write_tables(folder, rows, reverse=False):
    """Parquet files of all tables with these rows, as {table: path}."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    with duckdb.connect() as session:
        for table, dictionary in DICTIONARIES.items():
            columns = load_dictionary(dictionary).columns
            types = ", ".join(f'"{column}" {rule.type}' for column, rule in columns.items())
            session.execute(f"CREATE TABLE {table} ({types})")
            for row in rows.get(table, []):
                session.execute(f"INSERT INTO {table} BY NAME SELECT unnest({row})")
            paths[table] = folder / f"{table}.parquet"
            order = "DESC" if reverse else "ASC"
            session.execute(f"COPY (FROM {table} ORDER BY 1 {order}, 2 {order}) TO '{paths[table]}'")
    return paths


def build_in(folder, reverse=False, views=VIEWS, **rows):
    """Build {folder}/data/movies.duckdb; keyword arguments replace rows of tables."""
    tables = write_tables(folder / "tables", ROWS | rows, reverse)
    out = folder / "data" / "movies.duckdb"
    build_database(tables, DICTIONARIES, views, out, folder / "data" / "movies.digest.json")
    return out


@pytest.fixture(scope="session", name="build_in")
def build_in_folder():
    return build_in


@pytest.fixture
def build(tmp_path):
    """Build a database in a folder of the test's own."""

    def build(folder="study", **changes):
        return build_in(tmp_path / folder, **changes)

    return build


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    """A database that no test changes."""
    return build_in(tmp_path_factory.mktemp("database"))
