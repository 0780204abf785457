"""Parse the years of a source's raw records that have changed into typed rows, and note what cannot be read."""

from functools import partial
from pathlib import Path

from ayne.core.block import build_parts
from ayne.core.part import Part
from ayne.tables.shard_part import parse_part

if __name__ == "__main__":
    files, source = snakemake.input, snakemake.wildcards.source
    shared = (Path(files.sql), Path(files.dictionary), Path(files.macros))
    years = [
        Part(
            name=f"{source}/{Path(rows).stem}",
            log=Path(log),
            outputs=(Path(rows), Path(rejected)),
            inputs=(Path(raw), *shared),
            code=snakemake.params.code,
        )
        for raw, rows, rejected, log in zip(
            files.raw, snakemake.output.rows, snakemake.output.rejected, snakemake.log.years, strict=True
        )
    ]
    # The newest years have most movies.
    build_parts(
        "parse_raw",
        Path(snakemake.log.block),
        partial(parse_part, source=source),
        at_once=years[::-1],
        processes=snakemake.threads,
    )
