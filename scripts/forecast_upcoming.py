"""Forecast unreleased movies and, in a study with horizons, those in cinemas."""

from pathlib import Path

import polars as pl

from ayne.core.files import atomic_path, write_parquet
from ayne.core.job import log_to
from ayne.database.movie_names import names_of
from ayne.forecasts.refit_files import read_refit
from ayne.forecasts.upcoming import described_upcoming, forecast_upcoming, unreleased_in
from ayne.horizons.by_horizon import read_by_horizon
from ayne.horizons.in_cinemas import with_horizons

if __name__ == "__main__":
    log_to(snakemake.log[0])
    target = pl.read_parquet(snakemake.input.target)
    names = names_of(Path(snakemake.input.database), unreleased_in(target)["tmdb_id"].to_list())
    movies = described_upcoming(pl.read_parquet(snakemake.input.features), target, names)
    write_parquet(movies, Path(snakemake.output.described))
    refit = read_refit(Path(snakemake.input.sums).parent)
    upcoming = forecast_upcoming(refit, movies)
    for path in snakemake.input.by_horizon:
        upcoming = with_horizons(upcoming, read_by_horizon(Path(path)), refit.settings.payback_multiple)
    with atomic_path(Path(snakemake.output.upcoming)) as temporary:
        upcoming.write_csv(temporary)
