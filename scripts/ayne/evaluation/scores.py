"""Scores of predicted grosses, in nominal US dollars. Logs are natural; errors are predicted minus actual."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from ayne.artifacts.metrics import BandScores
from ayne.core.arrays import Floats, Ints
from ayne.evaluation.bands import BANDS

CONFIDENCES = (80, 90)
# Lower ends, in US dollars, of the nine classes of gross from flop to blockbuster of Sharda and Delen, Predicting
# box-office success of motion pictures with neural networks, Expert Systems with Applications 30 (2006).
CLASSES_FROM_USD = (1e6, 10e6, 20e6, 40e6, 65e6, 100e6, 150e6, 200e6)
CLASS_SCORES = ("class_exact", "class_one_away")
# Not rounded, as `ayne.artifacts.scores.Scores` are.
ScoreValues = dict[str, int | float | None]


def score(predictions: pl.DataFrame) -> ScoreValues:
    """Score rows of `actual_usd`, `predicted_usd`, `lower_80`, `upper_80`, `lower_90` and `upper_90`.

    `n` is the number of movies. A score that the rows do not define is None: all of them without a row,
    `r2_log` where the actual values do not vary, `coverage_…` and `width_factor_…` where no row has that interval.
    """
    actual = predictions["actual_usd"].to_numpy().astype(np.float64)
    predicted = predictions["predicted_usd"].to_numpy().astype(np.float64)
    scores: ScoreValues = {"n": len(actual), **point_scores(actual, predicted)}
    for confidence in CONFIDENCES:
        lower, upper = (predictions[f"{side}_{confidence}"].cast(pl.Float64).to_numpy() for side in ("lower", "upper"))
        scores |= interval_scores(actual, lower, upper, confidence)
    return scores


def point_scores(actual: Floats, predicted: Floats) -> ScoreValues:
    """Score positive amounts; `mdape`, `within_factor_2`, `class_exact` and `class_one_away` are fractions of 1."""
    names = ("rmse_log", "mae_log", "r2_log", "rmsle", "mdape", "within_factor_2", "bias_log", *CLASS_SCORES)
    if len(actual) == 0:
        return dict.fromkeys(names)
    error = np.log(predicted) - np.log(actual)
    classes_off = np.abs(_classes(predicted) - _classes(actual))
    values = (
        np.sqrt(np.mean(error**2)),
        np.mean(np.abs(error)),
        _r2(np.log(actual), error),
        np.sqrt(np.mean((np.log1p(predicted) - np.log1p(actual)) ** 2)),
        np.median(np.abs(predicted - actual) / actual),
        np.mean((predicted <= 2 * actual) & (actual <= 2 * predicted)),
        np.mean(error),
        np.mean(classes_off == 0),
        np.mean(classes_off <= 1),
    )
    return {name: _plain(value) for name, value in zip(names, values, strict=True)}


def interval_scores(actual: Floats, lower: Floats, upper: Floats, confidence: int) -> ScoreValues:
    """Share of movies inside their interval, both ends included, median of upper / lower, and mean Winkler score.

    The Winkler score, in ln dollars, is the interval's width, and 2 / (1 - confidence) times the miss of a movie
    outside: Winkler, A decision-theoretic approach to interval estimation, JASA 67 (1972).
    """
    has_interval = ~np.isnan(lower)
    actual, lower, upper = actual[has_interval], lower[has_interval], upper[has_interval]
    names = (f"coverage_{confidence}", f"width_factor_{confidence}", f"winkler_{confidence}")
    if len(actual) == 0:
        return dict.fromkeys(names)
    inside = (lower <= actual) & (actual <= upper)
    miss = np.maximum(np.log(lower / actual), 0) + np.maximum(np.log(actual / upper), 0)
    winkler = np.log(upper / lower) + 2 / (1 - confidence / 100) * miss
    values = (np.mean(inside), np.median(upper / lower), np.mean(winkler))
    return {name: _plain(value) for name, value in zip(names, values, strict=True)}


def score_by_band(predictions: pl.DataFrame, bands: Sequence[str | None]) -> list[BandScores]:
    """Scores of every budget band, smallest budgets first, with its limits; a band without movies has `n` 0."""
    rows = predictions.with_columns(pl.Series("band", bands, dtype=pl.String))
    return [
        BandScores(
            band=band.name,
            from_usd=band.from_usd,
            to_usd=band.to_usd,
            **score(rows.filter(pl.col("band") == band.name)),
        )
        for band in BANDS
    ]


def _classes(amount_usd: Floats) -> Ints:
    return np.searchsorted(CLASSES_FROM_USD, amount_usd, side="right")


def _r2(log_actual: Floats, error: Floats) -> float | None:
    total = float(np.sum((log_actual - log_actual.mean()) ** 2))
    return 1 - float(np.sum(error**2)) / total if total > 0 else None


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)
