"""Forecast the movies that are not out yet."""

from pathlib import Path

import polars as pl

from ayne.core.files import atomic_path
from ayne.core.job import log_to
from ayne.database.movie_names import names_of
from ayne.forecasts.refit_files import read_refit
from ayne.forecasts.upcoming import forecast_upcoming, unreleased_in

if __name__ == "__main__":
    log_to(snakemake.log[0])
    target = pl.read_parquet(snakemake.input.target)
    movies = forecast_upcoming(
        read_refit(Path(snakemake.input.sums).parent),
        pl.read_parquet(snakemake.input.features),
        target,
        names_of(Path(snakemake.input.database), unreleased_in(target)["tmdb_id"].to_list()),
    )
    with atomic_path(Path(snakemake.output.upcoming)) as temporary:
        movies.write_csv(temporary)
