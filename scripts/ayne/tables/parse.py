"""Parses one raw shard of a source to typed Parquet, and records what could not be read."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from ayne.tables.dictionary_file import read_dictionary_file
from ayne.tables.json_shape import answer_shape
from ayne.tables.raw_records import load_records
from ayne.tables.repair import SHOWN_CHARACTERS
from ayne.tables.session import copy_parquet, name, open_session, quoted

# What `typed` says of a record beside its columns.
_NO_COLUMNS = "given, record_number, is_suspect, verdict, verdict_value, unreadable"
# TMDB's ids are numbers, OMDb's are text.
_TYPED_ROWS = (
    f"SELECT * EXCLUDE ({_NO_COLUMNS}) FROM parsed WHERE verdict IS NULL "
    "ORDER BY coalesce(TRY_CAST(record_id AS BIGINT), 0), record_id, record_number"
)
# Damaged lines, records with a verdict, and given fields that came out null.
_REFUSED = (
    "SELECT * FROM damage UNION ALL "
    f"SELECT coalesce(record_id, ''), '', left(verdict_value, {SHOWN_CHARACTERS}), verdict "
    "FROM parsed WHERE verdict IS NOT NULL UNION ALL "
    f"SELECT DISTINCT record_id, fate[1], left(trim(fate[2], '\"'), {SHOWN_CHARACTERS}), 'unreadable' "
    "FROM (SELECT record_id, unnest(unreadable) AS fate FROM parsed WHERE verdict IS NULL) WHERE fate IS NOT NULL"
)


def parse_shard(raw: Path, source: str, sql: Path, dictionary: Path, out: Path, rejected: Path) -> None:
    """Write a shard's typed rows, one a record, and its rejected records and fields.

    `sql` ends with the queries `received` and `typed`; `macros.sql` beside it is run first. Every record is a row of
    `out`, or a row of `rejected` with field ''. A field that was given and is unreadable is null in `out` and a row of
    `rejected`. Both are sorted by record; an empty shard gives two empty files with the right columns.
    """
    described = read_dictionary_file(dictionary)
    *macros, received, typed = sql.read_text(encoding="utf-8").rstrip(";\n").rsplit(";\n", 2)
    session = _session(";\n".join([sql.with_name("macros.sql").read_text(encoding="utf-8"), *macros]))
    unreadable = _unreadable(received, described["columns"])
    query = f", received AS ({received}) SELECT *, {unreadable} AS unreadable FROM ({typed})"
    load_records(session, raw, answer_shape(session, source, described), query)
    copy_parquet(session, _TYPED_ROWS, out)
    refused = f"SELECT {quoted(source)} AS source, record_id, field, value, reason FROM ({_REFUSED}) ORDER BY ALL"
    copy_parquet(session, refused, rejected)


@lru_cache(maxsize=1)
def _session(macros: str) -> duckdb.DuckDBPyConnection:
    """Return the session in which a process parses one shard of a source after the other: opening one takes as long.

    What it knows of one shard is replaced by the next.
    """
    session = open_session()
    session.execute(macros)
    return session


def _unreadable(received: str, columns: dict[str, Any]) -> str:
    """Return the list of (field, value) that were given and are null; a field goes by the source's own name.

    `received` names a column at the end of its line.
    """
    named = [column for column in re.findall(r'AS "?(\w+)"?,?(?: --.*)?$', received, re.MULTILINE) if column in columns]
    missing = {column: f"given.{name(column)} IS NOT NULL AND {name(column)} IS NULL" for column in named}
    fates = (
        f"CASE WHEN {is_missing} THEN [{quoted(columns[column]['origin'].partition('.')[2])}, given.{name(column)}] END"
        for column, is_missing in missing.items()
    )
    return f"CASE WHEN {' OR '.join(missing.values())} THEN [{', '.join(fates)}] END"
