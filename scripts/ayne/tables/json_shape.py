"""The shape of a source's answers: which fields are read, and of which DuckDB types."""

from typing import Any

import duckdb

from ayne.tables.session import name

# Fields by name, the only element of a list, or the name of a DuckDB type.
JsonShape = dict[str, Any] | list[Any] | str

# Fields the collector adds when it answers for a record, not fields of the source's answer.
RECORD_FIELDS = {"fetched_at", "as_of"}


def answer_type(source: str, dictionary: dict[str, Any]) -> str:
    """Return the DuckDB type of a source's answer: its columns' fields as JSON, the other fields as declared."""
    fields = dict(dictionary.get("fields") or {})
    for column in dictionary["columns"].values():
        owner, _, field = str(column["origin"]).partition(".")
        if owner == source and field not in RECORD_FIELDS:
            fields.setdefault(field, "JSON")
    return "STRUCT(" + ", ".join(f"{name(field)} {kind}" for field, kind in fields.items()) + ")"


def answer_shape(session: duckdb.DuckDBPyConnection, source: str, dictionary: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of a source's answer: {"id": "JSON", "genres": [{"id": "BIGINT", …}], …}."""
    shape = _shape_of(session.type(answer_type(source, dictionary)))
    assert isinstance(shape, dict)  # noqa: S101 (a STRUCT is a dict)
    return shape


def type_of(shape: JsonShape, types: dict[str, str]) -> str:
    """Return a shape as a DuckDB type, with other types for some."""
    if isinstance(shape, dict):
        return "STRUCT(" + ", ".join(f"{name(key)} {type_of(part, types)}" for key, part in shape.items()) + ")"
    if isinstance(shape, list):
        return type_of(shape[0], types) + "[]"
    return types.get(shape, shape)


def as_text(shape: JsonShape) -> JsonShape:
    """Return the shape in which every value but JSON is text."""
    if isinstance(shape, dict):
        return {key: as_text(part) for key, part in shape.items()}
    if isinstance(shape, list):
        return [as_text(shape[0])]
    return "JSON" if shape == "JSON" else "VARCHAR"


def _shape_of(kind: Any) -> Any:
    if kind.id == "struct":
        return {key: _shape_of(child) for key, child in kind.children}
    if kind.id == "list":
        return [_shape_of(kind.children[0][1])]
    return str(kind)
