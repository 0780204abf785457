"""Measures of the tables: what is there, how complete, between which bounds, how fresh."""

from collections.abc import Mapping
from typing import Any

import duckdb

from ayne.artifacts.quality import ColumnRange, Completeness, Fetches, Freshness, Orphans, Ranges
from ayne.tables.session import name, orphaned
from ayne.tables.table_dictionary import Dictionary

Described = Mapping[str, Dictionary]
BOUNDED_TYPES = {"INTEGER", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP"}
DECIMALS = 4


def count_tables(session: duckdb.DuckDBPyConnection, tables: Described) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {table: int(_one_row(session, f"SELECT count(*) FROM {name(table)}")[0]) for table in tables}


def completeness(session: duckdb.DuckDBPyConnection, tables: Described) -> Completeness:
    """Return the share of rows that have a value, by table and column, and of `movies` by year of release too.

    A table without rows has no shares. Movies without a release date are counted under `undated`.
    """
    by_table = {table: _shares(session, table, described) for table, described in tables.items()}
    columns = list(tables["movies"].columns)
    years = session.execute(
        f"SELECT coalesce(release_year::VARCHAR, 'undated'), {_share_list(columns)} FROM movies GROUP BY 1 ORDER BY 1"
    ).fetchall()
    by_year = {year: dict(zip(columns, shares, strict=True)) for year, *shares in years}
    return Completeness(
        by_table={table: shares for table, shares in by_table.items() if shares}, movies_by_year=by_year
    )


def _shares(session: duckdb.DuckDBPyConnection, table: str, described: Dictionary) -> dict[str, float]:
    columns = list(described.columns)
    shares = _one_row(session, f"SELECT {_share_list(columns)} FROM {name(table)}")
    return {} if shares[0] is None else dict(zip(columns, shares, strict=True))


def _share_list(columns: list[str]) -> str:
    return ", ".join(f"round(count({name(column)}) / nullif(count(*), 0), {DECIMALS})" for column in columns)


def ranges(session: duckdb.DuckDBPyConnection, tables: Described) -> Ranges:
    """Return the least and the greatest value of each number and date, keys left out, beside the range allowed."""
    by_table: dict[str, dict[str, ColumnRange]] = {}
    for table, described in tables.items():
        keys = {*described.primary_key, *described.foreign_keys}
        bounded = [column for column, rule in described.columns.items() if rule.type in BOUNDED_TYPES]
        for column in bounded:
            if column in keys:
                continue
            low, high = _one_row(session, f"SELECT min({name(column)}), max({name(column)}) FROM {name(table)}")
            entry = ColumnRange(min=_plain(low), max=_plain(high), allowed=described.columns[column].range)
            by_table.setdefault(table, {})[column] = entry
    return Ranges(by_table)


def orphans(session: duckdb.DuckDBPyConnection, tables: Described) -> Orphans:
    """Return for each foreign key how many rows point at nothing."""
    rows = {}
    for table, described in tables.items():
        for column, target in described.foreign_keys.items():
            query = f"SELECT count(*) {orphaned(table, column, target)}"
            rows[f"{table}.{column} -> {target}"] = int(_one_row(session, query)[0])
    return Orphans(rows)


def freshness(session: duckdb.DuckDBPyConnection, tables: Described) -> Freshness:
    """Return for each table that says when it was fetched its oldest and newest fetch, and its rows by snapshot."""
    fetches = {}
    for table in (table for table, described in tables.items() if "as_of" in described.columns):
        oldest, newest = _one_row(session, f"SELECT min(fetched_at), max(fetched_at) FROM {name(table)}")
        by_snapshot = session.execute(f"SELECT as_of, count(*) FROM {name(table)} GROUP BY as_of ORDER BY as_of")
        fetches[table] = Fetches(
            oldest_fetch=_plain(oldest),
            newest_fetch=_plain(newest),
            rows_by_snapshot={str(day): rows for day, rows in by_snapshot.fetchall()},
        )
    return Freshness(fetches)


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float) or value is None else str(value)


def _one_row(session: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    return tuple(session.execute(query).fetchall()[0])
