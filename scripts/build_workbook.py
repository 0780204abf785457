"""Write the exported tables as one Excel workbook."""

from datetime import date
from pathlib import Path

from ayne.core.job import log_to
from ayne.report.exports import build_workbook, describe_columns

if __name__ == "__main__":
    log_to(snakemake.log[0])
    tables = dict(zip(snakemake.params.tables, map(Path, snakemake.input.tables), strict=True))
    build_workbook(
        Path(snakemake.output.workbook),
        tables,
        describe_columns(Path(snakemake.input.database), list(tables)),
        date.fromisoformat(snakemake.params.snapshot),
    )
