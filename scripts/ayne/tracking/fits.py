"""A fitted model as a run, its trials as runs below it, its study as the run above it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ayne.artifacts.artifact import Part
from ayne.artifacts.metrics import Metrics
from ayne.artifacts.run import Run
from ayne.models.encoding import as_inputs
from ayne.models.estimator import flat_params
from ayne.models.fit_figures import coverage_figure, residual_figure
from ayne.models.search import Trial
from ayne.models.study import Study
from ayne.models.training import TrainedModel
from ayne.tracking.context import RunContext
from ayne.tracking.model import log_model
from ayne.tracking.store import EXPERIMENT, experiment
from ayne.tracking.studies import PARENT, study_run

ARTIFACTS = ("metrics.json", "intervals.json", "preprocessing.cloudpickle", "predictions.parquet")


def log_fit(trained: TrainedModel, study: Study, folder: Path, context: RunContext) -> Run:
    """Log one fitted model whose files are in `folder`; where it stands in MLflow."""
    name = f"{trained.name} · {context.feature_set} · {context.snapshot}"
    with experiment() as mlflow:
        parent = study_run(mlflow, context)
        with mlflow.start_run(run_name=name, tags=_tags(trained, context) | {PARENT: parent}) as run:
            mlflow.log_params(
                flat_params(trained.evaluation.params) | {"seed": study.seed, "n_trials": len(trained.trials)}
            )
            _log_metrics(mlflow, trained.metrics)
            _log_files(mlflow, trained, folder)
            _log_data(mlflow, study, context)
            log_model(mlflow, trained, study, folder)
        _log_trials(mlflow, trained, run.info.run_id, context)
    return Run(run_id=run.info.run_id, run_name=name, experiment=EXPERIMENT, study_run_id=parent)


def _tags(trained: TrainedModel, context: RunContext) -> dict[str, str]:
    # MLflow would name the file that Snakemake makes of the script for each job.
    return {"model": trained.name, "mlflow.source.name": "scripts/fit_model.py"} | context.tags


def _log_metrics(mlflow: Any, metrics: Metrics) -> None:
    """Log `test_…`, `test_clean_…` and `walk_forward_…` once, and `fold_…` with the fold's year as its step."""
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
    mlflow.log_metrics(flat)
    for fold in metrics.walk_forward.folds:
        scores = {f"fold_{key}": value for key, value in numbers(fold).items()}
        mlflow.log_metrics(scores, step=fold.from_.year)


def numbers(scores: Part) -> dict[str, float]:
    """Return the fields that are numbers, by name."""
    return {key: float(value) for key, value in scores if isinstance(value, int | float)}


def _log_trials(mlflow: Any, trained: TrainedModel, parent: str, context: RunContext) -> None:
    """Log each choice of parameters that was tried as a run below the model's, where there was more than one."""
    if len(trained.trials) < 2:
        return
    client = mlflow.MlflowClient()
    experiment_id = client.get_experiment_by_name(EXPERIMENT).experiment_id
    chosen = trained.evaluation.params
    for number, trial in enumerate(trained.trials, start=1):
        tags = _tags(trained, context) | {PARENT: parent, "trial": str(number), "chosen": str(trial.params == chosen)}
        name = f"{trained.name} · trial {number:02d}"
        run_id = client.create_run(experiment_id, tags=tags, run_name=name).info.run_id
        client.log_batch(run_id, metrics=_trial_metrics(mlflow, trial), params=_as_params(mlflow, trial.params))
        client.set_terminated(run_id)


def _trial_metrics(mlflow: Any, trial: Trial) -> Sequence[Any]:
    return [mlflow.entities.Metric("walk_forward_rmse_log", trial.rmse_log, 0, 0)]


def _as_params(mlflow: Any, params: Mapping[str, Any]) -> Sequence[Any]:
    return [mlflow.entities.Param(key, str(value)) for key, value in flat_params(params).items()]


def _log_files(mlflow: Any, trained: TrainedModel, folder: Path) -> None:
    for name in ARTIFACTS:
        mlflow.log_artifact(str(folder / name))
    trials = [{"params": trial.params, "walk_forward_rmse_log": trial.rmse_log} for trial in trained.trials]
    mlflow.log_dict({"trials": trials}, "trials.json")
    mlflow.log_figure(residual_figure(trained.evaluation.test), "figures/residuals.png")
    mlflow.log_figure(coverage_figure(trained.metrics), "figures/coverage.png")


def _log_data(mlflow: Any, study: Study, context: RunContext) -> None:
    """Log which movies the model was fitted on and which it was tested on."""
    for use, rows in (("training", study.final.train), ("testing", study.final.score)):
        inputs = as_inputs(study.features[rows])
        # MLflow takes two of one name and digest for one.
        name = f"{context.feature_set} · {use}"
        dataset = mlflow.data.from_polars(inputs, name=name, digest=context.data_hash[:12])
        mlflow.log_input(dataset, context=use)
