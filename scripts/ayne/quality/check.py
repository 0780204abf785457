"""Checks of the tables: each a number that must not be above its limit, of severity `warn` or `error`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from ayne.artifacts.counts import Counts
from ayne.artifacts.quality import Check, Checks, TableCounts
from ayne.core.errors import DataError
from ayne.core.logging import get_logger
from ayne.quality import measure
from ayne.quality.table_drift import drift
from ayne.tables.session import name, open_session, quoted
from ayne.tables.table_dictionary import load_dictionary

logger = get_logger(__name__)

Limits = Mapping[str, Mapping[str, Any]]


def check_quality(
    tables: Mapping[str, Path],
    dictionaries: Mapping[str, Path],
    checks: Mapping[str, Path],
    limits: Limits,
    counts: Path,
    out: Mapping[str, Path],
    threads: int = 1,
    previous: Path | None = None,
) -> None:
    """Write what the tables hold, and of each check its value, limit, severity and whether it holds.

    `previous` is the folder of an earlier snapshot's same files, which `drift` compares with. A check is an SQL file
    that returns one number; one without rows to judge gives null and holds. One of severity `error` that does not hold
    is a `DataError` that names each, once all is written; of severity `warn` a log line.
    """
    described = {table: load_dictionary(path) for table, path in dictionaries.items()}
    with open_session(threads) as session:
        for table, parquet in tables.items():
            session.execute(f"CREATE TEMP VIEW {name(table)} AS FROM read_parquet({quoted(parquet)})")
        counted = TableCounts(records=Counts.read(counts).root, tables=measure.count_tables(session, described))
        counted.write(out["counts"])
        shares = measure.completeness(session, described)
        shares.write(out["completeness"])
        measure.ranges(session, described).write(out["ranges"])
        measure.orphans(session, described).write(out["orphans"])
        measure.freshness(session, described).write(out["freshness"])
        drift(session, counted, shares, previous).write(out["drift"])
        verdicts = judge(session, checks, limits)
    verdicts.write(out["checks"])
    _report(verdicts)


def judge(session: duckdb.DuckDBPyConnection, checks: Mapping[str, Path], limits: Limits) -> Checks:
    """Return the verdict of each check that has a limit; a limit for no check is a `DataError`."""
    if unknown := sorted(set(limits) - set(checks)):
        raise DataError(f"quality: no check {', '.join(unknown)}; there are {', '.join(sorted(checks))}")
    verdicts = {}
    for check, limit in sorted(limits.items()):
        sql = checks[check].read_text(encoding="utf-8")
        try:
            [(value,)] = session.execute(sql).fetchall()
        except duckdb.Error as error:
            raise DataError(f"{checks[check]}: {error}") from error
        number = None if value is None else round(float(value), 6)
        meaning = " ".join(line.removeprefix("-- ") for line in sql.splitlines() if line.startswith("--"))
        holds = number is None or number <= limit["limit"]
        verdicts[check] = Check(**limit, value=number, holds=holds, meaning=meaning)
    return Checks(verdicts)


def _report(verdicts: Checks) -> None:
    failed = {check: verdict for check, verdict in verdicts.root.items() if not verdict.holds}
    lines = {
        check: f"{check} is {verdict.value}, above quality.{check}.limit {verdict.limit}: {verdict.meaning}"
        for check, verdict in failed.items()
    }
    for check, line in lines.items():
        if failed[check].severity == "warn":
            logger.warning("%s", line)
    if errors := [line for check, line in lines.items() if failed[check].severity == "error"]:
        raise DataError("the tables are not fit for use:\n" + "\n".join(errors))
    logger.info("%d checks, %d failed", len(verdicts.root), len(failed))
