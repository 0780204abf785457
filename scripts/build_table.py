"""Build one normalised table from typed rows and other tables."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.tables.table_builder import build_table

if __name__ == "__main__":
    log_to(snakemake.log[0])
    build_table(
        snakemake.wildcards.table,
        {name: snakemake.input[name] for name in snakemake.params.reads},
        Path(snakemake.input.dictionary),
        Path(snakemake.input.sql),
        Path(snakemake.output.table),
        Path(snakemake.output.rejected),
        threads=snakemake.threads,
        options=snakemake.params.options,
    )
