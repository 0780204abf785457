"""Which differences between models are beyond chance."""

from collections.abc import Mapping
from itertools import combinations

import polars as pl

from ayne.artifacts.comparison import Comparison, Difference, Pair
from ayne.core.errors import DataError
from ayne.evaluation.bootstrap import DRAWS, paired_bootstrap

# Each model's `predictions.parquet`.
Predictions = Mapping[str, pl.DataFrame]


def compare_models(predictions: Predictions, *, seed: int) -> Comparison:
    """Compare every two models, on the test and on the years before it."""
    pairs = list(combinations(sorted(predictions), 2))
    splits = {
        split: [Pair(model=a, against=b, **dict(compare(predictions, a, b, split=split, seed=seed))) for a, b in pairs]
        for split in ("test", "walk_forward")
    }
    return Comparison(draws=DRAWS, seed=seed, **splits)


def compare(predictions: Predictions, a: str, b: str, *, split: str, seed: int) -> Difference:
    """Compare two models by paired bootstrap; `DataError` where they were scored on different movies."""
    first, second = (predictions[name].filter(pl.col("split") == split).sort("tmdb_id") for name in (a, b))
    if not first.select("tmdb_id", "actual_usd").equals(second.select("tmdb_id", "actual_usd")):
        raise DataError(f"{a} and {b} are not scored on the same movies of {split}: build results/models again")
    amounts = (frame["predicted_usd"].to_numpy() for frame in (first, second))
    return Difference(**paired_bootstrap(first["actual_usd"].to_numpy(), *amounts, seed=seed))
