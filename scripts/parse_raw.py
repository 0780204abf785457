"""Parse the years of a source's raw records that have changed into typed rows, and note what cannot be read."""

from functools import partial
from pathlib import Path

from ayne.core.block import build_parts
from ayne.tables.shard_part import parse_part, shard_parts

if __name__ == "__main__":
    files, source = snakemake.input, snakemake.wildcards.source
    shared = (files.sql, files.dictionary, files.macros)
    years = shard_parts(
        files.raw, shared, snakemake.output, snakemake.log.years, snakemake.params.code, prefix=f"{source}/"
    )
    build_parts(
        "parse_raw",
        Path(snakemake.log.block),
        partial(parse_part, source=source),
        at_once=years,
        processes=snakemake.threads,
        imports=["ayne.tables.parse"],
    )
