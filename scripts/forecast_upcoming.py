"""Forecast the movies that are not out yet."""

from pathlib import Path

import polars as pl

from ayne.core.files import atomic_path, write_parquet
from ayne.core.job import log_to
from ayne.database.movie_names import names_of
from ayne.forecasts.refit_files import read_refit
from ayne.forecasts.upcoming import described_upcoming, forecast_upcoming, unreleased_in

if __name__ == "__main__":
    log_to(snakemake.log[0])
    target = pl.read_parquet(snakemake.input.target)
    names = names_of(Path(snakemake.input.database), unreleased_in(target)["tmdb_id"].to_list())
    movies = described_upcoming(pl.read_parquet(snakemake.input.features), target, names)
    write_parquet(movies, Path(snakemake.output.described))
    with atomic_path(Path(snakemake.output.upcoming)) as temporary:
        forecast_upcoming(read_refit(Path(snakemake.input.sums).parent), movies).write_csv(temporary)
