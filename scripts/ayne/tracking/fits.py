"""Logs a fitted model as a run, with the runs of its trials nested below, from its files alone."""

import time
from collections.abc import Mapping, Sequence
from itertools import batched
from pathlib import Path
from typing import Any

import polars as pl

from ayne.artifacts.artifact import FrozenModel
from ayne.artifacts.metrics import Metrics
from ayne.artifacts.run import Run
from ayne.artifacts.trials import Trials
from ayne.models.encoding import as_inputs
from ayne.models.estimator import flat_params
from ayne.models.fit_figures import coverage_figure, residual_figure
from ayne.models.model_files import METRICS, PREDICTIONS, TRIALS
from ayne.models.study import Study
from ayne.tracking.context import RunContext
from ayne.tracking.model import log_model
from ayne.tracking.store import EXPERIMENT
from ayne.tracking.studies import PARENT, study_run
from ayne.tracking.view import SCORES

ARTIFACTS = ("metrics.json", "intervals.json", "preprocessing.cloudpickle", "predictions.parquet", "trials.json")
# That MLflow takes at once.
MOST_METRICS = 1000


def log_fit(mlflow: Any, study: Study, folder: Path, context: RunContext, *, seconds: float | None = None) -> Run:
    """Log the model in `folder`, which was fitted in so many seconds, to the open store; where it stands there."""
    metrics, trials = Metrics.read(folder / METRICS), Trials.read(folder / TRIALS)
    # MLflow would name the file that Snakemake makes of the script for each job.
    tags = {"model": metrics.model, "mlflow.source.name": "scripts/fit_model.py"} | context.tags
    name = f"{metrics.model} · {context.feature_set} · {context.snapshot}"
    parent = study_run(mlflow, context)
    with mlflow.start_run(run_name=name, tags=tags | {PARENT: parent}) as run:
        mlflow.log_params(flat_params(metrics.params) | {"seed": metrics.seed, "n_trials": len(trials.trials)})
        _log_metrics(mlflow, run.info.run_id, metrics)
        _log_files(mlflow, folder, metrics)
        _log_data(mlflow, study, context)
        log_model(mlflow, metrics.model, study, folder)
    set_duration(mlflow, run.info.run_id, seconds)
    if len(trials.trials) > 1:
        _log_trials(mlflow, trials, metrics, tags | {PARENT: run.info.run_id})
    return Run(run_id=run.info.run_id, run_name=name, experiment=EXPERIMENT, study_run_id=parent)


def set_duration(mlflow: Any, run_id: str, seconds: float | None) -> None:
    """Let a run last as long as what it tells of, instead of as long as it took to log."""
    if seconds is not None:
        client = mlflow.MlflowClient()
        began = client.get_run(run_id).info.start_time
        client.set_terminated(run_id, end_time=began + round(1000 * seconds))


def _log_metrics(mlflow: Any, run_id: str, metrics: Metrics) -> None:
    """Log `test_…`, `test_clean_…` and `walk_forward_…` once, and `fold_…` with the fold's year as its step.

    The chief scores are the first, as MLflow's comparison of runs begins with what was logged first.
    """
    flat = {
        f"{block}_{key}": value
        for block, scores in (
            ("test", metrics.test),
            ("test_clean", metrics.test_clean),
            ("walk_forward", metrics.walk_forward.overall),
        )
        for key, value in numbers(scores).items()
    }
    flat |= {f"baseline_{name}_test_rmse_log": scores.rmse_log for name, scores in metrics.baselines.items()}
    chief = [key for key in SCORES if key in flat]
    values = [(key, flat[key], 0) for key in dict.fromkeys([*chief, *flat])]
    for fold in metrics.walk_forward.folds:
        values += [(f"fold_{key}", value, fold.from_.year) for key, value in numbers(fold).items()]
    now = round(1000 * time.time())
    entries = (mlflow.entities.Metric(key, value, now, step) for key, value, step in values)
    for batch in batched(entries, MOST_METRICS):
        mlflow.MlflowClient().log_batch(run_id, metrics=batch)


def numbers(scores: FrozenModel) -> dict[str, float]:
    """Return the fields that are numbers, by name."""
    return {key: float(value) for key, value in scores if isinstance(value, int | float)}


def _log_trials(mlflow: Any, trials: Trials, metrics: Metrics, tags: Mapping[str, str]) -> None:
    """Log each choice of parameters that was tried as a run below the model's."""
    client = mlflow.MlflowClient()
    experiment_id = client.get_experiment_by_name(EXPERIMENT).experiment_id
    for number, trial in enumerate(trials.trials, start=1):
        own = {"trial": str(number), "chosen": str(trial.params == metrics.params)}
        name = f"{metrics.model} · trial {number:02d}"
        run_id = client.create_run(experiment_id, tags={**tags, **own}, run_name=name).info.run_id
        score = mlflow.entities.Metric("walk_forward_rmse_log", trial.walk_forward_rmse_log, 0, 0)
        client.log_batch(run_id, metrics=[score], params=_as_params(mlflow, trial.params))
        client.set_terminated(run_id)


def _as_params(mlflow: Any, params: Mapping[str, Any]) -> Sequence[Any]:
    return [mlflow.entities.Param(key, str(value)) for key, value in flat_params(params).items()]


def _log_files(mlflow: Any, folder: Path, metrics: Metrics) -> None:
    for name in ARTIFACTS:
        mlflow.log_artifact(str(folder / name))
    test = pl.read_parquet(folder / PREDICTIONS).filter(pl.col("split") == "test")
    mlflow.log_figure(residual_figure(test), "figures/residuals.png")
    mlflow.log_figure(coverage_figure(metrics), "figures/coverage.png")


def _log_data(mlflow: Any, study: Study, context: RunContext) -> None:
    """Log which movies the model was fitted on and which it was tested on."""
    for use, rows in (("training", study.final.train), ("testing", study.final.score)):
        inputs = as_inputs(study.features[rows])
        # MLflow takes two of one name and digest for one.
        name = f"{context.feature_set} · {use}"
        dataset = mlflow.data.from_polars(inputs, name=name, digest=context.data_hash[:12])
        mlflow.log_input(dataset, context=use)
