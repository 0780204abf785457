"""One raw line, looked at closely: what of it can be used, and a note on each part that cannot.

DuckDB reads `true` as the number 1, 18.7 as 19 and a list as text where a number or a text is declared. A line of
suspect types, and every line of a shard that DuckDB refuses, comes here.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from math import isfinite
from typing import Any, NamedTuple

from ayne.tables.json_shape import JsonShape

SHOWN_CHARACTERS = 500
NOT_UTF8 = "the line is not UTF-8"
NO_OBJECT = "the line is not a JSON object"
MISSHAPEN = "not of the expected form: the rest of it is used"
DOUBLED = "a key stands twice with different values: none is used"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?")
_NUMBER = re.compile(r"-?\d{1,18}(\.\d*)?([eE][-+]?\d{1,2})?", re.ASCII)
_BITS = {"BIGINT": 63, "INTEGER": 31}


class Damage(NamedTuple):
    """A part that cannot be used; `record_id` is None where the line does not say it, `field` '' for a whole line."""

    record_id: str | None
    field: str
    value: str
    reason: str


class _Object(dict[str, Any]):
    """A JSON object; a key that stands twice with different values is null, and its values are in `doubled`."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        super().__init__()
        self.doubled: dict[str, list[Any]] = {}
        for key, value in pairs:
            if key in self.doubled:
                self.doubled[key].append(value)
            elif key in self and repr(self[key]) != repr(value):
                self.doubled[key] = [self[key], value]
                self[key] = None
            else:
                self[key] = value


def repair_line(line: bytes, shape: JsonShape) -> tuple[str | None, list[Damage]]:
    """Return a line without what does not fit the shape of its answer, and what that was; None for no JSON object.

    A part that does not fit is null and its neighbours stay. A sound line comes back as it is.
    """
    try:
        text = line.decode()
        record = json.loads(
            text, object_pairs_hook=_Object, parse_float=_number, parse_constant=_refuse
        )  # fmt: skip
        if "\\u" in text:
            json.dumps(record, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        return None, [_whole_line(line, NOT_UTF8)]
    except (ValueError, RecursionError):
        return None, [_whole_line(line, NO_OBJECT)]
    if not isinstance(record, _Object):
        return None, [_whole_line(line, NO_OBJECT)]
    notes = _repair_record(record, shape)
    return (json.dumps(record) if notes else text), notes


def _repair_record(record: _Object, shape: JsonShape) -> list[Damage]:
    """Take out of a record what does not fit; return the notes."""
    faults = {key: {DOUBLED} for key in record.doubled}
    record["status"] = _fitting(record.get("status"), "INTEGER", faults.setdefault("status", set()))
    received = record | record.doubled
    answer = record.get("body")
    if isinstance(answer, _Object) and isinstance(shape, dict):
        received |= answer | answer.doubled
        for field in answer.keys() & shape.keys():
            types = faults.setdefault(field, {DOUBLED} if field in answer.doubled else set())
            # What is a column is read as JSON, and judged where it is read.
            if shape[field] != "JSON":
                answer[field] = _fitting(answer[field], shape[field], types)
    elif answer is not None:
        faults["body"] = {MISSHAPEN}
        record["body"] = None
    named = record.get("id")
    record_id = str(named) if isinstance(named, str | int) else None
    return [
        Damage(record_id, field, _shown(received.get(field)), reason)
        for field, reasons in sorted(faults.items())
        for reason in sorted(reasons)
    ]


def _fitting(value: Any, shape: JsonShape, faults: set[str]) -> Any:
    """Return of a value what fits; `faults` gets why the rest does not."""
    if value is None:
        return None
    if isinstance(shape, dict) and isinstance(value, _Object):
        if value.doubled.keys() & shape.keys():
            faults.add(DOUBLED)
        return {key: _fitting(value[key], shape[key], faults) for key in shape if key in value}
    if isinstance(shape, list) and isinstance(value, list):
        return [_fitting(element, shape[0], faults) for element in value]
    scalar = _scalar(value, shape) if isinstance(shape, str) else None
    if scalar is None and value != "":
        faults.add(MISSHAPEN)
    return scalar


def _scalar(value: Any, kind: str) -> str | int | None:
    """Return a value that is of a DuckDB type, None for one that is not.

    `8`, `"8"`, `8.0` and `0.8e1` are the same number, as in `whole_number` of sql/raw/macros.sql.
    """
    if kind in {"VARCHAR", "JSON"}:
        return value if isinstance(value, str) and not CONTROL.search(value) else None
    if kind == "TIMESTAMP":
        return value if isinstance(value, str) and _is_timestamp(value) else None
    if isinstance(value, str) and (number := _NUMBER.fullmatch(value)):
        value = float(value) if any(number.groups()) else int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and abs(value) < 2 ** _BITS[kind] else None


def _is_timestamp(text: str) -> bool:
    try:
        return bool(_TIMESTAMP.fullmatch(text)) and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _number(text: str) -> float | list[str]:
    """Return a number; one beyond all bounds as a list, which no column takes for a value."""
    value = float(text)
    return value if isfinite(value) else [text]


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _whole_line(line: bytes, reason: str) -> Damage:
    return Damage(None, "", line[:SHOWN_CHARACTERS].decode(errors="replace"), reason)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:SHOWN_CHARACTERS]
