"""The command `ayne fetch-pages`: The Numbers' pages of the movies collected, where the settings allow it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ayne.cli.options import ConfigFile, Directory
from ayne.core.errors import ConfigError
from ayne.core.logging import configure_logging, errors_to_exit, get_logger
from ayne.core.study_files import JOURNAL

if TYPE_CHECKING:
    from ayne.core.settings import Settings
    from ayne.sources.numbers.pages import Fetch, Plan

logger = get_logger("ayne")

RAW = Path("data/raw/tmdb/movies")


def fetch_pages(
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what a run would request, and stop")] = False,
    directory: Directory = Path(),
    configfile: ConfigFile = None,
) -> None:
    """Download The Numbers' pages of the collected movies, slowly; off unless imports.numbers_fetch enables it."""
    from ayne.core.config import load_settings
    from ayne.core.config_layers import read_yaml

    with errors_to_exit(logger):
        settings = load_settings(read_yaml(configfile) if configfile else None)
        configure_logging(settings.log_level, use_json=settings.log_json)
        folder = None if dry_run else allowed_folder(settings)
        fetch = fetch_of(settings, directory)
        try:
            if folder is None:
                typer.echo(in_words(fetch.plan()))
            else:
                fetch.run(folder)
        except KeyboardInterrupt:
            logger.warning("interrupted; run the same command again to go on")
            raise typer.Exit(130) from None


def allowed_folder(settings: "Settings") -> Path:
    """Return where pages are written; ConfigError names the setting that stands against it."""
    imports = settings.imports
    if not imports.numbers_fetch.enabled:
        raise ConfigError(
            "imports.numbers_fetch.enabled: false, so nothing is requested; set it to true only if you have the right "
            "to fetch and keep The Numbers' pages, whose terms apply"
        )
    if imports.numbers_pages is None:
        raise ConfigError("imports.numbers_pages: null; name the folder that pages are written to and imported from")
    return imports.numbers_pages


def fetch_of(settings: "Settings", directory: Path) -> "Fetch":
    """Return the study's pages; ConfigError for a simulated catalogue, whose movies nobody has heard of."""
    from ayne.collection.refresh_classes import Refresh
    from ayne.sources.numbers import pages
    from ayne.sources.numbers.movies import read_movies

    if settings.catalogue.source == "simulated":
        raise ConfigError(
            "catalogue.source: simulated; its movies are invented and have no pages; use an archive or a live catalogue"
        )
    fetch, journal_dir = settings.imports.numbers_fetch, directory / JOURNAL
    snapshot = settings.snapshot
    return pages.Fetch(
        movies=read_movies(directory / RAW, settings.years, snapshot),
        journal_dir=journal_dir,
        connection=pages.connection_of(
            fetch, snapshot.isoformat(), settings.api_timeout, journal_dir, base_url=pages.BASE_URL
        ),
        refresh=Refresh.of(fetch.refresh_classes),
        pages_per_run=fetch.pages_per_run,
    )


def plan_of(settings: "Settings", directory: Path) -> "Plan | None":
    """Return what is there and left of a study's pages; None where they are not fetched, or no movie is collected."""
    is_fetched = settings.imports.numbers_fetch.enabled and settings.catalogue.source != "simulated"
    is_collected = any((directory / RAW / f"{year}.jsonl.gz").exists() for year in settings.years)
    return fetch_of(settings, directory).plan() if is_fetched and is_collected else None


def in_words(plan: "Plan") -> str:
    """Say what is there, what is left, and how long that takes."""
    return (
        f"{plan.pages:,} of {plan.movies:,} movies have a page, {plan.missed:,} have none at The Numbers. "
        f"{plan.due:,} to ask about: {plan.requests:,} requests "
        f"at most, one every {plan.pause:.1f} s, {plan.hours(plan.requests):,.1f} hours. The next run sends up to "
        f"{plan.next_run:,}, {plan.hours(plan.next_run):,.1f} hours; {plan.today:,} were sent today (UTC)."
    )
