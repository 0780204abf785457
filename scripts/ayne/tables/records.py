"""Raw records as a DuckDB table: quickly where every line is sound, line by line where one is not."""

import json
from pathlib import Path
from typing import Any

import duckdb

from ayne.core.errors import DataError
from ayne.core.files import read_jsonl
from ayne.core.logging import get_logger
from ayne.tables.session import name, quoted

logger = get_logger(__name__)

MAXIMUM_LINE_BYTES = 64 * 1024 * 1024
SHOWN_CHARACTERS = 500
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


def load_records(session: duckdb.DuckDBPyConnection, raw: Path, body: str) -> None:
    """Load a shard into the temporary tables `records` and `damage(record_id, field, value, reason)`.

    `records` has every line that is a JSON object; a line that is not, and a list or an object that does not have
    the declared form, stand in `damage` (field '' for a whole line). A damaged gzip stream is an error.
    """
    session.execute(
        "CREATE OR REPLACE TEMP TABLE damage (record_id VARCHAR, field VARCHAR, value VARCHAR, reason VARCHAR)"
    )
    try:
        session.execute(
            "CREATE OR REPLACE TEMP TABLE records AS SELECT row_number() OVER () AS record_number, "
            "id AS record_id, * EXCLUDE (id) FROM read_json("
            f"{quoted(raw)}, format = 'newline_delimited', columns = {_record_columns(body)}, "
            f"maximum_object_size = {MAXIMUM_LINE_BYTES})"
        )
    except duckdb.InvalidInputException as error:
        logger.warning("%s: reading line by line: %s", raw, str(error).splitlines()[0])
        _load_line_by_line(session, raw, body)
    except duckdb.IOException as error:
        raise DataError(f"{raw}: cannot be read: {error}; delete it and collect again") from None


def _record_columns(body: str) -> str:
    kinds = {"id": "VARCHAR", "fetched_at": "VARCHAR", "as_of": "VARCHAR", "status": "INTEGER", "body": body}
    kinds["body_text"] = "VARCHAR"
    return "{" + ", ".join(f"{key}: {quoted(kind)}" for key, kind in kinds.items()) + "}"


def _load_line_by_line(session: duckdb.DuckDBPyConnection, raw: Path, body: str) -> None:
    """Load what is sound of a damaged shard; what is not goes to `damage`."""
    session.execute("CREATE OR REPLACE TEMP TABLE lines (record_number BIGINT, line VARCHAR)")
    for numbers, lines in _batches(raw):
        session.execute("INSERT INTO lines SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[])", [numbers, lines])
    session.execute(
        "INSERT INTO damage SELECT ? || ':' || record_number, '', left(line, ?), 'the line is not a JSON object' "
        "FROM lines WHERE NOT json_valid(line) OR json_type(line) <> 'OBJECT'",
        [raw.name.split(".")[0], SHOWN_CHARACTERS],
    )
    session.execute("DELETE FROM lines WHERE NOT json_valid(line) OR json_type(line) <> 'OBJECT'")
    form = _json_form(session, body)
    session.execute(
        "CREATE OR REPLACE TEMP TABLE records AS SELECT record_number, r.id AS record_id, r.* EXCLUDE (id) "
        f"FROM (SELECT record_number, json_transform(line, {quoted(_record_form(form))}) AS r FROM lines) "
        "ORDER BY record_number"
    )
    for field, kind in form.items():
        if kind != "JSON":
            _note_misshapen(session, field, kind)


def _batches(raw: Path) -> Any:
    """Yield numbers and texts of a shard's lines, some hundred at a time; bytes that are not UTF-8 become U+FFFD."""
    numbers: list[int] = []
    lines: list[str] = []
    for number, line in enumerate(read_jsonl(raw), start=1):
        if not line.strip():
            continue
        numbers.append(number)
        lines.append(line.decode("utf-8", errors="replace"))
        if len(lines) == _BATCH:
            yield numbers, lines
            numbers, lines = [], []
    yield numbers, lines


def _record_form(body: dict[str, Any]) -> str:
    form: dict[str, Any] = {"id": "VARCHAR", "fetched_at": "VARCHAR", "as_of": "VARCHAR", "status": "INTEGER"}
    return json.dumps(form | {"body": body, "body_text": "VARCHAR"})


def _note_misshapen(session: duckdb.DuckDBPyConnection, field: str, form: Any) -> None:
    """Note the records whose `field` is a list or an object of another form; what fits of it is kept."""
    session.execute(
        "INSERT INTO damage SELECT record_id, ?, left(part, ?), 'not of the expected form: the rest of it is used' "
        "FROM (SELECT line->>'$.id' AS record_id, json_extract(line, ?) AS part FROM lines) "
        "WHERE part IS NOT NULL AND json_type(part) <> 'NULL' "
        f"AND TRY(json_transform_strict(part, {quoted(json.dumps(form))})) IS NULL",
        [field, SHOWN_CHARACTERS, f'$.body."{field}"'],
    )


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
