"""Fit and predict fold by fold: the years before the test, then the test, each with intervals from the folds before."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from ayne.evaluation.bands import bands_of
from ayne.evaluation.intervals import Calibration, calibrate, interval_columns
from ayne.evaluation.splits import Fold
from ayne.models.estimator import Estimator, Fitted, Params
from ayne.models.study import Study


@dataclass(frozen=True)
class Evaluation:
    """One model with one choice of parameters, fitted on the final fold and scored on every fold.

    `predictions` has one row a scored movie: `tmdb_id, release_date, fold, split, band, budget_usd, actual_usd,
    actual_clean_usd, predicted_usd`, and both intervals; nominal US dollars.
    """

    params: Params
    fitted: Fitted
    calibration: Calibration | None
    predictions: pl.DataFrame

    @property
    def walk_forward(self) -> pl.DataFrame:
        """Predictions of the years before the test."""
        return self.predictions.filter(pl.col("split") == "walk_forward")

    @property
    def test(self) -> pl.DataFrame:
        """Predictions of the final test movies."""
        return self.predictions.filter(pl.col("split") == "test")


def walk_forward(study: Study, estimator: Estimator, params: Params) -> pl.DataFrame:
    """Refit for each year and predict it, oldest first; intervals from the residuals known when the year began."""
    predicted: list[pl.DataFrame] = []
    for fold in study.walk_forward:
        _, movies = fit_and_predict(study, fold, estimator, params)
        known = _known(predicted, fold.starts, study.known_after_days)
        predicted.append(with_intervals(movies, calibration_of(known)))
    return pl.concat(predicted)


def evaluate(study: Study, estimator: Estimator, params: Params, past: pl.DataFrame) -> Evaluation:
    """Fit on everything known when the test begins and predict the test, given the `walk_forward` predictions."""
    fitted, movies = fit_and_predict(study, study.final, estimator, params)
    calibration = calibration_of(_known([past], study.final.starts, study.known_after_days))
    test = with_intervals(movies, calibration)
    return Evaluation(params, fitted, calibration, pl.concat([past, test]).sort("split", "tmdb_id"))


def fit_and_predict(study: Study, fold: Fold, estimator: Estimator, params: Params) -> tuple[Fitted, pl.DataFrame]:
    """Fit on the fold's training movies and predict its scored ones, without intervals."""
    log_gross = study.target["ln_gross_real_received"].gather(fold.train).to_numpy()
    fitted = estimator.fit(study.features[fold.train], log_gross, params=params, seed=study.seed, threads=study.threads)
    log_real = estimator.predict(fitted, study.features[fold.score])
    return fitted, _predictions(study.target[fold.score], fold, log_real)


def calibration_of(predictions: pl.DataFrame) -> Calibration | None:
    """Calibrate on the residuals of predictions that were made before their result was known."""
    residuals = predictions.select((pl.col("actual_usd") / pl.col("predicted_usd")).log()).to_series()
    return calibrate(residuals.to_numpy(), predictions["band"].to_list())


def with_intervals(movies: pl.DataFrame, calibration: Calibration | None) -> pl.DataFrame:
    """Add `lower_80, upper_80, lower_90, upper_90`; null without a calibration."""
    columns = interval_columns(movies["predicted_usd"].to_numpy(), movies["band"].to_list(), calibration)
    return movies.with_columns(pl.Series(name, values).fill_nan(None) for name, values in columns.items())


def _predictions(movies: pl.DataFrame, fold: Fold, log_real: npt.NDArray[np.float64]) -> pl.DataFrame:
    return movies.select(
        "tmdb_id",
        "release_date",
        fold=pl.lit(fold.name),
        split=pl.lit("test" if fold.name == "test" else "walk_forward"),
        band=pl.Series(bands_of(movies["budget_received_usd"]), dtype=pl.String),
        actual_usd=pl.col("revenue_received_usd").cast(pl.Float64),
        actual_clean_usd=pl.when("is_scored_clean").then(pl.col("worldwide_gross_usd").cast(pl.Float64)),
        predicted_usd=pl.Series(np.exp(log_real)) / pl.col("deflator"),
    )


def _known(predicted: list[pl.DataFrame], day: date, known_after_days: int) -> pl.DataFrame:
    if not predicted:
        return pl.DataFrame(schema={"actual_usd": pl.Float64, "predicted_usd": pl.Float64, "band": pl.String})
    return pl.concat(predicted).filter(pl.col("release_date") + timedelta(days=known_after_days) <= day)
