"""Turn the forecasts of a model into payback probabilities, each from earlier results, and score them."""

from pathlib import Path

import polars as pl

from ayne.core.files import write_parquet
from ayne.core.job import log_to
from ayne.models.payback_scores import payback_scores, payback_table

if __name__ == "__main__":
    log_to(snakemake.log[0])
    params = snakemake.params
    table = payback_table(
        pl.read_parquet(snakemake.input.predictions),
        pl.read_parquet(snakemake.input.target),
        multiple=params.multiple,
        evaluation=params.evaluation,
        known_after_days=params.known_after_days,
    )
    write_parquet(table, Path(snakemake.output.table))
    payback_scores(table, snakemake.wildcards.model, params.multiple).write(snakemake.output.scores)
