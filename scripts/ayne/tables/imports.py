"""Parses an imported table, from a file or saved pages, to typed Parquet, and records what could not be read."""

from pathlib import Path
from typing import Any

import duckdb

from ayne.core.logging import get_logger
from ayne.tables.dictionary_file import read_dictionary_file
from ayne.tables.import_file import TABLES, load_rows
from ayne.tables.numbers_pages import load_pages
from ayne.tables.repair import SHOWN_CHARACTERS
from ayne.tables.session import copy_parquet, name, open_session, quoted

logger = get_logger(__name__)


def parse_import(files: list[Path], source: str, sql: Path, dictionary: Path, out: Path, rejected: Path) -> None:
    """Write the typed rows of one CSV or Parquet file, or of saved pages, and the rejected rows and values.

    `sql` leaves `received`, `readable` and `typed`; `macros.sql` beside it is run first. Without files both outputs
    are empty, with the right columns. A column that the file must have and has not is a `DataError`.
    """
    described = read_dictionary_file(dictionary)
    with open_session() as session:
        columns = imported_columns(source, described)
        if files and files[0].suffix.lower() not in TABLES:
            load_pages(session, files, columns)
        else:
            load_rows(session, files[0] if files else None, columns)
        for script in (sql.with_name("macros.sql"), sql):
            session.execute(script.read_text(encoding="utf-8"))
        copy_parquet(
            session, "SELECT * EXCLUDE (record_number) FROM typed ORDER BY record_id, record_number", out
        )  # fmt: skip
        copy_parquet(session, _rejected_query(session, source, described["columns"]), rejected)
        rows = session.execute("SELECT count(*) FROM typed").fetchall()[0][0]
    shown = f"{files[0]} …" if len(files) > 1 else next(map(str, files), "no file: see imports in config/config.yaml")
    logger.info("%s: %d rows of %d files (%s)", source, rows, len(files), shown)


def imported_columns(source: str, dictionary: dict[str, Any]) -> list[str]:
    """Return the columns that the file must have: what the dictionary's columns and fields come from."""
    origins = [str(column["origin"]).partition(".") for column in dictionary["columns"].values()]
    fields = [field for owner, _, field in origins if owner == source]
    return list(dict.fromkeys([*fields, *(dictionary.get("fields") or {})]))


def _rejected_query(session: duckdb.DuckDBPyConnection, source: str, columns: dict[str, Any]) -> str:
    """Return the query for damaged lines, records with a verdict, and given fields that came out null.

    Fields are the texts of `received` that `readable` has too. A field goes by the source's own name, which is in its
    column's origin.
    """
    entries = ", ".join(
        f"CASE WHEN r.{name(field)} IS NOT NULL AND t.{name(field)} IS NULL "
        f"THEN {{'field': {quoted(columns[field]['origin'].partition('.')[2])}, 'value': r.{name(field)}::VARCHAR}} END"
        for field in _unreadable_fields(session, columns)
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


def _unreadable_fields(session: duckdb.DuckDBPyConnection, columns: dict[str, Any]) -> list[str]:
    """Return the fields that fewer records have in `readable` than in `received`: mostly none."""
    received = dict(_columns(session, "received"))
    typed = [column for column, _ in _columns(session, "readable")]
    fields = [
        column for column, type_ in received.items() if type_ == "VARCHAR" and column in typed and column in columns
    ]
    if not fields:
        return []
    counts = ", ".join(f"count({name(field)})" for field in fields)
    received_counts, readable_counts = (
        session.execute(f"SELECT {counts} FROM {rows}").fetchall()[0]
        for rows in ("received WHERE verdict IS NULL", "readable")
    )
    return [
        field
        for field, *numbers in zip(fields, received_counts, readable_counts, strict=True)
        if numbers[0] != numbers[1]
    ]


def _columns(session: duckdb.DuckDBPyConnection, view: str) -> list[tuple[str, str]]:
    described = session.sql(f"SELECT * FROM {view} LIMIT 0")
    return [(column, str(kind)) for column, kind in zip(described.columns, described.types, strict=True)]
