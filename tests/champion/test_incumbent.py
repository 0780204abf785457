import re

import numpy as np
import polars as pl
import pytest

from ayne.artifacts.champion import Champion
from ayne.champion.compare import compare
from ayne.champion.incumbent import decide, uncovered
from ayne.core.errors import ConfigError

MOVIES = 800


def predictions(error, seed, *, half_width=None):
    """Forecasts off by a normal error of that size, with 80 % and 90 % intervals that hold unless told otherwise."""
    actual = np.exp(np.random.default_rng(1).normal(17, 1, MOVIES))
    forecast = actual * np.exp(np.random.default_rng(seed).normal(0, error, MOVIES))
    widths = {80: 1.2816 * error, 90: 1.6449 * error} if half_width is None else dict.fromkeys((80, 90), half_width)
    ends = {
        f"{side}_{share}": forecast * np.exp(sign * width)
        for share, width in widths.items()
        for side, sign in (("lower", -1), ("upper", 1))
    }
    columns = {"tmdb_id": range(MOVIES), "split": "walk_forward", "actual_usd": actual, "predicted_usd": forecast}
    return pl.DataFrame(columns | ends)


def decided(incumbent, **tables):
    scores = {name: float((table["predicted_usd"] / table["actual_usd"]).log().std()) for name, table in tables.items()}
    best = Champion(model=min(scores, key=scores.get), reason="lowest", walk_forward_rmse_log=scores)
    return decide(best, tables, incumbent, seed=7)


def test_a_clearly_better_challenger_takes_over():
    champion = decided("ridge", ridge=predictions(1.0, 2), xgboost=predictions(0.8, 3))
    assert (champion.model, champion.challenger) == ("xgboost", "ridge")
    assert champion.reason.startswith("xgboost takes over from ridge: walk-forward rmse_log of xgboost minus")
    assert champion.comparison.lower_95 > 0


def test_one_that_may_be_better_by_chance_does_not():
    champion = decided("ridge", ridge=predictions(1.0, 2), xgboost=predictions(0.99, 3))
    assert (champion.model, champion.challenger) == ("ridge", "xgboost")
    assert champion.reason.startswith("ridge stays: xgboost is not better beyond chance")


def test_one_whose_intervals_do_not_hold_does_not():
    champion = decided("ridge", ridge=predictions(1.0, 2), xgboost=predictions(0.8, 3, half_width=0.1))
    assert champion.model == "ridge"
    assert "but its 80 % interval held for" in champion.reason


def test_without_an_incumbent_the_best_is_taken():
    champion = decided(None, ridge=predictions(1.0, 2), xgboost=predictions(0.99, 3))
    assert (champion.model, champion.challenger, champion.incumbent) == ("xgboost", "ridge", None)
    assert champion.comparison.n == MOVIES


def test_an_incumbent_that_is_the_best_stays():
    reason = decided("xgboost", ridge=predictions(1.0, 2), xgboost=predictions(0.8, 3)).reason
    assert re.fullmatch(r"the incumbent; no model has a lower walk-forward rmse_log \(0\.\d{3}\)", reason)


def test_a_model_alone_has_no_challenger():
    champion = decided(None, ridge=predictions(1.0, 2))
    assert (champion.challenger, champion.comparison) == (None, None)


def test_an_incumbent_that_is_no_model_is_an_error():
    with pytest.raises(ConfigError, match=r"evaluation\.champion: 'magic' is not among the models: ridge"):
        decided("magic", ridge=predictions(1.0, 2))


def test_only_the_walk_forward_years_count():
    first, second = predictions(1.0, 2), predictions(0.8, 3)
    test = second.with_columns(split=pl.lit("test"), predicted_usd=pl.lit(1.0), tmdb_id=pl.col("tmdb_id") + MOVIES)
    without, beside = (
        compare({"a": first, "b": table}, "a", "b", split="walk_forward", seed=7)
        for table in (second, pl.concat([second, test]))
    )
    assert without == beside
    assert uncovered(pl.concat([second, test])) == []
