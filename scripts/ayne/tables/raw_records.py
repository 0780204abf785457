"""Raw records into a table: as DuckDB reads them, the suspect ones by their lines, or all of them line by line."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from ayne.core.errors import DataError
from ayne.core.files import read_jsonl
from ayne.core.logging import get_logger
from ayne.tables.json_shape import JsonShape, as_text, type_of
from ayne.tables.repair import NO_OBJECT, SHOWN_CHARACTERS, Damage, repair_line
from ayne.tables.session import quoted
from ayne.tables.suspect_types import suspect_answer

logger = get_logger(__name__)

MAXIMUM_LINE_BYTES = 64 * 1024 * 1024
_KINDS = {"id": "VARCHAR", "fetched_at": "VARCHAR", "as_of": "VARCHAR", "status": "INTEGER"}
_BATCH = 500


def load_records(session: duckdb.DuckDBPyConnection, raw: Path, shape: dict[str, Any], query: str) -> None:
    """Leave the temporary tables `parsed`, by a query of `records`, and `damage(record_id, field, value, reason)`.

    `records` has every line that is a JSON object; a line that is not, and a list or an object that does not have
    the declared shape, stand in `damage` (field '' for a whole line). An empty line is none. A damaged gzip stream is
    an error.
    """
    damage = "record_id VARCHAR, field VARCHAR, value VARCHAR, reason VARCHAR"
    session.execute(f"CREATE OR REPLACE TEMP TABLE damage ({damage})")
    session.execute("CREATE OR REPLACE TEMP TABLE lines (record_number BIGINT, line VARCHAR)")
    records = _records(shape, _from_file(raw, shape), suspect_answer(shape))
    repaired = f"WITH records AS ({_records(shape, _from_lines(shape), 'false')}) {query}"
    try:
        session.execute(f"CREATE OR REPLACE TEMP TABLE parsed AS WITH records AS ({records}) {query}")
        if _repair_suspects(session, raw, shape):
            session.execute("DELETE FROM parsed WHERE record_number IN (SELECT record_number FROM lines)")
            session.execute(f"INSERT INTO parsed {repaired}")
    # DuckDB's message quotes the line, and may cut it within a character, which its Python package cannot read then.
    except (duckdb.InvalidInputException, UnicodeDecodeError) as error:
        logger.warning("%s: reading line by line: %s", raw, str(error).splitlines()[0])
        _load_line_by_line(session, raw, shape)
        session.execute(f"CREATE OR REPLACE TEMP TABLE parsed AS {repaired}")
    except duckdb.IOException as error:
        raise _unreadable(raw, error) from None


def _records(shape: JsonShape, lines: str, is_suspect: str) -> str:
    """Return the query of `records`: lines as they are read, the body as it is declared, JSON as its text."""
    return (
        "SELECT record_number, id AS record_id, fetched_at, as_of, status, "
        f"TRY_CAST(body AS {type_of(shape, {'JSON': 'VARCHAR'})}) AS body, body_text, {is_suspect} AS is_suspect "
        f"FROM ({lines})"
    )


def _unreadable(raw: Path, error: Exception) -> DataError:
    return DataError(f"{raw}: cannot be read: {error}; delete it and collect again")


def _from_file(raw: Path, shape: JsonShape) -> str:
    """Return the query that reads a shard: numbers and times as text, so that nothing is rounded."""
    body = type_of(shape, dict.fromkeys(("BIGINT", "INTEGER", "TIMESTAMP"), "VARCHAR"))
    columns = ", ".join(
        f"{key}: {quoted(kind)}" for key, kind in (_KINDS | {"body": body, "body_text": "VARCHAR"}).items()
    )
    return (
        f"SELECT row_number() OVER () AS record_number, * FROM read_json({quoted(raw)}, "
        f"format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = {MAXIMUM_LINE_BYTES})"
    )


def _from_lines(shape: JsonShape) -> str:
    """Return the query that reads the table `lines` as `read_json` does."""
    line = json.dumps(_KINDS | {"body": as_text(shape), "body_text": "VARCHAR"})
    return (
        f"SELECT record_number, r.* FROM (SELECT record_number, json_transform(line, {quoted(line)}) AS r FROM lines)"
    )


def _repair_suspects(session: duckdb.DuckDBPyConnection, raw: Path, shape: JsonShape) -> bool:
    """Read the lines whose answer may hold another type than declared; say whether any does.

    What of such lines can be used goes to `lines`.
    """
    suspects = dict(session.execute("SELECT record_number, record_id FROM parsed WHERE is_suspect").fetchall())
    repaired = []
    for number, (_, line) in enumerate(_lines(raw), start=1) if suspects else ():
        if number not in suspects:
            continue
        text, notes = repair_line(line, shape)
        if any(note.record_id != suspects[number] for note in notes):
            raise duckdb.InvalidInputException(f"record {number} is not that of line {number}")
        if text is not None and notes:
            _note(session, notes, f"{raw.name.split('.')[0]}:{number}")
            repaired.append((number, text))
    _add_lines(session, repaired)
    return bool(repaired)


def _load_line_by_line(session: duckdb.DuckDBPyConnection, raw: Path, shape: JsonShape) -> None:
    """Load what is sound of a damaged shard; what is not goes to `damage`."""
    session.execute("DELETE FROM damage")
    session.execute("DELETE FROM lines")
    sound: list[tuple[int, str]] = []
    shard = raw.name.split(".")[0]
    for number, line in _lines(raw):
        text, notes = repair_line(line, shape)
        _note(session, notes, f"{shard}:{number}")
        if text is not None:
            sound.append((number, text))
        if len(sound) == _BATCH:
            _add_lines(session, sound)
            sound.clear()
    _add_lines(session, sound)
    # What Python reads and DuckDB does not.
    session.execute(
        "INSERT INTO damage SELECT ? || ':' || record_number, '', left(line, ?), ? "
        "FROM lines WHERE NOT json_valid(line)",
        [shard, SHOWN_CHARACTERS, NO_OBJECT],
    )
    session.execute("DELETE FROM lines WHERE NOT json_valid(line)")


def _lines(raw: Path) -> Iterator[tuple[int, bytes]]:
    """Yield a shard's lines that are not empty, with their numbers."""
    try:
        for number, line in enumerate(read_jsonl(raw), start=1):
            if line.strip():
                yield number, line
    except (EOFError, OSError, zlib.error) as error:
        raise _unreadable(raw, error) from None


def _note(session: duckdb.DuckDBPyConnection, notes: list[Damage], place: str) -> None:
    for note in notes:
        values = [place if note.record_id is None else note.record_id, note.field, note.value, note.reason]
        session.execute("INSERT INTO damage VALUES (?, ?, ?, ?)", values)


def _add_lines(session: duckdb.DuckDBPyConnection, lines: list[tuple[int, str]]) -> None:
    numbers, texts = [number for number, _ in lines], [text for _, text in lines]
    session.execute("INSERT INTO lines SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[])", [numbers, texts])
