"""`ayne status`: what is collected, pending, due and built."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from ayne.cli.options import ConfigFile, Directory
from ayne.core.bucket import how_to_fetch
from ayne.core.logging import errors_to_exit, get_logger
from ayne.core.study_files import JOURNAL

if TYPE_CHECKING:
    from ayne.collection.status import SourceStatus, YearStatus
    from ayne.provenance.built import Built

logger = get_logger("ayne")

COUNTS = ("wanted", "have", "pending", "failed", "tombstoned", "due", "frozen", "requests")
FAILURES_SHOWN = 10
ALWAYS = ("wanted", "have", "requests")


def status(
    by_year: Annotated[bool, typer.Option("--by-year", help="Show every year, including complete ones")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
    directory: Directory = Path(),
    configfile: ConfigFile = None,
) -> None:
    """Show what is collected, pending and due, what the next run would request, and which models and reports exist."""
    from ayne.cli.fetch_pages_command import in_words, plan_of
    from ayne.collection.status import collection_status
    from ayne.core.config import load_settings
    from ayne.core.config_layers import read_yaml
    from ayne.provenance.built import what_is_built

    with errors_to_exit(logger, directory):
        settings = load_settings(read_yaml(configfile) if configfile else None)
        status = collection_status(settings, directory / JOURNAL)
        pages = plan_of(settings, directory)
        built = what_is_built(settings.models, directory)
    console = Console()
    if as_json:
        console.print_json(data=status.as_json() | {"numbers_pages": pages and asdict(pages), "results": asdict(built)})
        return
    for source in status.sources:
        console.print(table_of(source, f"{source.source} ({status.catalogue}) on {status.snapshot}", by_year=by_year))
        console.print(summary(source))
        for line in failures(source):
            console.print(line, soft_wrap=True, markup=False)
        console.print()
    if pages is not None:
        console.print(f"numbers: {in_words(pages)}", soft_wrap=True)
    console.print(f"A run would send {status.requests:,} requests, years not collected yet apart.\n")
    for line in results_lines(built):
        console.print(line)
    if fetch := how_to_fetch(directory):
        console.print(fetch, soft_wrap=True, markup=False)


def table_of(source: "SourceStatus", title: str, *, by_year: bool) -> Table:
    """Return the years with their sums; neighbours with nothing to do are one row, unless `by_year`."""
    rows = [[year] for year in source.years] if by_year else folded(source.years)
    shown = [column for column in COUNTS if column in ALWAYS or any(getattr(year, column) for year in source.years)]
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0), show_footer=len(rows) > 1)
    table.add_column("years", "all", no_wrap=True)
    for column in shown:
        table.add_column(column, in_all(source.years, column), justify="right", no_wrap=True)
    for years in rows:
        table.add_row(span(years), *(in_all(years, column) for column in shown))
    return table


def folded(years: list["YearStatus"]) -> list[list["YearStatus"]]:
    """Group neighbouring years that are complete, and those that nobody has asked about; others stand alone."""
    groups: list[list[YearStatus]] = []
    for year in years:
        if groups and state(year) == state(groups[-1][-1]) != "to do":
            groups[-1].append(year)
        else:
            groups.append([year])
    return groups


def state(year: "YearStatus") -> str:
    """Tell years apart by what a run would do there."""
    if year.requests is None:
        return "unknown"
    return "to do" if year.requests or year.failed else "done"


def span(years: list["YearStatus"]) -> str:
    """Return `1995-2027`, or the one year."""
    return f"{years[0].year}" if len(years) == 1 else f"{years[0].year}-{years[-1].year}"


def in_all(years: list["YearStatus"], column: str) -> str:
    """Return the sum of what is known; a question mark where nobody knows anything yet."""
    known = [getattr(year, column) for year in years if getattr(year, column) is not None]
    return f"{sum(known):,}" if known else "?"


def results_lines(built: "Built") -> list[str]:
    """Say which models and which report are there, a line each."""
    best = [f"{model} {score:.3f}" for model, score in built.scores.items()]
    fitted = f"{len(best)} compared by walk-forward rmse_log: {', '.join(best)}" if best else "none compared yet"
    missing = f"; not yet: {', '.join(built.missing)}" if built.missing else ""
    published = f"results/model: {built.champion}" if built.has_model else "results/model: not built yet"
    report = "made before the models were last compared" if built.is_report_old else "there"
    return [
        f"models: {fitted}{missing}",
        published,
        f"results/report.html: {report if built.has_report else 'not built yet'}",
        "`snakemake -n` says what of it is stale, and why.",
    ]


def summary(source: "SourceStatus") -> str:
    """Return the line below a source's table."""
    parts = [f"{source.requests:,} requests to send", f"{source.requests_today:,} sent today (UTC)"]
    if oldest := min((year.oldest for year in source.years if year.oldest), default=None):
        parts.append(f"oldest answer of {oldest}")
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
