"""Where all that is known of one movie comes from: forecasts, chosen amounts, rejected values, raw answers, rows."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from ayne.core.files import read_jsonl
from ayne.database.duckdb_client import DuckDBClient
from ayne.database.movie_forecasts import FORECAST, forecasts_of, reasons_of
from ayne.database.movie_lookup import find_movie
from ayne.tables.session import name, quoted

# Where an amount of `movie_amounts` was received; in the order of the trace.
RECEIVED_IN = {
    "tmdb_budget_usd": "tmdb_movies.budget",
    "numbers_budget_usd": "numbers_movies.production_budget_usd",
    "wikidata_budget_usd": "wikidata_movies.budget_usd",
    "tmdb_worldwide_gross_usd": "tmdb_movies.revenue",
    "numbers_worldwide_gross_usd": "numbers_movies.worldwide_gross_usd",
    "wikidata_worldwide_gross_usd": "wikidata_movies.worldwide_gross_usd",
    "omdb_domestic_gross_usd": "omdb_movies.box_office_usd",
    "numbers_domestic_gross_usd": "numbers_movies.domestic_gross_usd",
    "wikidata_domestic_gross_usd": "wikidata_movies.domestic_gross_usd",
}
SOURCE_TABLES = ("tmdb_movies", "omdb_movies", "wikidata_movies", "numbers_movies", "box_office_releases")
# A raw record begins with its id: no need to read the rest of one of another movie.
_ID_BYTES = 64


class TraceSection(NamedTuple):
    """A part of the trace: a title, the names of its columns, and its rows."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def trace(movie: str, root: Path) -> list[TraceSection]:
    """Return what is known of a movie, given by id or title, in the study at `root`: its forecasts first.

    A movie that the database does not have, or a title of several, is a DataError.
    """
    with DuckDBClient(root / "data" / "movies.duckdb") as db:
        movie_id = find_movie(db.connection, movie)
        row = _row(db.connection, "movies", movie_id)
        sources = {table: _row(db.connection, table, movie_id) for table in SOURCE_TABLES}
        ids = {"tmdb": str(movie_id), "omdb": row["imdb_id"], "wikidata": row["wikidata_id"]}
        numbers_ids = [sources["numbers_movies"].get(column) for column in ("numbers_id", "page_id")]
        rejected = _rejected(db.connection, [*ids.values(), *numbers_ids])
        amounts, counts = _amounts(db.connection, movie_id), _row_counts(db.connection, movie_id)
    return [
        TraceSection("Forecasts", FORECAST, forecasts_of(root, movie_id)),
        TraceSection("Reasons", ("reason",), reasons_of(root, movie_id)),
        TraceSection("Amounts", ("quantity", "source", "received", "used", "why"), amounts),
        TraceSection("movies", ("column", "value"), _given(row)),
        TraceSection("Rejected", ("source", "field", "value", "reason"), rejected),
        TraceSection("Features", ("feature", "value"), _features(root, movie_id)),
        *(TraceSection(table, ("column", "value"), _given(values)) for table, values in sources.items() if values),
        TraceSection("Raw answers", ("source", "file", "line", "fetched", "status"), list(_raw(root, ids))),
        TraceSection("Rows", ("table", "rows"), counts),
    ]


def _row(session: duckdb.DuckDBPyConnection, table: str, movie_id: int) -> dict[str, Any]:
    """Return a table's row of the movie, empty where it has none."""
    result = session.execute(f"FROM {name(table)} WHERE movie_id = ? LIMIT 1", [movie_id])
    row = result.fetchone()
    return dict(zip([column[0] for column in result.description], row, strict=True)) if row else {}


def _given(row: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [(column, value) for column, value in row.items() if value is not None]


def _raw(root: Path, ids: Mapping[str, str | None]) -> Iterator[tuple[Any, ...]]:
    """Yield each raw record of the movie: source, file, number of its line, when it was fetched, HTTP status."""
    for source, record_id in ids.items():
        for year in _years(root / "data" / "tables" / source, record_id) if record_id else ():
            path = root / "data" / "raw" / source / "movies" / f"{year}.jsonl.gz"
            for number, line in enumerate(read_jsonl(path), start=1):
                if str(record_id).encode() not in line[:_ID_BYTES]:
                    continue
                record = json.loads(line)
                if str(record["id"]) == record_id:
                    yield source, str(path.relative_to(root)), number, record["fetched_at"], record["status"]


def _years(tables: Path, record_id: str) -> list[str]:
    """Return the years of a source whose raw file has the record: its row, or why there is none, is of the same year.

    So that one raw file is read instead of all of them.
    """
    snapshots: set[str] = set()
    with duckdb.connect(config={"threads": 1}) as session:
        for kind in ("[0-9][0-9][0-9][0-9].parquet", "[0-9][0-9][0-9][0-9].rejected.parquet"):
            if paths := sorted(str(path) for path in tables.glob(kind)):
                rows = session.execute(
                    "SELECT DISTINCT filename FROM read_parquet(?, filename = true) WHERE record_id = ?",
                    [paths, record_id],
                ).fetchall()
                snapshots |= {Path(path).name.partition(".")[0] for (path,) in rows}
    return sorted(snapshots)


def _row_counts(session: duckdb.DuckDBPyConnection, movie_id: int) -> list[tuple[Any, ...]]:
    tables = session.execute(
        "SELECT table_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_name) "
        "WHERE column_name = 'movie_id' ORDER BY table_name"
    ).fetchall()
    counts = [
        (table, session.execute(f"SELECT count(*) FROM {name(table)} WHERE movie_id = ?", [movie_id]).fetchall()[0][0])
        for (table,) in tables
    ]
    return [(table, rows) for table, rows in counts if rows]


def _rejected(session: duckdb.DuckDBPyConnection, ids: list[str | None]) -> list[tuple[Any, ...]]:
    return session.execute(
        "SELECT source, field, value, reason FROM rejected "
        "WHERE record_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL",
        [[record_id for record_id in ids if record_id]],
    ).fetchall()


def _amounts(session: duckdb.DuckDBPyConnection, movie_id: int) -> list[tuple[Any, ...]]:
    """Return of each quantity and source the amount as received, whether `movies` follows it, and why."""
    rows = {table: _row(session, table, movie_id) for table in ("movies", "movie_amounts", *SOURCE_TABLES)}
    amounts = []
    for column, place in RECEIVED_IN.items():
        source, _, quantity = column.partition("_")
        table, _, received = place.partition(".")
        chosen = rows["movies"][f"{quantity}_source"]
        values = rows[table].get(received), rows["movie_amounts"][column]
        amounts.append((quantity, source, values[0], source == chosen, _reason(source, chosen, *values)))
    return amounts


def _reason(source: str, chosen: str | None, received: int | None, credible: int | None) -> str:
    if credible is None:
        return "not given" if not received else "rejected, see below"
    return "first credible amount" if source == chosen else f"{chosen} comes before it"


def _features(root: Path, movie_id: int) -> list[tuple[Any, ...]]:
    """Return the movie's features, of the first set that is there."""
    for path in sorted((root / "results" / "features").glob("*.parquet")):
        if path.stem != "target":
            with duckdb.connect() as session:
                result = session.execute(f"FROM read_parquet({quoted(path)}) WHERE tmdb_id = ?", [movie_id])
                names, row = [column[0] for column in result.description], result.fetchone()
            return _given(dict(zip(names, row, strict=True))) if row else []
    return []
