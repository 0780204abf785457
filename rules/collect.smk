"""Collection: every answer of the sources, as received, by source and year of release.

Reads:  data/world/ (what the simulated or the archived APIs answer), or the real APIs; data/journal/
Writes: data/world/{year}.{tmdb,omdb}.jsonl.gz, data/raw/tmdb/discover/{year}.jsonl.gz,
        data/raw/{source}/movies/{year}.jsonl.gz
"""

LIVE = settings.catalogue.source == "live"
WORLD_FILES = {
    "tmdb": expand("data/world/{year}.tmdb.jsonl.gz", year=settings.years),
    "omdb": expand("data/world/{year}.omdb.jsonl.gz", year=settings.years),
    "counts": "data/world/counts.json",
}


def world_of(source):
    """Return the file that answers for `source`, a year at a time; the real APIs need none."""
    return [] if LIVE else f"data/world/{{year}}.{source}.jsonl.gz"


def connection(source):
    """Return what a collector needs to know of an API, its key excepted."""
    limits = settings.sources[source]
    return {
        "catalogue": settings.catalogue.source,
        "base_url": getattr(settings, f"{source}_base_url", None),
        "timeout": settings.api_timeout,
        "as_of": settings.snapshot.isoformat(),
        **(limits.model_dump() if LIVE else {"connections": limits.connections, "attempts": limits.attempts}),
    }


if settings.catalogue.source == "simulated":

    rule build_world:
        output:
            **WORLD_FILES,
            truth="data/world/truth.parquet",
        log:
            "logs/build_world.log",
        params:
            seed=settings.simulation.seed,
            movies=settings.simulation.movies,
            years=[settings.years.start, settings.years.stop - 1],
            snapshot=settings.snapshot.isoformat(),
            code=code("build_world.py"),
        script:
            "../scripts/build_world.py"


if settings.catalogue.source == "archive":

    rule split_archive:
        input:
            tmdb=settings.archive / "tmdb" / "movies.jsonl.gz",
            omdb=settings.archive / "omdb" / "titles.jsonl.gz",
        output:
            **WORLD_FILES,
        log:
            "logs/split_archive.log",
        params:
            years=[settings.years.start, settings.years.stop - 1],
            code=code("split_archive.py"),
        script:
            "../scripts/split_archive.py"


rule collect_tmdb:
    input:
        world=world_of("tmdb"),
    output:
        discover="data/raw/tmdb/discover/{year}.jsonl.gz",
        movies="data/raw/tmdb/movies/{year}.jsonl.gz",
    log:
        "logs/collect_tmdb/{year}.log",
    resources:
        tmdb_slots=int(LIVE),
    params:
        connection=connection("tmdb"),
        min_vote_count=settings.catalogue.min_vote_count,
        code=code("collect_tmdb.py"),
    script:
        "../scripts/collect_tmdb.py"


rule collect_source:
    input:
        world=world_of("{source}"),
        movies=rules.collect_tmdb.output.movies,
    output:
        movies="data/raw/{source}/movies/{year}.jsonl.gz",
    log:
        "logs/collect_source/{source}/{year}.log",
    wildcard_constraints:
        source="|".join(set(settings.sources) - {"tmdb"}),
    resources:
        omdb_slots=lambda wildcards: int(LIVE and wildcards.source == "omdb"),
    params:
        connection=lambda wildcards: connection(wildcards.source),
        code=code("collect_source.py", "ayne.sources.{source}"),
    script:
        "../scripts/collect_source.py"
