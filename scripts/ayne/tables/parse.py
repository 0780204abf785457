"""One raw shard of one source to typed Parquet, and what of it could not be read."""

from pathlib import Path
from typing import Any

import duckdb

from ayne.core.logging import get_logger
from ayne.tables.dictionary_file import read_dictionary_file
from ayne.tables.mend import SHOWN_CHARACTERS
from ayne.tables.records import body_type, load_records
from ayne.tables.session import copy_parquet, name, open_session, quoted

logger = get_logger(__name__)


def parse_shard(raw: Path, source: str, sql: Path, dictionary: Path, out: Path, rejected: Path) -> None:
    """Write a shard's typed rows, one a record, and its rejected records and fields.

    `sql` leaves `received`, `readable` and `typed`; `macros.sql` beside it is run first. Every record is a row of
    `out`, or a row of `rejected` with field ''. A field that was given and is unreadable is null in `out` and a row
    of `rejected`. Both are sorted by record; an empty shard gives two empty files with the right columns.
    """
    with open_session() as session:
        described = read_dictionary_file(dictionary)
        load_records(session, raw, body_type(source, described))
        for script in (sql.with_name("macros.sql"), sql):
            session.execute(script.read_text(encoding="utf-8"))
        copy_parquet(
            session,
            "SELECT * EXCLUDE (record_number) FROM typed ORDER BY record_id, record_number",
            out,
        )
        copy_parquet(session, rejected_query(session, source, described["columns"], kind="JSON"), rejected)


def rejected_query(session: duckdb.DuckDBPyConnection, source: str, columns: dict[str, Any], kind: str) -> str:
    """Return the query for damaged lines, records with a verdict, and given fields that came out null.

    Fields are the columns of `received` of the type `kind` that `readable` has too. A field goes by the source's own
    name, which is in its column's origin.
    """
    entries = ", ".join(
        f"CASE WHEN r.{name(field)} IS NOT NULL AND t.{name(field)} IS NULL "
        f"THEN {{'field': {quoted(columns[field]['origin'].partition('.')[2])}, 'value': r.{name(field)}::VARCHAR}} END"
        for field in _unreadable_fields(session, columns, kind)
    )
    unreadable = (
        f"UNION ALL SELECT DISTINCT record_id, entry.field, left(trim(entry.value, '\"'), {SHOWN_CHARACTERS}), "
        f"'unreadable' FROM (SELECT r.record_id, unnest([{entries}]) AS entry "
        "FROM received r JOIN readable t USING (record_number)) WHERE entry IS NOT NULL"
    )
    return (
        f"SELECT {quoted(source)} AS source, record_id, field, value, reason FROM ("
        "SELECT * FROM damage UNION ALL "
        f"SELECT coalesce(record_id, ''), '', left(verdict_value, {SHOWN_CHARACTERS}), verdict "
        f"FROM received WHERE verdict IS NOT NULL {unreadable if entries else ''}) ORDER BY ALL"
    )


def _unreadable_fields(session: duckdb.DuckDBPyConnection, columns: dict[str, Any], kind: str) -> list[str]:
    """Return the fields that fewer records have in `readable` than in `received`: mostly none."""
    received = dict(_columns(session, "received"))
    typed = [column for column, _ in _columns(session, "readable")]
    fields = [column for column, type_ in received.items() if type_ == kind and column in typed and column in columns]
    counts = ", ".join(f"count({name(field)})" for field in fields)
    given, read = (
        session.execute(f"SELECT {counts} FROM {rows}").fetchall()[0]
        for rows in ("received WHERE verdict IS NULL", "readable")
    )
    return [field for field, *numbers in zip(fields, given, read, strict=True) if numbers[0] != numbers[1]]


def _columns(session: duckdb.DuckDBPyConnection, view: str) -> list[tuple[str, str]]:
    described = session.sql(f"SELECT * FROM {view} LIMIT 0")
    return [(column, str(kind)) for column, kind in zip(described.columns, described.types, strict=True)]
