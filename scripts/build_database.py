"""Build the database from the tables."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.database.database_builder import build_database

if __name__ == "__main__":
    log_to(snakemake.log[0])
    build_database(
        {Path(table).stem: Path(table) for table in [*snakemake.input.tables, snakemake.input.rejected]},
        {Path(dictionary).stem: Path(dictionary) for dictionary in snakemake.input.dictionaries},
        Path(snakemake.input.views[0]).parent,
        Path(snakemake.output.database),
        Path(snakemake.output.digest),
        threads=snakemake.threads,
    )
