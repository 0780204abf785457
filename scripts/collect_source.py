"""For the years that are stale, request the due movies among those that TMDB released, from another source."""

from functools import partial
from pathlib import Path

from ayne.collection.source_part import source_part
from ayne.collection.year_parts import year_parts
from ayne.core.block import build_parts
from ayne.core.study_files import JOURNAL

if __name__ == "__main__":
    files, params = snakemake.input, snakemake.params
    years = year_parts(
        params.staleness,
        snakemake.log.years,
        inputs={"movies": files.movies, "world": files.get("world", [])},
        outputs=[snakemake.output.movies],
        parameters={"answers": params.answers},
        code=params.code,
        prefix=f"{snakemake.wildcards.source}/",
    )
    build_parts(
        "collect_source",
        Path(snakemake.log.block),
        partial(source_part, collection=snakemake.config["collection"], journal=JOURNAL),
        at_once=years,
        processes=snakemake.threads,
        imports=["ayne.collection.arguments", "ayne.collection.collect_year"],
    )
