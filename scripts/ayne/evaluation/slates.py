"""What several movies earn together: an interval of the sum, as errors of movies of one year go together.

Each movie's error is drawn from past errors of forecasts as large as its own, resampled, as few of them are not sure
themselves. Errors of one year share a part: a Gaussian copula with one factor a year, whose correlation is measured on
forecasts made before their result was known (one-way analysis of variance on normal scores: Donner, A Review of
Inference Procedures for the Intraclass Correlation Coefficient in the One-Way Random Effects Model, 1986).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ayne.artifacts.intervals import Difficulty
from ayne.artifacts.joint_errors import JointErrors
from ayne.core.arrays import Floats
from ayne.evaluation.difficulty import expected_error

MIN_MOVIES = 100
FIFTHS = 5
DRAWS, RESAMPLES = 2000, 20
Years = npt.NDArray[np.integer]


@dataclass(frozen=True)
class SlateSum:
    """What a slate earns together, in nominal US dollars: the median of the sum, and intervals around it."""

    predicted_usd: float
    lower_80: float
    upper_80: float
    lower_90: float
    upper_90: float


def fit_joint_errors(residuals: Floats, predicted_usd: Floats, budget_usd: Floats, years: Years,
                     difficulty: Difficulty) -> JointErrors | None:  # fmt: skip
    """Measure on ln actual minus ln predicted of movies the model had not seen; None below 100 movies or two years."""
    if len(residuals) < MIN_MOVIES or len(np.unique(years)) < 2:
        return None
    sizes = residuals / expected_error(difficulty, predicted_usd, budget_usd)
    ends = np.quantile(predicted_usd, np.arange(1, FIFTHS) / FIFTHS)
    fifths = np.searchsorted(ends, predicted_usd, side="right")
    correlation, variance = _of_one_year(_normal_scores(sizes), years)
    return JointErrors(
        n=len(residuals),
        years=len(np.unique(years)),
        correlation_of_a_year=correlation,
        variance_between_years=variance,
        up_to_usd=tuple(ends.tolist()),
        sizes=tuple(tuple(np.sort(sizes[fifths == fifth]).tolist()) for fifth in range(FIFTHS)),
    )


def sum_of_slate(predicted_usd: Floats, budget_usd: Floats, years: Sequence[int], difficulty: Difficulty,
                 joint: JointErrors, *, seed: int = 0) -> SlateSum:  # fmt: skip
    """Return the sum of movies forecast by one model, released in these years; NaN stands for an unknown budget."""
    low_90, low_80, median, high_80, high_90 = np.quantile(
        drawn_sums(predicted_usd, budget_usd, years, difficulty, joint, seed=seed), (0.05, 0.1, 0.5, 0.9, 0.95)
    ).tolist()
    return SlateSum(median, low_80, high_80, low_90, high_90)


def drawn_sums(predicted_usd: Floats, budget_usd: Floats, years: Sequence[int], difficulty: Difficulty,
               joint: JointErrors, *, seed: int) -> Floats:  # fmt: skip
    """Return `DRAWS` sums, with memory for a movie at a time."""
    from scipy.special import ndtr  # type: ignore[import-untyped, unused-ignore]

    draw = np.random.default_rng(seed)
    past = [_resampled(draw, np.array(sizes)) for sizes in joint.sizes]
    shared = {year: draw.standard_normal((RESAMPLES, DRAWS // RESAMPLES)) for year in sorted(set(years))}
    part = max(joint.correlation_of_a_year, 0.0)
    fifths = np.searchsorted(joint.up_to_usd, predicted_usd, side="right")
    spread, total = expected_error(difficulty, predicted_usd, budget_usd), np.zeros(DRAWS)
    for movie, year in enumerate(years):
        own = draw.standard_normal(shared[year].shape)
        places = ndtr(np.sqrt(part) * shared[year] + np.sqrt(1 - part) * own)
        total += predicted_usd[movie] * np.exp(spread[movie] * _at(past[fifths[movie]], places)).ravel()
    return total


def _resampled(draw: np.random.Generator, sizes: Floats) -> Floats:
    """Return bootstrap resamples of past errors, one sorted row each: with few errors, the resamples vary more."""
    return np.asarray(sizes[np.sort(draw.integers(len(sizes), size=(RESAMPLES, len(sizes))), axis=1)])


def _at(ordered: Floats, places: Floats) -> Floats:
    """Return what stands at places of 0 to 1 in each row: of n values the first at 1 / (n + 1)."""
    count = ordered.shape[1]
    exact = np.clip(places * (count + 1) - 1, 0, count - 1)
    below = np.minimum(exact.astype(np.int64), max(count - 2, 0))
    low, high = (np.take_along_axis(ordered, np.minimum(below + step, count - 1), axis=1) for step in (0, 1))
    return np.asarray(low + (exact - below) * (high - low))


def _normal_scores(values: Floats) -> Floats:
    """Return where each value stands among all, as a quantile of the normal distribution: outliers weigh no more."""
    from scipy.special import ndtri  # type: ignore[import-untyped, unused-ignore]

    places = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return np.asarray(ndtri((places + 0.5) / len(values)))


def _of_one_year(scores: Floats, years: Years) -> tuple[float, float]:
    """Return the intraclass correlation of scores of one year, and the F statistic of the years' means."""
    groups = [scores[years == year] for year in np.unique(years)]
    counts = np.array([len(group) for group in groups])
    n, k, means = len(scores), len(groups), np.array([group.mean() for group in groups])
    between = (counts * (means - scores.mean()) ** 2).sum() / (k - 1)
    within = sum(float(((group - group.mean()) ** 2).sum()) for group in groups) / (n - k)
    usual = (n - (counts**2).sum() / n) / (k - 1)
    return float((between - within) / (between + (usual - 1) * within)), float(between / within)
