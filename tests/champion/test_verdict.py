"""What `ayne try` says of an experiment."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from ayne.artifacts.comparison import Difference
from ayne.champion.verdict import Verdict, verdict_on
from ayne.core.errors import DataError

ACTUAL = np.exp(np.linspace(14, 20, 200))
MINUS = "\N{MINUS SIGN}"


def predictions(errors, movies=200, test_error=0.0):
    """Forecasts of the walk-forward years that err by so much, and one of the test years."""
    walk_forward = pl.DataFrame(
        {"tmdb_id": range(movies), "actual_usd": ACTUAL[:movies], "predicted_usd": (ACTUAL * np.exp(errors))[:movies]}
    ).with_columns(split=pl.lit("walk_forward"), release_date=pl.lit(date(2020, 1, 3)))
    test = walk_forward.head(1).with_columns(split=pl.lit("test"), predicted_usd=pl.lit(np.exp(test_error)))
    return pl.concat([test, walk_forward])


def verdict(difference, lower, upper, better):
    found = Difference(difference=difference, lower_95=lower, upper_95=upper, prob_better=better)
    return Verdict(1.263, 1.263 + difference, 457, found).in_words().splitlines()


def test_a_difference_within_luck_is_said_to_be_one():
    assert verdict(-0.006, -0.018, 0.004, 0.834) == [
        "rmse_log 1.263 → 1.257 on 457 movies of the walk-forward years",
        f"{MINUS}0.006, better in 83 % of draws: not beyond chance",
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((-0.05, -0.08, -0.02, 0.9995), f"{MINUS}0.050, better in more than 99 % of draws: better, beyond chance"),
        ((0.05, 0.02, 0.08, 0.0), "+0.050, better in 0 % of draws: worse, beyond chance"),
        ((0.0, 0.0, 0.0, 0.5), "no forecast differs"),
    ],
)
def test_what_is_beyond_luck_and_what_is_no_difference(given, message):
    assert verdict(*given)[1] == message


def test_smaller_errors_are_better_and_the_test_years_count_for_nothing():
    errors = np.random.default_rng(7).normal(0, 1, 200)
    found = verdict_on(predictions(errors), predictions(errors / 2, test_error=9.0), seed=7)
    assert found.n == 200
    assert found.rmse_before == pytest.approx(np.sqrt(np.mean(errors**2)))
    assert found.rmse_after == pytest.approx(found.rmse_before / 2)
    assert found.in_words().endswith("better in 100 % of draws: better, beyond chance")


def test_other_movies_are_not_compared():
    errors = np.zeros(200)
    with pytest.raises(DataError, match="before, 200 movies are scored, after, 199, and not the same ones"):
        verdict_on(predictions(errors), predictions(errors, movies=199), seed=7)
