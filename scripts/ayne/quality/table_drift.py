"""Drift: how the tables' counts and completeness differ from those of an earlier snapshot."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from ayne.artifacts.quality import Change, Completeness, TableCounts, TableDrift
from ayne.core.errors import DataError


def drift(
    session: duckdb.DuckDBPyConnection, counts: TableCounts, completeness: Completeness, previous: Path | None
) -> TableDrift:
    """Return rows by table and shares by column, before and now; leave them to the checks as two temporary tables.

    `previous` is the folder of an earlier `results/quality/`. What is in one of both only has null for the other.
    Without a previous one there is nothing to compare.
    """
    rows: dict[str, Change] = {}
    shares: dict[str, Change] = {}
    if previous is not None:
        earlier = TableCounts.read(_there(previous / "counts.json"))
        rows = _beside(earlier.tables, counts.tables)
        shares = _beside(_flat(Completeness.read(_there(previous / "completeness.json"))), _flat(completeness))
    for table, changes in (("drift_rows", rows), ("drift_completeness", shares)):
        session.execute(f"CREATE TEMP TABLE {table} (name VARCHAR, before DOUBLE, now DOUBLE)")
        for name, change in changes.items():
            session.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", [name, change.before, change.now])
    moved = {name: change for name, change in shares.items() if change.before != change.now}
    return TableDrift(is_compared=previous is not None, rows=rows, completeness_changed=moved)


def _there(path: Path) -> Path:
    if not path.is_file():
        raise DataError(f"tables.previous_quality: {path} is missing; name a folder with a copy of results/quality/")
    return path


def _flat(completeness: Completeness) -> dict[str, float]:
    by_table = completeness.by_table.items()
    return {f"{table}.{column}": share for table, shares in by_table for column, share in shares.items()}


def _beside(before: Mapping[str, float], now: Mapping[str, float]) -> dict[str, Change]:
    names = sorted(before.keys() | now.keys())
    return {name: Change(before=before.get(name), now=now.get(name)) for name in names}
