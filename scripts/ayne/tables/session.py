"""DuckDB sessions in memory, and Parquet files with the same bytes whatever the number of threads."""

from pathlib import Path
from typing import NamedTuple

import duckdb

from ayne.core.files import atomic_path

ROW_GROUP_SIZE = 122_880
# DuckDB writes to disk what does not fit, and would else take four fifths of the machine's memory.
MEMORY_MB = 3000
MEMORY_LIMIT = f"{MEMORY_MB}MB"


class Limits(NamedTuple):
    """What a session may use: so many cores, and memory."""

    threads: int = 1
    memory_mb: int = MEMORY_MB


ONE_CORE = Limits()


def open_session(threads: int = 1, *, memory_mb: int = MEMORY_MB) -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB that may use `threads` cores and keeps the order of what it reads."""
    # Sessions that shared one database would cost less time, but DuckDB gives back late what each of them held.
    session = duckdb.connect(
        config={"threads": threads, "preserve_insertion_order": True, "memory_limit": f"{memory_mb}MB"}
    )
    # DuckDB draws a bar on the standard output of whoever waits longer than two seconds.
    session.execute("SET enable_progress_bar = false")
    return session


def quoted(text: object) -> str:
    """Quote as an SQL string, for the places where DuckDB takes no parameter."""
    return "'" + str(text).replace("'", "''") + "'"


def quoted_value(value: float | str) -> str:
    """Quote text as `quoted` does, and write a number as it is."""
    return quoted(value) if isinstance(value, str) else str(value)


def name(identifier: str) -> str:
    """Quote as an SQL identifier: `cast` and `order` are keywords."""
    return '"' + identifier.replace('"', '""') + '"'


def orphaned(table: str, column: str, target: str) -> str:
    """Return the FROM and WHERE of a table's rows whose `column` points at nothing; `target` is `table.column`."""
    other, _, key = target.partition(".")
    return (
        f"FROM {name(table)} AS a WHERE {name(column)} IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM {name(other)} AS b WHERE b.{name(key)} = a.{name(column)})"
    )


def copy_parquet(session: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write a query as zstd Parquet; the query must order its rows completely."""
    with atomic_path(path) as temporary:
        session.execute(
            f"COPY ({query}) TO {quoted(temporary)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_SIZE})"
        )
