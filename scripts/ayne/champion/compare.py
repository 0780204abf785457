"""`comparison.json`: which differences between the models are more than the luck of the movies they are scored on."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import polars as pl

from ayne.core.errors import DataError
from ayne.evaluation.bootstrap import DRAWS, paired_bootstrap
from ayne.evaluation.scores import rounded

SPLITS = ("test", "walk_forward")


def compare(predictions: Mapping[str, pl.DataFrame], *, seed: int) -> dict[str, Any]:
    """Compare every two models by paired bootstrap of `rmse_log`, on the test and on the years before it.

    `predictions` has each model's `predictions.parquet`; a pair stands once, by its names in order.
    `DataError` where two models were scored on different movies.
    """
    pairs = list(combinations(sorted(predictions), 2))
    splits = {
        split: [{"model": a, "against": b} | _pair(predictions, a, b, split, seed) for a, b in pairs]
        for split in SPLITS
    }
    return {"score": "rmse_log", "draws": DRAWS, "seed": seed} | splits


def _pair(predictions: Mapping[str, pl.DataFrame], a: str, b: str, split: str, seed: int) -> dict[str, Any]:
    first, second = (predictions[name].filter(pl.col("split") == split).sort("tmdb_id") for name in (a, b))
    if not first.select("tmdb_id", "actual_usd").equals(second.select("tmdb_id", "actual_usd")):
        raise DataError(f"{a} and {b} are not scored on the same movies of {split}: build results/models again")
    amounts = (frame["predicted_usd"].to_numpy() for frame in (first, second))
    return rounded(paired_bootstrap(first["actual_usd"].to_numpy(), *amounts, seed=seed))
