"""Builds the database file from the Parquet files of the tables."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from ayne.core.errors import DataError
from ayne.core.files import atomic_path
from ayne.core.logging import get_logger
from ayne.database.digest import digest_database
from ayne.tables.session import MEMORY_LIMIT, name, orphaned, quoted
from ayne.tables.table_dictionary import Dictionary, load_dictionaries

logger = get_logger(__name__)


def build_database(
    tables: Mapping[str, Path],
    dictionaries: Mapping[str, Path],
    views_dir: Path,
    out: Path,
    digest: Path,
    threads: int = 1,
) -> None:
    """Write a new database in place of `out`, whole or not at all, and its content digest.

    Every table and column has a COMMENT from the dictionary, and a key of one column is a constraint; a foreign key
    that points at nothing is an error. Views are the files of `views_dir`; one that reads another comes after it.
    """
    every = load_dictionaries(dictionaries.values())
    described = {table: every[table] for table in tables}
    views = {path.stem: path.read_text(encoding="utf-8") for path in sorted(views_dir.glob("*.sql"))}
    with (
        atomic_path(out) as temporary,
        duckdb.connect(str(temporary), config={"threads": threads, "memory_limit": MEMORY_LIMIT}) as session,
    ):
        for table, parquet in tables.items():
            with _transaction(session):
                _add_table(session, table, parquet, described[table])
        for table, dictionary in described.items():
            _require_foreign_keys(session, table, dictionary)
        with _transaction(session):
            for view in _in_order(views):
                _add_view(session, view, views[view], views_dir)
        content = digest_database(session, tables, views)
        session.execute("CHECKPOINT")
    content.write(digest)
    logger.info("%s: %d tables, %d views", out, len(tables), len(views))


@contextmanager
def _transaction(session: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Write to the disk once, not after each of hundreds of comments; after an error the whole file is given up."""
    session.execute("BEGIN")
    yield
    session.execute("COMMIT")


def _add_table(session: duckdb.DuckDBPyConnection, table: str, parquet: Path, dictionary: Dictionary) -> None:
    """Create a table from its Parquet file, with its key and its comments."""
    session.execute(f"CREATE TABLE {name(table)} AS FROM read_parquet({quoted(parquet)})")
    key = ", ".join(dictionary.primary_key)
    # The tables' builder has checked every key. DuckDB's index for one of several columns would triple the file.
    if len(dictionary.primary_key) == 1:
        session.execute(f"ALTER TABLE {name(table)} ADD PRIMARY KEY ({name(key)})")
    comment = f"{dictionary.description} Grain: {dictionary.grain}." + (f" Primary key: ({key})." if key else "")
    session.execute(f"COMMENT ON TABLE {name(table)} IS {quoted(comment)}")
    for column, rule in dictionary.columns.items():
        facts = "; ".join(filter(None, (rule.unit, f"from {rule.origin}", f"known at {rule.known_at}")))
        session.execute(f"COMMENT ON COLUMN {name(table)}.{name(column)} IS {quoted(f'{rule.description} ({facts})')}")


def _require_foreign_keys(session: duckdb.DuckDBPyConnection, table: str, dictionary: Dictionary) -> None:
    """Refuse a foreign key without its row. Not a constraint in the file: those make every load slow."""
    for column, target in dictionary.foreign_keys.items():
        query = f"SELECT {name(column)} {orphaned(table, column, target)} ORDER BY ALL LIMIT 3"
        lost = session.execute(query).fetchall()
        if lost:
            shown = ", ".join(str(value) for (value,) in lost)
            raise DataError(f"{table}.{column}: {target} has no {shown} …")


def _in_order(views: Mapping[str, str]) -> list[str]:
    """Return the views' names, each after those that it reads."""
    named = {view: {other for other in views if other != view and other in _reads(sql)} for view, sql in views.items()}
    return list(TopologicalSorter(named).static_order())


def _reads(sql: str) -> set[str]:
    return set(re.findall(r"\b(?:FROM|JOIN) (\w+)", sql))


def _add_view(session: duckdb.DuckDBPyConnection, view: str, sql: str, views_dir: Path) -> None:
    """Run a view's file: CREATE VIEW of the file's name, and a COMMENT on it and on each column."""
    try:
        session.execute(sql)
    except duckdb.Error as error:
        raise DataError(f"{views_dir / view}.sql: {error}") from error
