"""One model from its settings to its files: search, walk-forward, final fit, scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from ayne.artifacts.artifact import write_optional
from ayne.artifacts.metrics import Metrics
from ayne.artifacts.trials import Trials, TrialScore
from ayne.core.files import write_parquet
from ayne.core.logging import get_logger
from ayne.models.backtest import Evaluation, evaluate, walk_forward
from ayne.models.blending import evaluate_blend, read_members
from ayne.models.estimator import BASELINES, Estimator, is_blend, load_estimator
from ayne.models.metrics import model_metrics
from ayne.models.model_files import (
    INTERVALS,
    METRICS,
    PREDICTIONS,
    PREPROCESSING,
    TRIALS,
    write_fitted,
    write_sums,
)
from ayne.models.search import Trial, best_of, search_settings
from ayne.models.space import combinations
from ayne.models.study import Study

logger = get_logger("fit_model")

PREDICTION_COLUMNS = (
    "tmdb_id", "release_date", "actual_usd", "predicted_usd", "lower_80", "upper_80", "lower_90", "upper_90", "split",
)  # fmt: skip


@dataclass(frozen=True)
class TrainedModel:
    """A model with its scores; `trials` are the parameters that were tried, in order."""

    name: str
    estimator: Estimator
    evaluation: Evaluation
    metrics: Metrics
    trials: list[Trial]


def fit_model(
    study: Study, name: str, *, params: Mapping[str, Any], feature_set: str, members: Sequence[Path] = (),
    n_trials: int = 0, journal: Path | None = None, tried: Sequence[Trial] = (),
) -> TrainedModel:  # fmt: skip
    """Choose parameters by walk-forward, fit on all that is known when the test begins, score the test once.

    `params` are fixed values, or lists of choices, or with `n_trials` ranges as well; what is not named keeps the
    model's default. A blend is made of the models whose folders are `members`, and tries nothing. Where the search is
    done, `tried` are its trials.
    """
    estimator = load_estimator(name)
    if is_blend(estimator):
        combinations(name, estimator.DEFAULTS, params)
        evaluation, trials = evaluate_blend(study, read_members(members))
    else:
        best, trials = (
            best_of(tried)
            if tried
            else search_settings(study, estimator, name, params=params, n_trials=n_trials, journal=journal)
        )
        past = walk_forward(study, estimator, best.params) if best.predictions is None else best.predictions
        evaluation = evaluate(study, estimator, best.params, past)
    return scored_model(study, name, evaluation, trials, feature_set=feature_set)


def scored_model(
    study: Study, name: str, evaluation: Evaluation, trials: list[Trial], *, feature_set: str
) -> TrainedModel:
    """Score an evaluated model beside the baselines."""
    baselines = {baseline: _baseline(study, baseline) for baseline in BASELINES}
    metrics = model_metrics(name, feature_set, study, evaluation, baselines)
    logger.info("%s: test rmse_log %.4f on %d movies", name, metrics.test.rmse_log, metrics.test.n)
    return TrainedModel(name, load_estimator(name), evaluation, metrics, trials)


def write_model(trained: TrainedModel, folder: Path) -> None:
    """Write model, preprocessing, `intervals.json`, `predictions.parquet`, `metrics.json`, `trials.json`, sums."""
    write_fitted(trained.estimator, trained.evaluation.fitted, folder)
    write_optional(trained.evaluation.calibration, folder / INTERVALS)
    write_parquet(predictions_table(trained.evaluation), folder / PREDICTIONS)
    trained.metrics.write(folder / METRICS)
    tried = (TrialScore(params=trial.params, walk_forward_rmse_log=trial.rmse_log) for trial in trained.trials)
    Trials(trials=tuple(tried)).write(folder / TRIALS)
    write_sums(folder, [trained.estimator.MODEL_FILE, PREPROCESSING, INTERVALS, PREDICTIONS, METRICS, TRIALS])


def predictions_table(evaluation: Evaluation) -> pl.DataFrame:
    """Return the content of `predictions.parquet`: nominal US dollars, sorted by split and `tmdb_id`."""
    return evaluation.predictions.select(PREDICTION_COLUMNS).sort("split", "tmdb_id")


@lru_cache(maxsize=2 * len(BASELINES))
def _baseline(study: Study, name: str) -> Evaluation:
    """Evaluate a baseline, once for all models that a process fits in a study."""
    estimator = load_estimator(name)
    return evaluate(study, estimator, estimator.DEFAULTS, walk_forward(study, estimator, estimator.DEFAULTS))
