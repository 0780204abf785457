"""Parse an imported table or saved pages; without an import, write the empty table."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.tables.imports import parse_import

if __name__ == "__main__":
    log_to(snakemake.log[0])
    parse_import(
        [Path(file) for file in snakemake.input.files],
        snakemake.params.source,
        Path(snakemake.input.sql),
        Path(snakemake.input.dictionary),
        Path(snakemake.output.rows),
        Path(snakemake.output.rejected),
    )
