"""Register champion and challenger in MLflow, and add to their runs what was made after their fits."""

import polars as pl

from ayne.artifacts.champion import Champion
from ayne.artifacts.importance import Importance
from ayne.core.job import log_to
from ayne.core.study_files import MODELS
from ayne.tracking.registry import register_champion

if __name__ == "__main__":
    log_to(snakemake.log[0])
    registered = register_champion(
        Champion.read(snakemake.input.champion),
        MODELS,
        pl.read_parquet(snakemake.input.features),
        Importance.read(snakemake.input.importance),
    )
    registered.write(snakemake.output.registered)
