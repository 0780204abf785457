import numpy as np
import polars as pl
import pytest

from ayne.champion.compare import compare_models
from ayne.core.errors import DataError

ACTUAL = np.exp(np.linspace(10, 19, 300))


def predictions(size, seed, *, first_id=1):
    """Forecasts of 300 test movies and 300 before them, off by `size` in ln dollars."""
    errors = np.random.default_rng(seed).normal(0, size, 600)
    return pl.DataFrame({
        "tmdb_id": np.arange(600) + first_id,
        "actual_usd": np.tile(ACTUAL, 2),
        "predicted_usd": np.tile(ACTUAL, 2) * np.exp(errors),
        "split": np.repeat(["test", "walk_forward"], 300),
    })  # fmt: skip


def test_every_pair_stands_once_for_each_period_and_the_sign_says_who_is_better():
    models = {"ridge": predictions(1.0, 1), "blend": predictions(0.5, 2), "xgboost": predictions(0.52, 3)}
    comparison = compare_models(models, seed=7)
    pairs = [("blend", "ridge"), ("blend", "xgboost"), ("ridge", "xgboost")]
    for split in (comparison.test, comparison.walk_forward):
        assert [(pair.model, pair.against) for pair in split] == pairs
    blend_ridge, blend_xgboost, ridge_xgboost = comparison.test
    assert blend_ridge.upper_95 < 0 < ridge_xgboost.lower_95
    assert blend_xgboost.lower_95 < 0 < blend_xgboost.upper_95
    assert compare_models(models, seed=7) == comparison


def test_models_that_were_scored_on_different_movies_are_not_compared():
    with pytest.raises(DataError, match="blend and ridge are not scored on the same movies of test"):
        compare_models({"ridge": predictions(1, 1), "blend": predictions(1, 1, first_id=2)}, seed=7)
