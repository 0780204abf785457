"""Register champion and challenger in MLflow, and complete their runs with what was made after their fits."""

from pathlib import Path

import polars as pl

from ayne.core.files import read_json, write_json
from ayne.core.job import log_to
from ayne.tracking.registry import register_champion

if __name__ == "__main__":
    log_to(snakemake.log[0])
    registered = register_champion(
        read_json(Path(snakemake.input.champion)),
        Path("results/models"),
        pl.read_parquet(snakemake.input.features),
        read_json(Path(snakemake.input.importance)),
    )
    write_json(Path(snakemake.output.registered), registered)
