"""A table of the report that is searched and sorted."""

from collections.abc import Callable
from typing import Any

from ayne.charts.wording import SPACE, short_dollars
from ayne.report.section import UNKNOWN

FIRST = 25


def sortable_table(
    name: str, label: str, columns: tuple[tuple[str, str], ...], rows: list[list[Any]]
) -> dict[str, Any]:
    """Return what `parts/table.html.j2` makes a table of; `columns` are pairs of a head and a kind of `FORMATS`."""
    kinds = [kind for _, kind in columns]
    first = [[_cell(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in rows[:FIRST]]
    return {"name": name, "label": label, "columns": columns, "rows": rows, "first": first, "page": FIRST}


# As `page.js` writes them; other kinds are text.
FORMATS: dict[str, Callable[[Any], str]] = {
    "usd": short_dollars,
    "number": lambda value: f"{value:,}",
    "percent": lambda value: f"{100 * value:.0f}{SPACE}%",
    "times": lambda value: f"{value:.2f}",
    "decimal": lambda value: f"{value:.1f}",
}


def _cell(value: Any, kind: str) -> str:
    return UNKNOWN if value is None else FORMATS.get(kind, str)(value)
