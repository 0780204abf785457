"""`ayne trace`: where everything known about a movie comes from."""

from collections.abc import Sequence
from datetime import date, datetime
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from ayne.charts.wording import short_dollars
from ayne.cli.options import Directory
from ayne.core.logging import errors_to_exit, get_logger
from ayne.core.study_files import ROOT

if TYPE_CHECKING:
    from ayne.database.trace import TraceSection

logger = get_logger("ayne")
# The unit of features that are logs of money.
LOG_DOLLARS = "ln(US dollar of the base year)"
SPLITS = {
    "upcoming": "not released at the snapshot",
    "opening_weekend": "in cinemas, forecast from its opening weekend",
    "second_weekend": "in cinemas, forecast from its first two weekends",
    "test": "a movie of the test years, which no model saw",
    "walk_forward": "each model fitted on earlier years alone",
}
NONE = {"Forecasts": "; forecast are upcoming movies, and those of the scored years with a budget and a gross"}
GAP = 2  # columns of the terminal between two of a table
KEYS = ("tmdb_id", "release_date")


def trace(
    movie: Annotated[str, typer.Argument(help="Title of the movie, or TMDB's id, which is its movie_id")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, with every value in full")] = False,
    directory: Directory = Path(),
) -> None:
    """Show what is forecast for a movie, and where everything known about it comes from."""
    from ayne.database.trace import trace as trace_movie

    with errors_to_exit(logger, directory):
        sections = trace_movie(movie, directory)
    console = Console()
    if as_json:
        console.print_json(data={section.title: _objects(section) for section in sections}, default=str)
        return
    facts = dict(next(section for section in sections if section.title == "movies").rows)
    console.print(f"{facts.get('title')} ({facts.get('release_date', 'undated')}), movie {facts['movie_id']}\n")
    for section in sections:
        if section.title == "Reasons":
            _print_reasons(console, section)
        else:
            _print_section(console, section)


def _objects(section: "TraceSection") -> list[dict[str, Any]]:
    return [dict(zip(section.columns, row, strict=True)) for row in section.rows]


def _print_reasons(console: Console, section: "TraceSection") -> None:
    """Print a sentence per line, whole: a reason cut short is none."""
    if section.rows:
        console.print("[bold]Reasons[/bold]")
        console.print(*(Padding(escape(reason), (0, 0, 0, 2)) for (reason,) in section.rows))
        console.print()


def _print_section(console: Console, section: "TraceSection") -> None:
    """Print a section as a table in which nothing wraps."""
    if not section.rows:
        console.print(f"{section.title}: none{NONE.get(section.title, '')}\n", soft_wrap=True)
        return
    columns, rows = SHAPES.get(section.title, _plain)(section)
    table = Table(title=_title(section), title_justify="left", box=None, padding=(0, GAP, 0, 0), title_style="bold")
    widths = _fitting([max(map(cell_len, column)) for column in zip(columns, *rows, strict=True)], console.width)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(column, no_wrap=True, width=width)
    for row in rows:
        table.add_row(*map(escape, row))
    console.print(table)
    console.print()


def _fitting(widths: list[int], console_width: int) -> list[int]:
    """Return the widths of columns that fit: of what is too much, the widest ones give way until they are even."""
    fitting = list(widths)
    while sum(fitting) + GAP * len(fitting) > console_width and max(fitting) > 1:
        fitting[fitting.index(max(fitting))] -= 1
    return fitting


def _title(section: "TraceSection") -> str:
    if section.title != "Forecasts":
        return section.title
    return f"Forecasts: {SPLITS[section.rows[0][1]]}"


def _plain(section: "TraceSection") -> tuple[Sequence[str], list[list[str]]]:
    """Say amounts of money in short: by the column's name, or by the name that stands in the row's first cell."""
    return section.columns, [
        [_printed(f"{column} {row[0]}", value) for column, value in zip(section.columns, row, strict=True)]
        for row in section.rows
    ]


def _printed(about: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) and ("_usd" in about or about in {"value budget", "value revenue"}):
        return _money(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = "" if value is None else " ".join(str(value).split())
    return text.removesuffix("T00:00:00Z")


def _money(value: float | None) -> str:
    return "unknown" if value is None else short_dollars(value)


def _forecasts(section: "TraceSection") -> tuple[Sequence[str], list[list[str]]]:
    """Put each interval into one column."""
    rows = [
        [
            model,
            _money(forecast),
            f"{_money(low_80)} to {_money(up_80)}",
            f"{_money(low_90)} to {_money(up_90)}",
            _money(actual),
        ]
        for model, _, actual, forecast, low_80, up_80, low_90, up_90 in section.rows
    ]
    return ("model", "forecast", "80 % interval", "90 % interval", "earned"), rows


def _features(section: "TraceSection") -> tuple[Sequence[str], list[list[str]]]:
    """Say a log of money in dollars, any other number with four digits."""
    from ayne.features.feature_dictionary import describe_families

    described = describe_families(sorted((ROOT / "config" / "features").glob("*.yaml")))
    unit_of = {name: entry["unit"] for name, entry in described.items()}
    rows = [[name, *_feature(unit_of.get(name, ""), value)] for name, value in section.rows if name not in KEYS]
    return ("feature", "value", "unit"), rows


def _feature(unit: str, value: Any) -> tuple[str, str]:
    if unit == LOG_DOLLARS:
        return short_dollars(exp(value)), "of the base year"
    if isinstance(value, date | bool | str):
        return _printed("", value), unit
    return f"{value:.4g}", unit


SHAPES = {"Forecasts": _forecasts, "Features": _features}
