"""A digest of the content of a database, whose file has other bytes each time."""

from collections.abc import Iterable
from hashlib import sha256

import duckdb

from ayne.artifacts.digest import Digest, TableDigest
from ayne.tables.session import name


def digest_table(session: duckdb.DuckDBPyConnection, table: str) -> TableDigest:
    """Return a table's number of rows and the SHA-256 of its content.

    Each row is written as a JSON object, columns in the table's order, and hashed; the hashes are sorted, so that
    neither the order of the rows nor the number of threads matters, and hashed once more, after the names and types
    of the columns.
    """
    columns = session.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()
    total = sha256("\n".join(f"{column} {kind}" for column, kind in columns).encode())
    rows = 0
    session.execute(f"SELECT sha256(to_json(t)::VARCHAR) AS row_hash FROM {name(table)} AS t ORDER BY row_hash")
    while batch := session.fetchmany(10_000):
        rows += len(batch)
        total.update("".join(row_hash for (row_hash,) in batch).encode())
    return TableDigest(rows=rows, sha256=total.hexdigest())


def digest_database(session: duckdb.DuckDBPyConnection, tables: Iterable[str], views: dict[str, str]) -> Digest:
    """Return the digests by table, and of each view that of its SQL."""
    return Digest(
        tables={table: digest_table(session, table) for table in sorted(tables)},
        views={view: sha256(sql.encode()).hexdigest() for view, sql in sorted(views.items())},
    )
