"""Refit the champion on every result known at the snapshot."""

from pathlib import Path

import polars as pl

from ayne.artifacts.metrics import Metrics
from ayne.artifacts.refit_settings import ForecastSettings
from ayne.core.job import log_to
from ayne.features.feature_dictionary import describe_families
from ayne.forecasts.refit import refit
from ayne.forecasts.refit_files import write_refit

if __name__ == "__main__":
    log_to(snakemake.log[0])
    metrics = Metrics.read(snakemake.input.metrics)
    described = describe_families(map(Path, snakemake.input.dictionaries))
    fitted = refit(
        pl.read_parquet(snakemake.input.features),
        pl.read_parquet(snakemake.input.target),
        pl.read_parquet(snakemake.input.predictions),
        name=metrics.model,
        params=metrics.params,
        settings=ForecastSettings(**snakemake.params.settings, features=described),
        threads=snakemake.threads,
    )
    write_refit(fitted, Path(snakemake.output.sums).parent)
