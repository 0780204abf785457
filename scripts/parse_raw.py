"""Parse a year of a source's raw records into typed rows, and note what cannot be read."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.tables.parse import parse_shard

if __name__ == "__main__":
    log_to(snakemake.log[0])
    parse_shard(
        Path(snakemake.input.raw),
        snakemake.wildcards.source,
        Path(snakemake.input.sql),
        Path(snakemake.input.dictionary),
        Path(snakemake.output.rows),
        Path(snakemake.output.rejected),
    )
