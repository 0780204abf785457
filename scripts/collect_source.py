"""Ask a source, for the years that are stale, about the movies that TMDB released in them, as far as they are due."""

from functools import partial
from pathlib import Path

from ayne.collection.source_part import source_part
from ayne.core.block import build_parts
from ayne.core.part import Part

if __name__ == "__main__":
    files, out, params = snakemake.input, snakemake.output, snakemake.params
    worlds = [(Path(world),) for world in files.get("world", [])] or [()] * len(out.movies)
    years = [
        Part(
            name=f"{snakemake.wildcards.source}/{year}",
            log=Path(log),
            outputs=(Path(raw),),
            inputs=(Path(movies), *world),
            parameters={"answers": params.answers, "stand": stand},
            code=params.code,
        )
        for (year, stand), raw, movies, world, log in zip(
            params.stand.items(), out.movies, files.movies, worlds, snakemake.log.years, strict=True
        )
    ]
    # The newest first: what is most wanted.
    build_parts(
        "collect_source",
        Path(snakemake.log.block),
        partial(source_part, collection=snakemake.config["collection"], journal=Path("data/journal")),
        at_once=years[::-1],
        processes=snakemake.threads,
    )
