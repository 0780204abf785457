"""Say how the forecasts of unreleased movies have moved since an earlier snapshot, and why."""

from pathlib import Path

import polars as pl

from ayne.core.files import atomic_path
from ayne.core.job import log_to
from ayne.forecasts.moved import moved_forecasts, read_upcoming
from ayne.forecasts.refit_files import read_refit

if __name__ == "__main__":
    log_to(snakemake.log[0])
    previous = [Path(file) for file in snakemake.input.get("previous", [])]
    moved = moved_forecasts(
        read_upcoming(Path(snakemake.input.upcoming)),
        pl.read_parquet(snakemake.input.described),
        read_refit(Path(snakemake.input.sums).parent),
        previous[0].parent if previous else None,
    )
    with atomic_path(Path(snakemake.output.moved)) as temporary:
        moved.write_csv(temporary)
