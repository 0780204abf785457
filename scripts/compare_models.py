"""Compare all pairs of models by paired bootstrap."""

from pathlib import Path

import polars as pl

from ayne.champion.compare import compare_models
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    predictions = {Path(file).parent.name: pl.read_parquet(file) for file in snakemake.input.predictions}
    compare_models(predictions, seed=snakemake.params.seed).write(snakemake.output.comparison)
