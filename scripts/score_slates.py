"""Score intervals for the sum of random slates of test movies."""

from pathlib import Path

import polars as pl

from ayne.artifacts.artifact import write_optional
from ayne.artifacts.champion import Champion
from ayne.core.job import log_to
from ayne.models.slate_scores import slate_scores

if __name__ == "__main__":
    log_to(snakemake.log[0])
    scores = slate_scores(
        pl.read_parquet(snakemake.input.predictions),
        pl.read_parquet(snakemake.input.target),
        model=Champion.read(Path(snakemake.input.champion)).model,
        seed=snakemake.params.seed,
    )
    write_optional(scores, Path(snakemake.output.scores))
