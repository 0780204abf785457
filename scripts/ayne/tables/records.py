"""Raw records as a DuckDB table: quickly where every line is sound, line by line where one is not."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from ayne.core.errors import DataError
from ayne.core.files import read_jsonl
from ayne.core.logging import get_logger
from ayne.tables.mend import NO_OBJECT, SHOWN_CHARACTERS, Form, Note, mend_line
from ayne.tables.session import name, quoted

logger = get_logger(__name__)

MAXIMUM_LINE_BYTES = 64 * 1024 * 1024
# Fields the collector adds when it answers for a record, not fields of the source's answer.
RECORD_FIELDS = {"fetched_at", "as_of"}
_BATCH = 500
# What a text in the declared place of one may have been in JSON: a number as DuckDB writes it (an id of hexadecimal
# digits is none), a flag, a list or an object; and a text with a control character in it.
_NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?"
_NO_TEXT = rf"(?m)^({_NUMBER}|true|false|(?i:-?(nan|inf|infinity))|\[.*\]|\{{.*\}})$|[\x00-\x08\x0b\x0c\x0e-\x1f]"


def body_type(source: str, dictionary: dict[str, Any]) -> str:
    """Return the DuckDB type of a source's answer: its columns' fields as JSON, the other fields as declared."""
    fields = dict(dictionary.get("fields") or {})
    for column in dictionary["columns"].values():
        owner, _, field = str(column["origin"]).partition(".")
        if owner == source and field not in RECORD_FIELDS:
            fields.setdefault(field, "JSON")
    return "STRUCT(" + ", ".join(f"{name(field)} {kind}" for field, kind in fields.items()) + ")"


def load_records(session: duckdb.DuckDBPyConnection, raw: Path, body: str) -> None:
    """Load a shard into the temporary relations `records` and `damage(record_id, field, value, reason)`.

    `records` has every line that is a JSON object; a line that is not, and a list or an object that does not have
    the declared form, stand in `damage` (field '' for a whole line). An empty line is none. A damaged gzip stream is
    an error.
    """
    form = _json_form(session, body)
    session.execute("CREATE TEMP TABLE damage (record_id VARCHAR, field VARCHAR, value VARCHAR, reason VARCHAR)")
    session.execute("CREATE TEMP TABLE lines (record_number BIGINT, line VARCHAR)")
    lines = (
        f"read_json({quoted(raw)}, format = 'newline_delimited', columns = {_record_columns(form)}, "
        f"maximum_object_size = {MAXIMUM_LINE_BYTES})"
    )
    columns = f"fetched_at, as_of, status, TRY_CAST(body AS {body}) AS body, body_text"
    doubt = _doubt("body", {field: kind for field, kind in form.items() if kind != "JSON"}) or "false"
    sound = "SELECT rowid + 1 AS record_number, * EXCLUDE (is_doubtful) FROM loaded"
    mended = f"SELECT record_number, id AS record_id, {columns} FROM ({_from_lines(form)})"
    try:
        # The rows are numbered by their place: a window over them would cost a tenth of reading them.
        session.execute(
            f"CREATE TEMP TABLE loaded AS SELECT id AS record_id, {columns}, coalesce({doubt}, false) AS is_doubtful "
            f"FROM {lines}"
        )
        if _mend_suspects(session, raw, form):
            others = "rowid + 1 NOT IN (SELECT record_number FROM lines)"
            session.execute(f"CREATE TEMP TABLE records AS {sound} WHERE {others} UNION ALL {mended}")
        else:
            session.execute(f"CREATE TEMP VIEW records AS {sound}")
    except duckdb.InvalidInputException as error:
        logger.warning("%s: reading line by line: %s", raw, str(error).splitlines()[0])
        _load_line_by_line(session, raw, form)
        session.execute(f"CREATE TEMP TABLE records AS {mended}")
    except duckdb.IOException as error:
        raise _unreadable(raw, error) from None


def _unreadable(raw: Path, error: Exception) -> DataError:
    return DataError(f"{raw}: cannot be read: {error}; delete it and collect again")


def _as_read(form: Form) -> str:
    """Return the DuckDB type that a form is read as: numbers and times as text, so that nothing is rounded."""
    if isinstance(form, dict):
        return "STRUCT(" + ", ".join(f"{name(key)} {_as_read(kind)}" for key, kind in form.items()) + ")"
    if isinstance(form, list):
        return _as_read(form[0]) + "[]"
    return "JSON" if form == "JSON" else "VARCHAR"


def _record_columns(body: Form) -> str:
    kinds = {"id": "VARCHAR", "fetched_at": "VARCHAR", "as_of": "VARCHAR", "status": "INTEGER", "body": _as_read(body)}
    kinds["body_text"] = "VARCHAR"
    return "{" + ", ".join(f"{key}: {quoted(kind)}" for key, kind in kinds.items()) + "}"


def _mend_suspects(session: duckdb.DuckDBPyConnection, raw: Path, form: dict[str, Any]) -> bool:
    """Look closely at the lines whose answer may hold another type than declared; say whether any does.

    What of such lines can be used goes to `lines`.
    """
    suspects = dict(session.execute("SELECT rowid + 1, record_id FROM loaded WHERE is_doubtful").fetchall())
    if not suspects:
        return False
    mended = []
    lines = (line for _, line in _lines(raw))
    for number, line in enumerate(lines, start=1):
        if number in suspects:
            text, notes = mend_line(line, form)
            if any(note.record_id != suspects[number] for note in notes):
                raise duckdb.InvalidInputException(f"record {number} is not that of line {number}")
            if text is not None and notes:
                _note(session, notes, f"{raw.name.split('.')[0]}:{number}")
                mended.append((number, text))
    _add_lines(session, mended)
    return bool(mended)


def _doubt(value: str, form: dict[str, Any] | list[Any], depth: int = 0) -> str:
    """Return the condition under which a part of a value may not have been of its declared type."""
    if isinstance(form, list):
        element = f"x{depth}"
        return f"len(list_filter({value}, lambda {element}: {_doubt(element, form[0], depth + 1)})) > 0"
    kinds: dict[str, list[str]] = {}
    doubts = []
    for key, kind in form.items():
        part = f"{value}.{name(key)}"
        if isinstance(kind, str):
            kinds.setdefault(kind, []).append(part)
        else:
            doubts.append(_doubt(part, kind, depth))
    return " OR ".join([*doubts, *(_doubt_of(kind, parts) for kind, parts in kinds.items())])


def _doubt_of(kind: str, parts: list[str]) -> str:
    """Return the same for parts of one type, which are looked at together: a look costs more than what it looks at."""
    together = f"concat_ws(chr(10), {', '.join(parts)})"
    if kind == "VARCHAR":
        return f"regexp_matches({together}, {quoted(_NO_TEXT)})"
    if kind == "JSON":
        return " OR ".join(f"NOT starts_with({part}::VARCHAR, '\"') OR contains({part}, '\\u00')" for part in parts)
    if kind == "TIMESTAMP":
        return " OR ".join(f"TRY_CAST({part} AS TIMESTAMP) IS NULL AND {part} <> ''" for part in parts)
    number = f"-?[0-9]{{1,{18 if kind == 'BIGINT' else 9}}}"
    return f"NOT regexp_full_match({together}, '(({number}\\n)*{number})?')"


def _load_line_by_line(session: duckdb.DuckDBPyConnection, raw: Path, form: Form) -> None:
    """Load what is sound of a damaged shard; what is not goes to `damage`."""
    session.execute("DELETE FROM damage")
    session.execute("DELETE FROM lines")
    sound: list[tuple[int, str]] = []
    shard = raw.name.split(".")[0]
    for number, line in _lines(raw):
        text, notes = mend_line(line, form)
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


def _note(session: duckdb.DuckDBPyConnection, notes: list[Note], place: str) -> None:
    for note in notes:
        values = [place if note.record_id is None else note.record_id, note.field, note.value, note.reason]
        session.execute("INSERT INTO damage VALUES (?, ?, ?, ?)", values)


def _add_lines(session: duckdb.DuckDBPyConnection, lines: list[tuple[int, str]]) -> None:
    numbers, texts = [number for number, _ in lines], [text for _, text in lines]
    session.execute("INSERT INTO lines SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[])", [numbers, texts])


def _from_lines(body: Form) -> str:
    """Return the query that reads the table `lines` as `read_json` does."""
    kinds: dict[str, Any] = {"id": "VARCHAR", "fetched_at": "VARCHAR", "as_of": "VARCHAR", "status": "INTEGER"}
    form = json.dumps(kinds | {"body": _texts(body), "body_text": "VARCHAR"})
    return (
        f"SELECT record_number, r.* FROM (SELECT record_number, json_transform(line, {quoted(form)}) AS r FROM lines)"
    )


def _texts(form: Form) -> Form:
    if isinstance(form, dict):
        return {key: _texts(kind) for key, kind in form.items()}
    if isinstance(form, list):
        return [_texts(form[0])]
    return "JSON" if form == "JSON" else "VARCHAR"


def _json_form(session: duckdb.DuckDBPyConnection, kind: str) -> dict[str, Any]:
    """Return a STRUCT type as `json_transform` wants it: {"id": "BIGINT", "genres": [{…}]}."""
    form = _form_of(session.sql(f"SELECT NULL::{kind} AS body").types[0])
    assert isinstance(form, dict)  # noqa: S101 (a STRUCT is a dict)
    return form


def _form_of(kind: Any) -> Any:
    if kind.id == "struct":
        return {key: _form_of(child) for key, child in kind.children}
    if kind.id == "list":
        return [_form_of(kind.children[0][1])]
    return str(kind)
