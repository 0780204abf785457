"""Builds a normalised table: its SQL over typed shards and other tables, cast and checked against its dictionary."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from ayne.core.errors import DataError
from ayne.core.logging import get_logger
from ayne.tables.session import ONE_CORE, Limits, copy_parquet, name, open_session, quoted, quoted_value
from ayne.tables.table_dictionary import Column, Dictionary, load_dictionary

logger = get_logger(__name__)

# What a dictionary calls the source that lists the movies.
CATALOGUE = "catalogue"
MACRO = re.compile(r"MACRO (\w+)\(")


def build_table(
    table: str,
    inputs: Mapping[str, str | Path | Sequence[str | Path]],
    dictionary: Path,
    sql: Path,
    out: Path,
    rejected: Path,
    limits: Limits = ONE_CORE,
    options: Mapping[str, float | str] | None = None,
) -> None:
    """Write a table sorted by its primary key, and the fields and rows of it that the dictionary refuses.

    An input is the Parquet or CSV file of a table, or the list of a source's typed shards, of which each record's
    newest fetch is taken. `options` are the settings that the dictionary asks for, and `catalogue`, the source that
    lists the movies: TMDB, if it is not there. A value outside its range or
    allowed set becomes null; a row without a value that may not be null is left out; both are rows of `rejected`.
    A primary key that is not unique is an error.
    """
    described = load_dictionary(dictionary)
    with open_session(limits.threads, memory_mb=limits.memory_mb) as session:
        for source, paths in inputs.items():
            _open_input(session, source, paths)
        catalogue = str((options or {}).get(CATALOGUE, "tmdb"))
        session.execute(f"SET VARIABLE catalogue = {quoted_value(catalogue)}")
        for option in described.options:
            session.execute(f"SET VARIABLE {name(option)} = {quoted_value((options or {})[option])}")
        _create_macros(session, sql)
        _select_columns(session, sql, described, dictionary)
        _split_refused(session, described, catalogue)
        _require_unique(session, table, described)
        key = ", ".join(name(column) for column in described.primary_key)
        copy_parquet(session, f"SELECT * FROM checked ORDER BY {key}", out)
        copy_parquet(session, "SELECT DISTINCT * FROM refused ORDER BY ALL", rejected)
        rows, refused = (_count(session, part) for part in ("checked", "refused"))
    logger.info("%s: %d rows, %d values or rows refused", table, rows, refused)


def _open_input(session: duckdb.DuckDBPyConnection, source: str, paths: str | Path | Sequence[str | Path]) -> None:
    """Open a table, or the newest fetch of each of a source's records, as the view `source`."""
    if isinstance(paths, str | Path):
        reader = "read_csv" if Path(paths).suffix == ".csv" else "read_parquet"
        session.execute(f"CREATE TEMP VIEW {name(source)} AS FROM {reader}({quoted(paths)})")
        return
    files = "[" + ", ".join(quoted(path) for path in paths) + "]"
    shards = f"read_parquet({files}, filename = 'shard', file_row_number = true)"
    newest = name(f"newest of {source}")
    # The same movie stands in two years' shards when its release date moved over New Year.
    session.execute(
        f"CREATE TEMP TABLE {newest} AS SELECT shard, file_row_number FROM {shards} "
        "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY as_of DESC, fetched_at DESC, "
        "parse_filename(shard) DESC, file_row_number DESC) = 1"
    )
    session.execute(
        f"CREATE TEMP VIEW {name(source)} AS SELECT * EXCLUDE (shard, file_row_number) FROM {shards} "
        f"SEMI JOIN {newest} USING (shard, file_row_number)"
    )


def _create_macros(session: duckdb.DuckDBPyConnection, sql: Path) -> None:
    """Create the macros of all tables' SQL, if this one's uses any: they take a third of a small table's time."""
    macros, query = (path.read_text(encoding="utf-8") for path in (sql.with_name("macros.sql"), sql))
    if any(f"{macro}(" in query for macro in MACRO.findall(macros)):
        session.execute(macros)


def _select_columns(session: duckdb.DuckDBPyConnection, sql: Path, described: Dictionary, dictionary: Path) -> None:
    """Run the table's SQL into `built`; its columns are the dictionary's, in any order and of any type that casts."""
    query = sql.read_text(encoding="utf-8")
    try:
        session.execute(f"CREATE TEMP TABLE built AS {query}")
    except duckdb.Error as error:
        raise DataError(f"{sql}: {error}") from error
    differing = set(session.table("built").columns) ^ set(described.columns)
    if differing:
        raise DataError(f"{sql} and {dictionary} differ in their columns: {', '.join(sorted(differing))}")


def _split_refused(session: duckdb.DuckDBPyConnection, described: Dictionary, catalogue: str) -> None:
    """Split `built` into `checked`, in the dictionary's types and order, and `refused`."""
    accepted = ", ".join(
        f"CASE WHEN {_accepts(column, rule)} THEN {_cast(column, rule)} END AS {name(column)}"
        for column, rule in described.columns.items()
    )
    required = [column for column, rule in described.columns.items() if not rule.nullable]
    complete = " AND ".join(f"{name(column)} IS NOT NULL" for column in required) or "true"
    session.execute(f"CREATE TEMP TABLE checked AS SELECT * FROM (SELECT {accepted} FROM built) WHERE {complete}")
    refusals = [
        (column, f"NOT ({_accepts(column, rule)})", _reason(rule)) for column, rule in described.columns.items()
    ]
    refusals += [(column, f"{name(column)} IS NULL", f"no {column}: row left out") for column in required]
    entries = ", ".join(_entry(*refusal, described, catalogue) for refusal in refusals)
    anything = " OR ".join(f"({condition})" for _, condition, _ in refusals)
    session.execute(
        f"CREATE TEMP TABLE refused AS SELECT unnest(entry) FROM (SELECT unnest([{entries}]) AS entry "
        f"FROM built WHERE {anything}) WHERE entry IS NOT NULL"
    )


def _cast(column: str, rule: Column) -> str:
    return f"TRY_CAST({name(column)} AS {rule.type})"


def _accepts(column: str, rule: Column) -> str:
    """Return the condition under which a value may stay; null always may."""
    conditions = [f"{_cast(column, rule)} IS NOT NULL"]
    if rule.range:
        bounds = zip((">=", "<="), rule.range, strict=True)
        conditions += [
            f"{_cast(column, rule)} {sign} {quoted(bound)}::{rule.type}" for sign, bound in bounds if bound is not None
        ]
    if rule.allowed:
        conditions.append(f"{name(column)} IN ({', '.join(quoted(value) for value in rule.allowed)})")
    return f"{name(column)} IS NULL OR ({' AND '.join(conditions)})"


def _reason(rule: Column) -> str:
    if rule.out_of_range:
        return rule.out_of_range
    if rule.allowed:
        return "not one of " + ", ".join(rule.allowed)
    if not rule.range:
        return f"not {rule.type}"
    low, high = rule.range
    return f"outside {'…' if low is None else low} to {'…' if high is None else high}"


def _entry(column: str, condition: str, reason: str, described: Dictionary, catalogue: str) -> str:
    """Return the SQL of a row of `refused`, null unless `condition` holds."""
    rule = described.columns[column]
    owner = described.record_id.get(rule.source, described.primary_key[0])
    source = catalogue if rule.source == CATALOGUE else rule.source
    return (
        f"CASE WHEN {condition} THEN {{'source': {quoted(source)}, "
        f"'record_id': coalesce({name(owner)}::VARCHAR, ''), 'field': {quoted(rule.field)}, "
        f"'value': {name(column)}::VARCHAR, 'reason': {quoted(reason)}}} END"
    )


def _require_unique(session: duckdb.DuckDBPyConnection, table: str, described: Dictionary) -> None:
    key = ", ".join(name(column) for column in described.primary_key)
    twice = session.execute(
        f"SELECT {key} FROM checked GROUP BY {key} HAVING count(*) > 1 ORDER BY {key} LIMIT 3"
    ).fetchall()
    if twice:
        shown = "; ".join(", ".join(str(part) for part in row) for row in twice)
        raise DataError(f"{table}: primary key ({', '.join(described.primary_key)}) is not unique: {shown} …")


def _count(session: duckdb.DuckDBPyConnection, table: str) -> int:
    row = session.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
