"""One raw shard of one source to typed Parquet, and what of it could not be read."""

import re
from pathlib import Path
from typing import Any

import duckdb

from ayne.core.files import atomic_path
from ayne.tables.dictionary_file import read_dictionary_file
from ayne.tables.mend import SHOWN_CHARACTERS
from ayne.tables.raw_records import Shard, body_type, json_form, parse_records, read_closely
from ayne.tables.session import copy_parquet, name, open_session, quoted, write_parquet

# What `typed` says of a record beside its columns.
_NO_COLUMNS = "given, record_number, is_doubtful, verdict, verdict_value, unreadable"

# TMDB's ids are numbers, OMDb's are text.
_PLACE = "coalesce(TRY_CAST(record_id AS BIGINT), 0), record_id"


def _logged(kind: str, values: str) -> str:
    """Return what notes some texts in DuckDB's log, and is null."""
    return f"write_log(to_json([{values}])::VARCHAR, level := 'info', log_type := {quoted(kind)})"


_REFUSAL = f"coalesce(record_id, ''), left(verdict_value, {SHOWN_CHARACTERS}), verdict"
# Whether a record is written at once.
_TAKEN = (
    "CASE WHEN is_doubtful AND verdict IS NOT NULL THEN error('faulty') "
    f"WHEN verdict IS NOT NULL THEN {_logged('refused', _REFUSAL)} IS NOT NULL "
    "WHEN unreadable THEN error('faulty') "
    f"WHEN is_doubtful THEN {_logged('doubted', 'record_number::VARCHAR, record_id')} IS NULL ELSE true END"
)
_DOUBTED = "SELECT message->>'$[0]', message->>'$[1]' FROM duckdb_logs WHERE type = 'doubted'"
_REFUSED_AT_ONCE = (
    "SELECT message->>'$[0]' AS record_id, '' AS field, message->>'$[1]' AS value, message->>'$[2]' AS reason "
    "FROM duckdb_logs WHERE type = 'refused'"
)


def parse_shard(raw: Path, source: str, sql: Path, dictionary: Path, out: Path, rejected: Path) -> None:
    """Write a shard's typed rows, one a record, and its rejected records and fields.

    `sql` ends with the queries `received` and `typed`; `macros.sql` beside it is run first. Every record is a row of
    `out`, or a row of `rejected` with field ''. A field that was given and is unreadable is null in `out` and a row of
    `rejected`. Both are sorted by record; an empty shard gives two empty files with the right columns.
    """
    with open_session() as session:
        described = read_dictionary_file(dictionary)
        shard = Shard(raw, json_form(session, body_type(source, described)))
        received, typed = _run_macros(session, sql)
        missing = _missing(received, described["columns"])
        before, after = f", received AS ({received}) SELECT *, ", f" AS unreadable FROM ({typed})"
        if _copy_at_once(session, shard, before + " OR ".join(missing.values()) + after, out):
            copy_parquet(session, _rejected(source, _REFUSED_AT_ONCE), rejected)
        else:
            parse_records(session, shard, before + _unreadable(missing, described["columns"]) + after)
            kept = f"parsed WHERE verdict IS NULL ORDER BY {_PLACE}, record_number"
            copy_parquet(session, _typed_rows(kept), out)
            copy_parquet(session, _rejected(source, _REFUSED), rejected)


def _copy_at_once(session: duckdb.DuckDBPyConnection, shard: Shard, query: str, out: Path) -> bool:
    """Write a shard's typed rows while it is read, and say whether that went: not where a record has a fault in it.

    Most shards have no such record and are sorted, as the collector writes them, and need not be kept on the way.
    DuckDB's log takes the records that are refused as a whole and the doubtful ones, whose lines are read closely:
    many a role is called 7.
    """
    session.execute("CALL enable_logging(level = 'info', storage = 'memory')")
    try:
        with atomic_path(out) as whole:
            rows = f"(WITH records AS ({shard.records()}){query}) WHERE {_TAKEN}"
            write_parquet(session, _typed_rows(rows), whole)
            suspects = {int(number): its_id for number, its_id in session.execute(_DOUBTED).fetchall()}
            faulty = suspects and any(notes for _, _, notes in read_closely(shard, suspects))
            if faulty or not _is_sorted(session, whole):
                raise duckdb.InvalidInputException("faulty, or not sorted")
    except (duckdb.InvalidInputException, duckdb.IOException):
        return False
    return True


def _is_sorted(session: duckdb.DuckDBPyConnection, rows: Path) -> bool:
    found = session.execute(
        "SELECT coalesce(bool_and(place >= before), true) FROM "
        f"(SELECT ({_PLACE}) AS place, lag(({_PLACE})) OVER () AS before FROM read_parquet({quoted(rows)}))"
    ).fetchall()
    return bool(found[0][0])


def _typed_rows(rows: str) -> str:
    return f"SELECT * EXCLUDE ({_NO_COLUMNS}) FROM {rows}"


def _run_macros(session: duckdb.DuckDBPyConnection, sql: Path) -> tuple[str, str]:
    """Run the macros of all sources and of `sql`, and return the two queries that `sql` ends with."""
    *macros, received, typed = sql.read_text(encoding="utf-8").rstrip(";\n").rsplit(";\n", 2)
    session.execute(";\n".join([sql.with_name("macros.sql").read_text(encoding="utf-8"), *macros]))
    return received, typed


def _missing(received: str, columns: dict[str, Any]) -> dict[str, str]:
    """Return by column when a field was given and is unreadable; `received` names a column at the end of its line."""
    named = [column for column in re.findall(r'AS "?(\w+)"?,?(?: --.*)?$', received, re.MULTILINE) if column in columns]
    return {column: f"given.{name(column)} IS NOT NULL AND {name(column)} IS NULL" for column in named}


def _unreadable(missing: dict[str, str], columns: dict[str, Any]) -> str:
    """Return the list of (field, value) that were given and are null; a field goes by the source's own name."""
    fates = (
        f"CASE WHEN {is_missing} THEN [{quoted(columns[column]['origin'].partition('.')[2])}, given.{name(column)}] END"
        for column, is_missing in missing.items()
    )
    return f"CASE WHEN {' OR '.join(missing.values())} THEN [{', '.join(fates)}] END"


# Damaged lines, records with a verdict, and given fields that came out null.
_REFUSED = (
    "SELECT * FROM damage UNION ALL "
    f"SELECT coalesce(record_id, ''), '', left(verdict_value, {SHOWN_CHARACTERS}), verdict "
    "FROM parsed WHERE verdict IS NOT NULL UNION ALL "
    f"SELECT DISTINCT record_id, fate[1], left(trim(fate[2], '\"'), {SHOWN_CHARACTERS}), 'unreadable' "
    "FROM (SELECT record_id, unnest(unreadable) AS fate FROM parsed WHERE verdict IS NULL) WHERE fate IS NOT NULL"
)


def _rejected(source: str, refused: str) -> str:
    return f"SELECT {quoted(source)} AS source, record_id, field, value, reason FROM ({refused}) ORDER BY ALL"
