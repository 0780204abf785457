"""`ayne status`: what is collected, pending and due."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from ayne.cli.options import JOURNAL, ConfigFile, Directory
from ayne.core.config import load_settings
from ayne.core.config_layers import read_yaml
from ayne.core.logging import errors_to_exit, get_logger

if TYPE_CHECKING:
    from ayne.collection.status import SourceStatus

logger = get_logger("ayne")

COUNTS = ("wanted", "have", "pending", "failed", "tombstoned", "due", "frozen", "requests")
FAILURES_SHOWN = 10
COLUMNS = ("year", "oldest", *COUNTS)


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
    directory: Directory = Path(),
    configfile: ConfigFile = None,
) -> None:
    """Say what is collected, pending and due, by source and year, and what the next run would ask."""
    from ayne.cli.fetch_pages_command import in_words, plan_of
    from ayne.collection.status import collection_status

    with errors_to_exit(logger):
        settings = load_settings(read_yaml(configfile) if configfile else None)
        found = collection_status(settings, directory / JOURNAL)
        pages = plan_of(settings, directory)
    console = Console()
    if as_json:
        console.print_json(data=found.as_json() | {"numbers_pages": pages and asdict(pages)})
        return
    for source in found.sources:
        console.print(by_year(source, f"{source.source} ({found.catalogue}) on {found.snapshot}"))
        console.print(summary(source), soft_wrap=True)
        for line in failures(source):
            console.print(line, soft_wrap=True, markup=False)
    if pages is not None:
        console.print(f"numbers: {in_words(pages)}", soft_wrap=True)
    console.print(f"A run would send {found.requests:,} requests, years not collected yet apart.")


def by_year(source: "SourceStatus", title: str) -> Table:
    """Return one row a year, and their sums."""
    table = Table(title=title, box=None, padding=(0, 2, 0, 0), show_footer=True)
    for column in COLUMNS:
        values = [getattr(year, column) for year in source.years]
        footer = str(sum(value or 0 for value in values)) if column in COUNTS else ""
        table.add_column(column, footer, justify="right", no_wrap=True)
    for year in source.years:
        table.add_row(*(shown(getattr(year, column)) for column in COLUMNS))
    return table


def shown(value: object) -> str:
    """Return a cell of the table: a question mark for what nobody knows yet."""
    return "?" if value is None else str(value)


def summary(source: "SourceStatus") -> str:
    """Return the line below a source's table."""
    parts = [f"{source.requests:,} requests to send", f"{source.requests_today:,} sent today (UTC)"]
    if source.unknown_years:
        parts.append(f"{source.unknown_years} years not collected yet")
    if source.quota_left_today is not None:
        parts.append(f"{source.quota_left_today:,} left of today's quota")
    if source.seconds is not None:
        parts.append(f"about {source.seconds:,.0f} s of asking")
    if source.days:
        parts.append(f"complete in {source.days} days" if source.days > 1 else "complete today")
    return f"{source.source}: {', '.join(parts)}"


def failures(source: "SourceStatus") -> list[str]:
    """Return a line for each of the first movies that found no answer, with the reason."""
    named = [
        f"  {year.year} {record_id}: {reason}" for year in source.years for record_id, reason in year.failures.items()
    ]
    if not named:
        return []
    n_more = sum(year.failed for year in source.years) - len(named[:FAILURES_SHOWN])
    head = f"{source.source}: without an answer at the last attempt, asked again on another day:"
    return [head, *named[:FAILURES_SHOWN], *([f"  and {n_more:,} more"] if n_more else [])]
