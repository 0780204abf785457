"""The champion's settings, fitted once more on every result known at the snapshot; the model that forecasts use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from ayne.artifacts.intervals import Calibration
from ayne.artifacts.joint_errors import JointErrors
from ayne.artifacts.payback_model import PaybackModel
from ayne.artifacts.refit_settings import ForecastSettings, RefitSettings
from ayne.core.errors import DataError
from ayne.core.logging import get_logger
from ayne.evaluation.bands import bands_of
from ayne.evaluation.payback import fit_payback
from ayne.evaluation.splits import MIN_TRAINING_MOVIES, Positions, known_on
from ayne.explanations.contributions import background_of, contributions
from ayne.models.backtest import calibration_of
from ayne.models.encoding import feature_columns
from ayne.models.estimator import Fitted, load_estimator
from ayne.models.payback_scores import with_budget
from ayne.models.slate_scores import joint_errors_of

logger = get_logger("forecasts")


@dataclass(frozen=True)
class Refit:
    """A model with what its forecasts are made with.

    `past` has one row per movie it was fitted on whose budget and gross are both known: its features, then `title`,
    `budget_usd`, `gross_usd` (nominal, cleaned: none in the wrong unit). `joint` is for sums of movies.
    `weights` say how much each feature matters; `settings` what the model was made of, and how features are built for
    it.
    """

    name: str
    fitted: Fitted
    calibration: Calibration | None
    payback: PaybackModel | None
    joint: JointErrors | None
    past: pl.DataFrame
    weights: Mapping[str, float]
    settings: RefitSettings


def refit(
    features: pl.DataFrame, target: pl.DataFrame, predictions: pl.DataFrame, *, name: str, params: Mapping[str, Any],
    settings: ForecastSettings, threads: int = 1, anchor: str | None = None,
) -> Refit:  # fmt: skip
    """Fit model `name` on what is known at the snapshot of `settings`, and calibrate on its forecasts known by then.

    `predictions` are the model's own, walk-forward and test, none of them fitted values. `anchor` is a feature that
    says what a movie has grossed already (`ayne.models.study`): only movies that have it are fitted on.
    """
    snapshot, days = settings.snapshot, settings.known_after_days
    features, target = features.sort("tmdb_id"), target.sort("tmdb_id")
    rows = _training_rows(target, snapshot, days)
    log_gross = target["ln_gross_real_received"].gather(rows).to_numpy()
    if anchor:
        log_gross = log_gross - features[anchor].gather(rows).to_numpy()
    estimator = load_estimator(name)
    fitted = estimator.fit(features[rows], log_gross, params=params, seed=settings.seed, threads=threads)
    past_forecasts = with_budget(predictions, target).filter(pl.col("release_date") + timedelta(days=days) <= snapshot)
    past_forecasts = past_forecasts.with_columns(
        band=pl.Series(bands_of(past_forecasts["budget_usd"]), dtype=pl.String)
    )
    logger.info(
        "%s fitted on %d movies known on %s, calibrated on %d forecasts",
        name,
        len(rows),
        snapshot,
        past_forecasts.height,
    )
    return Refit(
        name=name,
        fitted=fitted,
        calibration=calibration_of(past_forecasts),
        payback=fit_payback(past_forecasts, settings.payback_multiple),
        joint=joint_errors_of(past_forecasts),
        past=_past(features, target, rows),
        weights=_weights(name, fitted, features[rows]),
        settings=RefitSettings(model=name, params=dict(params), n_train=len(rows), **dict(settings)),
    )


def _training_rows(target: pl.DataFrame, snapshot: date, days: int) -> Positions:
    """Return the positions of the movies to fit on, by the same rule as each fold of the evaluation."""
    usable = target.select(pl.col("is_trained_on").fill_null(value=False)).to_series().to_numpy()
    rows = np.flatnonzero(known_on(target, snapshot, days) & usable)
    if len(rows) < MIN_TRAINING_MOVIES:
        raise DataError(f"only {len(rows)} results are known at the snapshot {snapshot}: too few to forecast from")
    return rows


def _past(features: pl.DataFrame, target: pl.DataFrame, rows: Positions) -> pl.DataFrame:
    facts = target[rows].select("title", "budget_usd", gross_usd="worldwide_gross_usd")
    movies = pl.concat([features[rows], facts], how="horizontal")
    return movies.filter(pl.col("budget_usd") > 0, pl.col("gross_usd") > 0)


def _weights(name: str, fitted: Fitted, features: pl.DataFrame) -> dict[str, float]:
    """Return each feature's mean |contribution| over an even sample of the movies fitted on."""
    sample = background_of(features)
    explained = contributions(name, fitted, sample, sample)
    return {
        column: float(np.abs(explained.by_feature[column].to_numpy()).mean()) for column in feature_columns(features)
    }
