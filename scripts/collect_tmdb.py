"""Ask TMDB, for the years that are stale, which movies they released, and for each of them that is due."""

from functools import partial
from pathlib import Path

from ayne.core.block import build_parts
from ayne.core.part import Part
from ayne.sources.tmdb.tmdb_part import tmdb_part

if __name__ == "__main__":
    out, params = snakemake.output, snakemake.params
    worlds = [(Path(world),) for world in snakemake.input.get("world", [])] or [()] * len(out.movies)
    years = [
        Part(
            name=year,
            log=Path(log),
            outputs=(Path(discover), Path(movies)),
            inputs=world,
            parameters={"answers": params.answers, "stand": stand, "min_vote_count": params.min_vote_count},
            code=params.code,
        )
        for (year, stand), discover, movies, world, log in zip(
            params.stand.items(), out.discover, out.movies, worlds, snakemake.log.years, strict=True
        )
    ]
    # The newest first: what is most wanted.
    build_parts(
        "collect_tmdb",
        Path(snakemake.log.block),
        partial(tmdb_part, collection=snakemake.config["collection"], journal=Path("data/journal")),
        at_once=years[::-1],
        processes=snakemake.threads,
    )
