"""Drift: how the tables' counts and completeness differ from those of an earlier snapshot."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from ayne.core.errors import DataError
from ayne.core.files import read_json

DECIMALS = 4


def drift(session: duckdb.DuckDBPyConnection, now: Mapping[str, Any], previous: Path | None) -> dict[str, Any]:
    """Return rows by table and shares by column, before and now; leave them to the checks as two temporary tables.

    `now` has `counts` and `completeness` as written, `previous` is the folder of an earlier `results/quality/`. What
    is in one of both only has null for the other. Without a previous one there is nothing to compare.
    """
    before: dict[str, Any] = {"counts": {"tables": {}}, "completeness": {"by_table": {}}}
    if previous is not None:
        before = {kind: _read(previous / f"{kind}.json") for kind in before}
    rows = _beside(before["counts"]["tables"], now["counts"]["tables"]) if previous else {}
    shares = _beside(*(_flat(side["completeness"]["by_table"]) for side in (before, now))) if previous else {}
    for table, found in (("drift_rows", rows), ("drift_completeness", shares)):
        session.execute(f"CREATE TEMP TABLE {table} (name VARCHAR, before DOUBLE, now DOUBLE)")
        for name, pair in found.items():
            session.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", [name, pair["before"], pair["now"]])
    moved = {name: pair for name, pair in shares.items() if pair["before"] != pair["now"]}
    return {"is_compared": previous is not None, "rows": rows, "completeness_changed": moved}


def _read(path: Path) -> Any:
    if not path.is_file():
        raise DataError(f"tables.previous_quality: {path} is missing; name a folder with a copy of results/quality/")
    return read_json(path)


def _flat(by_table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {f"{table}.{column}": share for table, shares in by_table.items() for column, share in shares.items()}


def _beside(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    names = sorted(before.keys() | now.keys())
    return {name: {"before": before.get(name), "now": now.get(name)} for name in names}
