"""For the years that are stale, request the list of movies from TMDB, and each of them that is due."""

from functools import partial
from pathlib import Path

from ayne.collection.year_parts import year_parts
from ayne.core.block import build_parts
from ayne.core.study_files import JOURNAL
from ayne.sources.tmdb.tmdb_part import tmdb_part

if __name__ == "__main__":
    out, params = snakemake.output, snakemake.params
    years = year_parts(
        params.staleness,
        snakemake.log.years,
        inputs={"world": snakemake.input.get("world", [])},
        outputs=[out.discover, out.movies],
        parameters={"answers": params.answers, "min_vote_count": params.min_vote_count},
        code=params.code,
    )
    build_parts(
        "collect_tmdb",
        Path(snakemake.log.block),
        partial(tmdb_part, collection=snakemake.config["collection"], journal=JOURNAL),
        at_once=years,
        processes=snakemake.threads,
        imports=["ayne.collection.arguments", "ayne.collection.collect_year"],
    )
