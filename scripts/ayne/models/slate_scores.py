"""`slates.json`: intervals of the sum of random slates of test movies, judged by what these earned together."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from ayne.artifacts.joint_errors import JointErrors
from ayne.artifacts.slate_scores import SlateCoverage, SlateScores
from ayne.core.arrays import Floats
from ayne.evaluation.difficulty import fit_difficulty
from ayne.evaluation.slates import drawn_sums, fit_joint_errors
from ayne.models.payback_scores import with_budget

SLATES, MOVIES = 1500, 10
Positions = npt.NDArray[np.integer]


def joint_errors_of(predictions: pl.DataFrame) -> JointErrors | None:
    """Measure on predictions with `budget_usd`, made before their result was known; None of too few."""
    if not predictions.height:
        return None
    residuals, predicted, budget, years = _columns(predictions)
    return fit_joint_errors(residuals, predicted, budget, years, fit_difficulty(residuals, predicted, budget))


def slate_scores(predictions: pl.DataFrame, target: pl.DataFrame, *, model: str, seed: int) -> SlateScores | None:
    """Judge slates of the test movies by the errors of the walk-forward years; None where these are too few."""
    known = with_budget(predictions, target).sort("split", "tmdb_id")
    earlier, test = known.filter(split="walk_forward"), known.filter(split="test")
    joint = joint_errors_of(earlier)
    if joint is None:
        return None
    years = test["release_date"].dt.year().to_numpy()
    return SlateScores(
        model=model,
        movies=MOVIES,
        correlation_of_a_year=joint.correlation_of_a_year,
        of_any_year=_scored(earlier, test, joint, _of_any_year(years, seed)),
        of_one_year=_scored(earlier, test, joint, _of_one_year(years, seed)),
    )


def _of_any_year(years: Positions, seed: int) -> Iterator[Positions]:
    draw = np.random.default_rng([seed, 1])
    for _ in range(SLATES if len(years) >= MOVIES else 0):
        yield draw.choice(len(years), MOVIES, replace=False)


def _of_one_year(years: Positions, seed: int) -> Iterator[Positions]:
    draw = np.random.default_rng([seed, 2])
    large = [places for year in np.unique(years) if len(places := np.flatnonzero(years == year)) >= MOVIES]
    for number in range(SLATES if large else 0):
        yield draw.choice(large[number % len(large)], MOVIES, replace=False)


def _scored(
    earlier: pl.DataFrame, test: pl.DataFrame, joint: JointErrors, slates: Iterator[Positions]
) -> SlateCoverage | None:
    difficulty = fit_difficulty(*_columns(earlier)[:3])
    _, predicted, budget, years = _columns(test)
    actual = test["actual_usd"].to_numpy()
    ends, earned = [], []
    for number, places in enumerate(slates):
        sums = drawn_sums(predicted[places], budget[places], years[places].tolist(), difficulty, joint, seed=number)
        ends.append(np.quantile(sums, (0.05, 0.1, 0.9, 0.95)))
        earned.append(actual[places].sum())
    if not ends:
        return None
    low_90, low_80, high_80, high_90 = np.array(ends).T
    return SlateCoverage(
        slates=len(ends),
        coverage_80=float(np.mean((low_80 <= earned) & (earned <= high_80))),
        coverage_90=float(np.mean((low_90 <= earned) & (earned <= high_90))),
        width_factor_80=float(np.median(high_80 / low_80)),
    )


def _columns(predictions: pl.DataFrame) -> tuple[Floats, Floats, Floats, Positions]:
    """Return residuals, forecasts, budgets (NaN where unknown) and years of release."""
    predicted, actual = (predictions[name].cast(pl.Float64).to_numpy() for name in ("predicted_usd", "actual_usd"))
    budget = predictions["budget_usd"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return np.log(actual / predicted), predicted, budget, predictions["release_date"].dt.year().to_numpy()
