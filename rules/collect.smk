"""Collection: every answer of the sources, as received, by source and year of release.

Reads:  data/world/ (what the simulated or the archived APIs answer), or the real APIs; data/journal/
Writes: data/world/{year}.{tmdb,omdb}.jsonl.gz, data/world/{year,names}.wikidata.nt.gz,
        data/raw/{tmdb/discover,wikidata/list}/{year}.jsonl.gz, data/raw/{source}/movies/{year}.jsonl.gz,
        data/raw/wikidata/names.jsonl.gz
"""

from ayne.collection.collection_settings import AnsweringApi, CollectionSettings
from ayne.collection.origin import origin_name
from ayne.collection.state import attempt_day, refresh_due, shard_state
from ayne.core.study_files import JOURNAL
from ayne.simulation.processes_of_world import processes_of_world

# US consumer prices: what the simulated world's amounts rise with, and what makes dollars real.
SHIPPED_PRICES = ROOT / "scripts" / "ayne" / "data" / "cpi_us_annual.csv"
SHIPPED_RATES = ROOT / "scripts" / "ayne" / "data" / "usd_exchange_rates_annual.csv"
LIVE = settings.is_live
ORIGIN = origin_name(settings)
# No parameters: a snapshot that moves on, or another rate, reruns nothing.
config["collection"] = CollectionSettings(
    as_of=settings.snapshot.isoformat(),
    first_year=settings.years.start,
    last_year=settings.years.stop - 1,
    timeout=settings.api_timeout,
    sources=settings.active_sources,
).model_dump(mode="json")


def world_file(source):
    """Return where a year of the world stands as a source has it: Wikidata's is triples, the others' are bodies."""
    return "data/world/{year}.wikidata.nt.gz" if source == "wikidata" else f"data/world/{{year}}.{source}.jsonl.gz"


WIKIDATA_NAMES = "data/world/names.wikidata.nt.gz"
# An archive is split into TMDB's and OMDb's files, whichever of them is asked, and Wikidata's where that is.
WORLD_OF = (
    ["wikidata"] if settings.api == "wikidata" else ["tmdb", "omdb", *set(settings.active_sources) & {"wikidata"}]
)
WORLD_FILES = {source: expand(world_file(source), year=settings.years) for source in WORLD_OF} | {
    "counts": "data/world/counts.json"
}


def world_of(source):
    """Return the file that answers for `source`, a year at a time; the real APIs need none."""
    return [] if LIVE else world_file(source)


def answering_api(source):
    """Return who answers for `source`, if it is asked, and when an answer is too old: a change here asks again."""
    if source not in settings.active_sources:
        return None
    return AnsweringApi(
        catalogue="live" if LIVE else settings.catalogue.source,
        world_name=ORIGIN,
        base_url=settings.base_url(source),
        refresh_days=settings.active_sources[source].refresh_classes,
    ).model_dump()


def refresh_days_shown(state):
    """Return the days that make a shard stale, in words, as Snakemake shows values and no names.

    `refresh due` moves on when the snapshot reaches the day on which an answer is too old; `asked on` to today while
    something is left unanswered; `purged at` when answers were purged.
    """
    return {
        "refresh due": refresh_due(state, settings.snapshot.isoformat()),
        "asked on": attempt_day(state) if LIVE else None,
        "purged at": state and state.purged_at,
    }


def staleness_days(source):
    """Return a parameter: for each year the days that make a shard of a source stale."""

    def staleness(wildcards):
        name = source.format(**wildcards)
        return {str(year): refresh_days_shown(shard_state(JOURNAL, name, str(year), ORIGIN)) for year in settings.years}

    return staleness


def years_of(path):
    """Return the files of all years; of a source, where that is a wildcard still."""
    return expand(path, year=settings.years, allow_missing=True)


if settings.catalogue.source == "simulated":

    rule build_world:
        input:
            prices=SHIPPED_PRICES,
            rates=[SHIPPED_RATES] if "wikidata" in WORLD_OF else [],
        output:
            **WORLD_FILES,
            names=[WIKIDATA_NAMES] if "wikidata" in WORLD_OF else [],
            truth="data/world/truth.parquet",
        log:
            "logs/build_world.log",
        benchmark:
            "logs/costs/build_world.tsv"
        # Other jobs that wait for nothing have the cores that a small world leaves.
        threads: lambda wildcards: processes_of_world(settings.simulation.movies, all_cores(wildcards))
        resources:
            mem_mb=memory_mb(core=200),
            runtime=minutes(30),
        params:
            seed=settings.simulation.seed,
            movies=settings.simulation.movies,
            years=[settings.years.start, settings.years.stop - 1],
            snapshot=settings.snapshot.isoformat(),
            apis=WORLD_OF,
            code=code("build_world.py"),
        script:
            "../scripts/build_world.py"


if settings.catalogue.source == "archive":

    rule split_archive:
        input:
            tmdb=own_file(settings.archive / "tmdb" / "movies.jsonl.gz"),
            omdb=[own_file(path) for path in [settings.archive / "omdb" / "titles.jsonl.gz"] if path.is_file()],
            wikidata=[own_file(settings.archive / "wikidata" / "items.nt.gz")] if "wikidata" in WORLD_OF else [],
        output:
            **WORLD_FILES,
            lines="data/world/lines.parquet",
        log:
            "logs/split_archive.log",
        benchmark:
            "logs/costs/split_archive.tsv"
        resources:
            mem_mb=memory_mb(200, input_mb=20),
            runtime=minutes(20, input_mb=0.2),
        params:
            years=[settings.years.start, settings.years.stop - 1],
            code=code("split_archive.py"),
        script:
            "../scripts/split_archive.py"


rule collect_tmdb:
    input:
        world=years_of(world_of("tmdb")),
    output:
        discover=years_of("data/raw/tmdb/discover/{year}.jsonl.gz"),
        movies=years_of("data/raw/tmdb/movies/{year}.jsonl.gz"),
    log:
        block="logs/collect_tmdb.log",
        years=years_of("logs/collect_tmdb/{year}.log"),
    benchmark:
        "logs/costs/collect_tmdb.tsv"
    localrule: True
    # One process where several would multiply an API's rate limit.
    threads: 1 if LIVE else all_cores
    params:
        answers=answering_api("tmdb"),
        staleness=staleness_days("tmdb"),
        min_vote_count=settings.catalogue.min_vote_count,
        code=code("collect_tmdb.py"),
    script:
        "../scripts/collect_tmdb.py"


rule collect_source:
    input:
        world=years_of(world_of("{source}")),
        movies=rules.collect_tmdb.output.movies,
    output:
        movies=years_of("data/raw/{source}/movies/{year}.jsonl.gz"),
    log:
        block="logs/collect_source/{source}.log",
        years=years_of("logs/collect_source/{source}/{year}.log"),
    benchmark:
        "logs/costs/collect_source/{source}.tsv"
    wildcard_constraints:
        source="|".join(set(settings.sources) - {"tmdb", "wikidata"}) or "none",
    localrule: True
    threads: 1 if LIVE else all_cores
    params:
        answers=lambda wildcards: answering_api(wildcards.source),
        staleness=staleness_days("{source}"),
        code=code("collect_source.py", "ayne.sources.{source}"),
    script:
        "../scripts/collect_source.py"


rule collect_wikidata:
    input:
        world=years_of(world_of("wikidata")),
        # Beside TMDB, its movies are those that are asked about.
        tmdb_movies=rules.collect_tmdb.output.movies if settings.api == "tmdb" else [],
    output:
        list=years_of("data/raw/wikidata/list/{year}.jsonl.gz"),
        movies=years_of("data/raw/wikidata/movies/{year}.jsonl.gz"),
    log:
        block="logs/collect_wikidata.log",
        years=years_of("logs/collect_wikidata/{year}.log"),
    benchmark:
        "logs/costs/collect_wikidata.tsv"
    localrule: True
    threads: 1 if LIVE else all_cores
    params:
        answers=answering_api("wikidata"),
        staleness=staleness_days("wikidata"),
        filters=[settings.catalogue.min_sitelinks, settings.catalogue.with_amount],
        code=code("collect_wikidata.py"),
    script:
        "../scripts/collect_wikidata.py"


rule collect_wikidata_names:
    input:
        world=[] if LIVE else WIKIDATA_NAMES,
        movies=rules.collect_wikidata.output.movies,
    output:
        names="data/raw/wikidata/names.jsonl.gz",
    log:
        "logs/collect_wikidata_names.log",
    benchmark:
        "logs/costs/collect_wikidata_names.tsv"
    localrule: True
    params:
        answers=answering_api("wikidata"),
        code=code("collect_wikidata_names.py"),
    script:
        "../scripts/collect_wikidata_names.py"
