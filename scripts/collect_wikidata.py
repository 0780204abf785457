"""Ask Wikidata, for the years that are stale, about their movies: those first published, or those that TMDB lists."""

from functools import partial
from pathlib import Path

from ayne.core.block import build_parts
from ayne.core.part import Part
from ayne.sources.wikidata.year_parts import collect_part

if __name__ == "__main__":
    files, out, params = snakemake.input, snakemake.output, snakemake.params
    read = {name: list(files[name]) for name in ("world", "tmdb_movies") if files.get(name)}
    years = [
        Part(
            name=year,
            log=Path(log),
            outputs=(Path(listed), Path(movies)),
            inputs=tuple(Path(paths[place]) for paths in read.values()),
            parameters={
                "answers": params.answers,
                "stand": stand,
                "filters": list(params.filters),
                "reads": {name: paths[place] for name, paths in read.items()},
            },
            code=params.code,
        )
        for place, ((year, stand), listed, movies, log) in enumerate(
            zip(params.stand.items(), out.list, out.movies, snakemake.log.years, strict=True)
        )
    ]
    build_parts(
        "collect_wikidata",
        Path(snakemake.log.block),
        partial(collect_part, collection=snakemake.config["collection"], journal=Path("data/journal")),
        at_once=years[::-1],
        processes=snakemake.threads,
    )
