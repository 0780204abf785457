"""Raw records as DuckDB reads them: quickly where every line is sound, line by line where one is not."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from ayne.core.errors import DataError
from ayne.core.files import read_jsonl
from ayne.core.logging import get_logger
from ayne.tables.doubts import doubt_of_answer
from ayne.tables.mend import NO_OBJECT, SHOWN_CHARACTERS, Form, Note, mend_line
from ayne.tables.session import name, quoted

logger = get_logger(__name__)

MAXIMUM_LINE_BYTES = 64 * 1024 * 1024
# Fields the collector adds when it answers for a record, not fields of the source's answer.
RECORD_FIELDS = {"fetched_at", "as_of"}
_BATCH = 500


def body_type(source: str, dictionary: dict[str, Any]) -> str:
    """Return the DuckDB type of a source's answer: its columns' fields as JSON, the other fields as declared."""
    fields = dict(dictionary.get("fields") or {})
    for column in dictionary["columns"].values():
        owner, _, field = str(column["origin"]).partition(".")
        if owner == source and field not in RECORD_FIELDS:
            fields.setdefault(field, "JSON")
    return "STRUCT(" + ", ".join(f"{name(field)} {kind}" for field, kind in fields.items()) + ")"


class Shard(NamedTuple):
    """A raw shard, and the form of the answers in it."""

    raw: Path
    form: dict[str, Any]

    def records(self) -> str:
        """Return the query of the shard's records as DuckDB reads them, the doubtful ones marked."""
        return _records(self.form, _from_file(self.raw, self.form), is_doubtful=doubt_of_answer(self.form))


def parse_records(session: duckdb.DuckDBPyConnection, shard: Shard, query: str) -> None:
    """Leave the temporary tables `parsed`, by a query of `records`, and `damage(record_id, field, value, reason)`.

    `records` has every line that is a JSON object; a line that is not, and a list or an object that does not have
    the declared form, stand in `damage` (field '' for a whole line). An empty line is none. A damaged gzip stream is
    an error.
    """
    session.execute("CREATE TEMP TABLE damage (record_id VARCHAR, field VARCHAR, value VARCHAR, reason VARCHAR)")
    session.execute("CREATE TEMP TABLE lines (record_number BIGINT, line VARCHAR)")
    mended = f"WITH records AS ({_records(shard.form, _from_lines(shard.form))}) {query}"
    try:
        session.execute(f"CREATE TEMP TABLE parsed AS WITH records AS ({shard.records()}) {query}")
        if _mend_suspects(session, shard):
            session.execute("DELETE FROM parsed WHERE record_number IN (SELECT record_number FROM lines)")
            session.execute(f"INSERT INTO parsed {mended}")
    except duckdb.InvalidInputException as error:
        logger.warning("%s: reading line by line: %s", shard.raw, str(error).splitlines()[0])
        _load_line_by_line(session, *shard)
        session.execute(f"CREATE OR REPLACE TEMP TABLE parsed AS {mended}")
    except duckdb.IOException as error:
        raise _unreadable(shard.raw, error) from None


def _records(form: Form, lines: str, is_doubtful: str = "false") -> str:
    """Return the query of `records`: lines as they are read, the body as it is declared, JSON as its text."""
    return (
        "SELECT record_number, id AS record_id, fetched_at, as_of, status, "
        f"TRY_CAST(body AS {_type_of(form, {'JSON': 'VARCHAR'})}) AS body, body_text, {is_doubtful} AS is_doubtful "
        f"FROM ({lines})"
    )


def _unreadable(raw: Path, error: Exception) -> DataError:
    return DataError(f"{raw}: cannot be read: {error}; delete it and collect again")


def _type_of(form: Form, kinds: dict[str, str]) -> str:
    """Return a form as a DuckDB type, with other types for some."""
    if isinstance(form, dict):
        return "STRUCT(" + ", ".join(f"{name(key)} {_type_of(kind, kinds)}" for key, kind in form.items()) + ")"
    if isinstance(form, list):
        return _type_of(form[0], kinds) + "[]"
    return kinds.get(form, form)


def _from_file(raw: Path, body: Form) -> str:
    """Return the query that reads a shard: numbers and times as text, so that nothing is rounded."""
    kinds = {"id": "VARCHAR", "fetched_at": "VARCHAR", "as_of": "VARCHAR", "status": "INTEGER"}
    kinds["body"] = _type_of(body, dict.fromkeys(("BIGINT", "INTEGER", "TIMESTAMP"), "VARCHAR"))
    columns = ", ".join(f"{key}: {quoted(kind)}" for key, kind in (kinds | {"body_text": "VARCHAR"}).items())
    return (
        f"SELECT row_number() OVER () AS record_number, * FROM read_json({quoted(raw)}, "
        f"format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = {MAXIMUM_LINE_BYTES})"
    )


def read_closely(shard: Shard, suspects: dict[int, str]) -> Iterator[tuple[int, str | None, list[Note]]]:
    """Yield what `mend_line` makes of the lines of some records, which are given as {number: id}."""
    for number, (_, line) in enumerate(_lines(shard.raw), start=1):
        if number in suspects:
            text, notes = mend_line(line, shard.form)
            if any(note.record_id != suspects[number] for note in notes):
                raise duckdb.InvalidInputException(f"record {number} is not that of line {number}")
            yield number, text, notes


def _mend_suspects(session: duckdb.DuckDBPyConnection, shard: Shard) -> bool:
    """Look closely at the lines whose answer may hold another type than declared; say whether any does.

    What of such lines can be used goes to `lines`.
    """
    suspects = dict(session.execute("SELECT record_number, record_id FROM parsed WHERE is_doubtful").fetchall())
    mended = []
    for number, text, notes in read_closely(shard, suspects) if suspects else ():
        if text is not None and notes:
            _note(session, notes, f"{shard.raw.name.split('.')[0]}:{number}")
            mended.append((number, text))
    _add_lines(session, mended)
    return bool(mended)


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


def json_form(session: duckdb.DuckDBPyConnection, kind: str) -> dict[str, Any]:
    """Return a STRUCT type as `json_transform` wants it: {"id": "BIGINT", "genres": [{…}]}."""
    form = _form_of(session.type(kind))
    assert isinstance(form, dict)  # noqa: S101 (a STRUCT is a dict)
    return form


def _form_of(kind: Any) -> Any:
    if kind.id == "struct":
        return {key: _form_of(child) for key, child in kind.children}
    if kind.id == "list":
        return [_form_of(kind.children[0][1])]
    return str(kind)
