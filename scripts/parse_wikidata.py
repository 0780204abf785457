"""Read Wikidata's statements about the movies of the years that have changed into typed rows."""

from functools import partial
from pathlib import Path

from ayne.core.block import build_parts
from ayne.core.part import Part
from ayne.sources.wikidata.wikidata_part import parse_part

if __name__ == "__main__":
    files = snakemake.input
    names = [Path(files.names)] if files.get("names") else []
    years = [
        Part(
            name=Path(rows).stem,
            log=Path(log),
            outputs=(Path(rows), Path(rejected)),
            inputs=(Path(raw), Path(files.genres), *names),
            code=snakemake.params.code,
        )
        for raw, rows, rejected, log in zip(
            files.raw, snakemake.output.rows, snakemake.output.rejected, snakemake.log.years, strict=True
        )
    ]
    build_parts(
        "parse_wikidata",
        Path(snakemake.log.block),
        partial(parse_part, has_names=bool(names)),
        at_once=years[::-1],
        processes=snakemake.threads,
    )
