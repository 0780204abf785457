"""Write the empty typed rows of a source that is not used."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.tables.no_records import parse_no_records

if __name__ == "__main__":
    log_to(snakemake.log[0])
    parse_no_records(
        snakemake.wildcards.source,
        Path(snakemake.input.sql),
        Path(snakemake.input.dictionary),
        Path(snakemake.output.rows),
        Path(snakemake.output.rejected),
    )
