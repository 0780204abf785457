"""Checks across settings: values that are allowed one by one but contradict each other."""

from collections.abc import Iterator
from pathlib import Path

from ayne.core.settings import Settings
from ayne.core.study_files import ROOT

# A source is what has a query that reads its raw records; Wikidata's statements are read in Python.
SOURCES = sorted(
    {path.stem for path in (ROOT / "scripts" / "ayne" / "sql" / "raw").glob("*.sql")} - {"macros"} | {"wikidata"}
)


def contradictions(settings: Settings) -> Iterator[str]:
    """Yield a sentence for each: the key, its value, and what would be right."""
    yield from _of_days(settings)
    if settings.catalogue.source == "archive":
        yield from _of_archive(settings, settings.archive)
    yield from _of_sources(settings)
    yield from _of_nothing_named(settings)
    if "opening_weekend_usd" in settings.evaluation.targets and settings.imports.daily_box_office is None:
        yield (
            "evaluation.targets: opening_weekend_usd is known from daily charts; name a file of them as "
            "imports.daily_box_office, or leave it out"
        )


def _of_days(settings: Settings) -> Iterator[str]:
    years, test, cut_off = settings.years, settings.evaluation, settings.features.cut_off_days
    if not years:
        yield f"catalogue.first_year: {years.start} is after catalogue.last_year ({years.stop - 1})"
    # A test that ends with the snapshot may begin after it: there is none then.
    if test.test_from > test.test_to != settings.snapshot:
        yield f"evaluation.test_from: {test.test_from} is after test_to {test.test_to}"
    if cut_off.greenlight < cut_off.pre_release:
        yield "features.cut_off_days: greenlight is later than pre_release; give it as many days or more"


def _of_archive(settings: Settings, archive: Path | None) -> Iterator[str]:
    if archive is None:
        yield "catalogue.archive: not set; catalogue.source archive needs its folder"
    elif not (archive / "tmdb" / "movies.jsonl.gz").is_file():
        yield f"catalogue.archive: {archive} holds no tmdb/movies.jsonl.gz; name a folder that does"
    elif "wikidata" in settings.sources and not (archive / "wikidata" / "items.nt.gz").is_file():
        yield f"sources.wikidata: {archive} holds no wikidata/items.nt.gz; record items there, or set it to null"


def _of_sources(settings: Settings) -> Iterator[str]:
    for name in settings.sources:
        if name not in SOURCES:
            sources = ", ".join(SOURCES)
            yield f"sources.{name}: no such source; there are {sources} (docs/adding.md: what another one takes)"
    if settings.catalogue.source == "live" and "tmdb" not in settings.sources:
        yield "sources.tmdb: not there; catalogue.source live asks it"
    for name, limits in settings.active_sources.items() if settings.is_live else ():
        if limits.key_name and not settings.key(name):
            yield (
                f"{limits.key_name}: not set; catalogue.source live needs it in the environment or .env "
                "(see .env.example)"
            )
    yield from _of_wikidata(settings)


def _of_wikidata(settings: Settings) -> Iterator[str]:
    limits = settings.active_sources.get("wikidata")
    if limits is None:
        return
    if settings.is_live and not limits.contact:
        yield (
            "sources.wikidata.contact: not set; Wikidata's query service answers only programs that name the address, "
            "e-mail or web, of whoever runs them: sources: {wikidata: {contact: you@example.org}}"
        )
    if limits.connections > 1:
        yield f"sources.wikidata.connections: {limits.connections}; its service allows one at a time"


def _of_nothing_named(settings: Settings) -> Iterator[str]:
    if not settings.features.families:
        yield "features.families: empty; name at least one family"
    if not settings.models:
        yield "models: empty; name at least one model"
    if not settings.horizons.models:
        yield "horizons.models: empty; name at least one model"
