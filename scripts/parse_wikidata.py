"""Read Wikidata's statements about the movies of the years that have changed into typed rows."""

from functools import partial
from pathlib import Path

from ayne.core.block import build_parts
from ayne.sources.wikidata.wikidata_part import parse_part
from ayne.tables.shard_part import shard_parts

if __name__ == "__main__":
    files = snakemake.input
    names = [files.names] if files.get("names") else []
    years = shard_parts(files.raw, (files.genres, *names), snakemake.output, snakemake.log.years, snakemake.params.code)
    build_parts(
        "parse_wikidata",
        Path(snakemake.log.block),
        partial(parse_part, has_names=bool(names)),
        at_once=years,
        processes=snakemake.threads,
    )
