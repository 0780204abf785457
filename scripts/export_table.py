"""Write one table of the database as CSV and Parquet."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.report.exports import export_table

if __name__ == "__main__":
    log_to(snakemake.log[0])
    export_table(
        Path(snakemake.input.database),
        snakemake.wildcards.table,
        Path(snakemake.output.csv),
        Path(snakemake.output.parquet),
        payback_multiple=snakemake.params.payback_multiple,
    )
