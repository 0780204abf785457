"""Payback: the probability that the worldwide gross is a multiple of the budget, from a forecast of the gross.

A logistic regression on ln(forecast / (multiple x budget)), with a level and a slope of each budget band's own that are
drawn to the common ones. It is fitted on forecasts made before their result was known, never on fitted values.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import polars as pl

from ayne.artifacts.payback_model import PaybackModel
from ayne.core.arrays import Bools, Floats
from ayne.evaluation.bands import BANDS, bands_of
from ayne.evaluation.splits import years_before

MIN_MOVIES = 50
# Of the logistic regression, scikit-learn's C: how little the bands are drawn to the common level and slope.
LOOSENESS = 1.0


def fit_payback(past: pl.DataFrame, multiple: float) -> PaybackModel | None:
    """Fit on rows of `predicted_usd`, `actual_usd`, `budget_usd`; None below 50 movies or if all turned out alike."""
    past = past.filter(pl.col("budget_usd") > 0)
    paid = (past["actual_usd"] >= multiple * past["budget_usd"]).to_numpy()
    if len(paid) < MIN_MOVIES or paid.all() or not paid.any():
        return None
    bands = np.array(bands_of(past["budget_usd"]))
    names = [band.name for band in BANDS]
    member = np.stack([bands == name for name in names], axis=1).astype(np.float64)
    intercept, slope, *by_band = _fit(_log_ratio(past["predicted_usd"], past["budget_usd"], multiple), member, paid)
    levels, slopes = (dict(zip(names, part, strict=True)) for part in (by_band[: len(names)], by_band[len(names) :]))
    overall = float(paid.mean())
    rates = {name: float(paid[bands == name].mean()) if (bands == name).any() else overall for name in names}
    return PaybackModel(
        multiple=multiple,
        intercept=intercept,
        slope=slope,
        band_intercepts=levels,
        band_slopes=slopes,
        rates=rates,
        n=len(paid),
    )


def probability(payback: PaybackModel, predicted_usd: pl.Series, budget_usd: pl.Series) -> Floats:
    """Return the probability of each movie to pay, NaN where its budget is unknown."""
    log_ratio, bands = _log_ratio(predicted_usd, budget_usd, payback.multiple), bands_of(budget_usd)
    levels, slopes = (
        np.array([by_band.get(band or "", 0.0) for band in bands])
        for by_band in (payback.band_intercepts, payback.band_slopes)
    )
    probabilities: Floats = 1 / (1 + np.exp(-(payback.intercept + levels + (payback.slope + slopes) * log_ratio)))
    return probabilities


def walk_forward_payback(
    predictions: pl.DataFrame, *, multiple: float, test_from: date, years: int, known_after_days: int
) -> pl.DataFrame:
    """Add `prob_payback`, `prob_baseline` and `paid_back` to predictions with `budget_usd`; none sees its own result.

    Each of the `years` before `test_from`, and the test as a whole, is judged by what the predictions before it had
    shown on its first day: a result counts as known `known_after_days` days after the release. Null before there
    are enough.
    """
    parts = []
    for starts, movies in _periods(predictions, test_from, years):
        known = predictions.filter(pl.col("release_date") + timedelta(days=known_after_days) <= starts)
        parts.append(with_payback(movies, fit_payback(known, multiple)))
    paid = pl.col("actual_usd") >= multiple * pl.col("budget_usd")
    return pl.concat(parts).with_columns(paid_back=paid).sort("split", "tmdb_id")


def with_payback(movies: pl.DataFrame, payback: PaybackModel | None) -> pl.DataFrame:
    """Add `prob_payback` and `prob_baseline` to rows of `predicted_usd` and `budget_usd`; null where unknown."""
    nothing = np.full(movies.height, np.nan)
    probabilities = probability(payback, movies["predicted_usd"], movies["budget_usd"]) if payback else nothing
    # Of earlier movies of the same band.
    rate = (
        np.array([payback.rates.get(band or "", np.nan) for band in bands_of(movies["budget_usd"])])
        if payback
        else nothing
    )
    return movies.with_columns(
        prob_payback=pl.Series(probabilities, dtype=pl.Float64).fill_nan(None),
        prob_baseline=pl.Series(rate, dtype=pl.Float64).fill_nan(None),
    )


def _fit(log_ratio: Floats, member: Floats, paid: Bools) -> list[float]:
    """Return the common intercept and slope, then the bands' own levels and slopes, as differences."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped, unused-ignore]

    inputs = np.hstack([log_ratio[:, None], member, member * log_ratio[:, None]])
    with threadpool_limits(limits=1):
        fitted = LogisticRegression(C=LOOSENESS, tol=1e-8, max_iter=1000).fit(inputs, paid)
    return [float(fitted.intercept_[0]), *(float(value) for value in fitted.coef_[0])]


def _periods(predictions: pl.DataFrame, test_from: date, years: int) -> Iterator[tuple[date, pl.DataFrame]]:
    """Yield the years before the test, oldest first, then the test, each with its first day."""
    for starts, ends in years_before(test_from, years):
        in_year = pl.col("release_date").is_between(starts, ends, closed="left")
        yield starts, predictions.filter(in_year, split="walk_forward")
    yield test_from, predictions.filter(split="test")


def _log_ratio(predicted_usd: pl.Series, budget_usd: pl.Series, multiple: float) -> Floats:
    budget = budget_usd.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    known: Floats = np.where(budget > 0, budget, np.nan)
    ratio: Floats = np.log(predicted_usd.cast(pl.Float64).to_numpy() / (multiple * known))
    return ratio
