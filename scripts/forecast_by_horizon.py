"""Forecast unreleased movies and those in cinemas, each at the latest horizon that its facts allow."""

from datetime import date
from pathlib import Path

import polars as pl

from ayne.core.files import atomic_path
from ayne.core.job import log_to
from ayne.forecasts.refit_files import read_refit
from ayne.horizons.by_horizon import forecast_by_horizon
from ayne.horizons.cells import Cell

if __name__ == "__main__":
    log_to(snakemake.log[0])
    files, params = snakemake.input, snakemake.params
    cells = [Cell(*name.split("/")) for name in params.cells]
    movies = forecast_by_horizon(
        {cell: read_refit(Path(sums).parent) for cell, sums in zip(cells, files.sums, strict=True)},
        {cell.horizon: pl.read_parquet(files[cell.horizon]) for cell in cells},
        pl.read_parquet(files.target),
        pl.read_parquet(files.amounts),
        snapshot=date.fromisoformat(params.snapshot),
        greenlight_days=params.greenlight_days,
    )
    with atomic_path(Path(snakemake.output.movies)) as temporary:
        movies.write_csv(temporary)
