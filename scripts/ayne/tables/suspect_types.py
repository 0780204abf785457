"""Which records hold a part that DuckDB may have read as another type than it was of.

DuckDB reads `true` as the number 1 and a list as text where a number or a text is declared: what is read as text is
looked at, and what may have been something else is suspect until the line itself is read.
"""

from typing import Any

from ayne.tables.session import name, quoted

# What a text in the declared place of one may have been in JSON: a number as DuckDB writes it (an id of hexadecimal
# digits is none), a flag, a list or an object; and a text with a control character in it.
_NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?"
_NO_TEXT = rf"(?m)^({_NUMBER}|true|false|(?i:-?(nan|inf|infinity))|\[.*\]|\{{.*\}})$|[\x00-\x08\x0b\x0c\x0e-\x1f]"


def suspect_answer(shape: dict[str, Any]) -> str:
    """Return the condition under which a part of an answer, other than its columns, may not be of its declared type."""
    condition = _suspect("body", {field: kind for field, kind in shape.items() if kind != "JSON"})
    return f"coalesce({condition}, false)" if condition else "false"


def _suspect(value: str, shape: dict[str, Any] | list[Any], depth: int = 0) -> str:
    """Return the condition under which a part of a value may not have been of its declared type."""
    if isinstance(shape, list):
        element = f"x{depth}"
        return f"len(list_filter({value}, lambda {element}: {_suspect(element, shape[0], depth + 1)})) > 0"
    kinds: dict[str, list[str]] = {}
    conditions = []
    for key, kind in shape.items():
        part = f"{value}.{name(key)}"
        if isinstance(kind, str):
            kinds.setdefault(kind, []).append(part)
        else:
            conditions.append(_suspect(part, kind, depth))
    return " OR ".join([*conditions, *(_suspect_scalars(kind, parts) for kind, parts in kinds.items())])


def _suspect_scalars(kind: str, parts: list[str]) -> str:
    """Return the same for parts of one type; texts are looked at together: a look costs more than what it looks at."""
    if kind == "VARCHAR":
        together = f"concat_ws('\n', {', '.join(parts)})" if len(parts) > 1 else parts[0]
        return f"regexp_matches({together}, {quoted(_NO_TEXT)})"
    if kind == "JSON":
        condition = "NOT starts_with({0}::VARCHAR, '\"') OR contains({0}, '\\u00')"
    elif kind == "TIMESTAMP":
        condition = "TRY_CAST({0} AS TIMESTAMP) IS NULL AND {0} <> ''"
    else:
        condition = f"NOT regexp_full_match({{0}}, '(-?[0-9]{{{{1,{18 if kind == 'BIGINT' else 9}}}}})?')"
    return " OR ".join(condition.format(part) for part in parts)
