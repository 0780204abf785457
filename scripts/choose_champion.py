"""Choose the champion by its walk-forward score, against the incumbent."""

from pathlib import Path

import polars as pl

from ayne.artifacts.metrics import Metrics
from ayne.champion.choose import choose_champion
from ayne.champion.incumbent import decide
from ayne.core.job import log_to
from ayne.core.logging import get_logger

if __name__ == "__main__":
    log_to(snakemake.log[0])
    best = choose_champion(map(Metrics.read, snakemake.input.metrics))
    predictions = {Path(path).parent.name: pl.read_parquet(path) for path in snakemake.input.predictions}
    champion = decide(best, predictions, snakemake.params.incumbent, snakemake.params.seed)
    get_logger("champion").info("%s: %s", champion.model, champion.reason)
    champion.write(snakemake.output.champion)
