"""Measure the tables, and check them against the limits in the settings."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.quality.check import check_quality

if __name__ == "__main__":
    log_to(snakemake.log[0])
    check_quality(
        {Path(table).stem: Path(table) for table in [*snakemake.input.tables, snakemake.input.rejected]},
        {Path(dictionary).stem: Path(dictionary) for dictionary in snakemake.input.dictionaries},
        {Path(check).stem: Path(check) for check in snakemake.input.checks},
        snakemake.params.limits,
        Path(snakemake.input.counts),
        {Path(file).stem: Path(file) for file in snakemake.output},
        threads=snakemake.threads,
        previous=Path(snakemake.input.previous[0]).parent if snakemake.input.previous else None,
    )
