"""Fit and predict fold by fold: the years before the test, then the test, each with intervals from the folds before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from ayne.artifacts.intervals import Calibration
from ayne.core.arrays import Floats
from ayne.evaluation.bands import bands_of
from ayne.evaluation.intervals import calibrate, interval_columns
from ayne.evaluation.splits import Fold
from ayne.models.amounts import nominal_usd
from ayne.models.estimator import Estimator, Fitted, Params, fit_estimator
from ayne.models.study import Study


@dataclass(frozen=True)
class Evaluation:
    """One model with one choice of parameters, fitted on the final fold and scored on every fold.

    `predictions` has one row per scored movie: `tmdb_id, release_date, fold, split, band, budget_usd, actual_usd,
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
    return year_by_year(study, lambda fold: fit_and_predict(study, fold, estimator, params)[1])


def year_by_year(study: Study, predict: Callable[[Fold], pl.DataFrame]) -> pl.DataFrame:
    """Lay intervals around the predictions of each walk-forward year, from the residuals known when it began."""
    predicted: list[pl.DataFrame] = []
    for fold in study.walk_forward:
        movies = predict(fold)
        predicted.append(with_intervals(movies, calibration_of(known_by(study, predicted, fold.starts))))
    return pl.concat(predicted)


def evaluate(study: Study, estimator: Estimator, params: Params, past: pl.DataFrame) -> Evaluation:
    """Fit on everything known when the test begins and predict the test, given the `walk_forward` predictions."""
    fitted, movies = fit_and_predict(study, study.final, estimator, params)
    return assemble(study, params, fitted, past, movies)


def assemble(study: Study, params: Params, fitted: Fitted, past: pl.DataFrame, movies: pl.DataFrame) -> Evaluation:
    """Lay intervals around the predicted test `movies`, from the walk-forward residuals known when the test begins."""
    calibration = calibration_of(known_by(study, [past], study.final.starts))
    test = with_intervals(movies, calibration)
    return Evaluation(params, fitted, calibration, pl.concat([past, test]).sort("split", "tmdb_id"))


def fit_and_predict(study: Study, fold: Fold, estimator: Estimator, params: Params) -> tuple[Fitted, pl.DataFrame]:
    """Fit on the fold's training movies and predict its scored ones, without intervals."""
    log_gross = study.target["ln_gross_real_received"].gather(fold.train).to_numpy() - study.grossed(fold.train)
    movies = study.features[fold.train]
    fitted = fit_estimator(estimator, movies, log_gross, params=params, seed=study.seed, threads=study.threads)
    log_real = estimator.predict(fitted, study.features[fold.score]) + study.grossed(fold.score)
    return fitted, fold_predictions(study, fold, log_real)


def calibration_of(predictions: pl.DataFrame) -> Calibration | None:
    """Calibrate on the residuals of predictions that were made before their result was known."""
    predicted, budget = _amounts(predictions)
    return calibrate(residuals_of(predictions), predictions["band"].to_list(), predicted, budget)


def residuals_of(predictions: pl.DataFrame) -> Floats:
    """Return ln actual minus ln predicted."""
    return predictions.select((pl.col("actual_usd") / pl.col("predicted_usd")).log()).to_series().to_numpy()


def with_intervals(movies: pl.DataFrame, calibration: Calibration | None) -> pl.DataFrame:
    """Add `lower_80, upper_80, lower_90, upper_90`; null without a calibration.

    Reads `predicted_usd`, `band` and `budget_usd`, as received, null where it is unknown.
    """
    predicted, budget = _amounts(movies)
    columns = interval_columns(predicted, movies["band"].to_list(), budget, calibration)
    return movies.with_columns(pl.Series(name, values).fill_nan(None) for name, values in columns.items())


def fold_predictions(study: Study, fold: Fold, log_real: Floats) -> pl.DataFrame:
    """Put ln real gross, predicted for the fold's scored movies, beside what they earned, in nominal US dollars."""
    movies = study.target[fold.score]
    return movies.select(
        "tmdb_id",
        "release_date",
        fold=pl.lit(fold.name),
        split=pl.lit("test" if fold.name == "test" else "walk_forward"),
        band=pl.Series(bands_of(movies["budget_received_usd"]), dtype=pl.String),
        budget_usd=pl.col("budget_received_usd").cast(pl.Float64),
        actual_usd=pl.col("revenue_received_usd").cast(pl.Float64),
        actual_clean_usd=pl.when("is_scored_clean").then(pl.col("worldwide_gross_usd").cast(pl.Float64)),
        predicted_usd=nominal_usd(log_real, movies["deflator"]),
    )


def known_by(study: Study, predicted: list[pl.DataFrame], day: date) -> pl.DataFrame:
    """Return the predictions whose result had become known by `day`."""
    if not predicted:
        columns = ("actual_usd", "predicted_usd", "budget_usd")
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.Float64) | {"band": pl.String})
    return pl.concat(predicted).filter(pl.col("release_date") + timedelta(days=study.known_after_days) <= day)


def _amounts(movies: pl.DataFrame) -> tuple[Floats, Floats]:
    """Predicted gross and budget; NaN for an unknown budget."""
    budget = movies["budget_usd"].cast(pl.Float64).fill_null(float("nan"))
    return movies["predicted_usd"].to_numpy(), budget.to_numpy()
