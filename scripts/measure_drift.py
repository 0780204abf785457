"""Measure how the newest year differs from what the champion was fitted on."""

from datetime import date

import polars as pl

from ayne.champion.drift import measure_drift
from ayne.core.config_sections import DriftLimits
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    drift = measure_drift(
        pl.read_parquet(snakemake.input.features),
        pl.read_parquet(snakemake.input.predictions),
        test_from=date.fromisoformat(snakemake.params.test_from),
        snapshot=date.fromisoformat(snakemake.params.snapshot),
        limits=DriftLimits(**snakemake.params.limits),
    )
    drift.write(snakemake.output.drift)
