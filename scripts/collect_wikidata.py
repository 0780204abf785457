"""For the years that are stale, request movies from Wikidata: those first published then, or those TMDB lists."""

from functools import partial
from pathlib import Path

from ayne.collection.year_parts import year_parts
from ayne.core.block import build_parts
from ayne.core.study_files import JOURNAL
from ayne.sources.wikidata.wikidata_part import collect_part

if __name__ == "__main__":
    files, out, params = snakemake.input, snakemake.output, snakemake.params
    years = year_parts(
        params.staleness,
        snakemake.log.years,
        inputs={kind: files.get(kind, []) for kind in ("world", "tmdb_movies")},
        outputs=[out.list, out.movies],
        parameters={"answers": params.answers, "filters": list(params.filters)},
        code=params.code,
    )
    build_parts(
        "collect_wikidata",
        Path(snakemake.log.block),
        partial(collect_part, collection=snakemake.config["collection"], journal=JOURNAL),
        at_once=years,
        processes=snakemake.threads,
    )
