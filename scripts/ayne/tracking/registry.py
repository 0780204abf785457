"""The registered model `ayne-worldwide-gross`: its versions are the champions and challengers of the studies.

The aliases `champion` and `challenger` follow `results/champion.json`, which was decided without MLflow.
"""

from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from ayne.artifacts.champion import Champion
from ayne.artifacts.importance import Importance
from ayne.artifacts.metrics import Metrics
from ayne.artifacts.payback import PaybackScores
from ayne.artifacts.registered import Registered, RegisteredVersion
from ayne.artifacts.run import Run
from ayne.core.files import copy_file
from ayne.core.logging import get_logger
from ayne.models.encoding import as_inputs
from ayne.models.estimator import load_estimator
from ayne.models.fit_figures import importance_figure, reliability_figure
from ayne.models.model_files import INTERVALS, METRICS, PREPROCESSING, load_model, write_sums
from ayne.tracking.fits import numbers
from ayne.tracking.model import EXAMPLE_ROWS, import_flavours, pandas_frame
from ayne.tracking.store import STORE, experiment, lies_elsewhere

logger = get_logger("tracking")

REGISTERED = "ayne-worldwide-gross"
CODE = Path(__file__).with_name("pyfunc.py")
DESCRIPTION = (
    "Worldwide gross of a movie from what is known before its release: ln of real US dollars, from feature columns as "
    "in results/features/. `champion` is what results/model/ holds, `challenger` who was compared with it."
)


def register_champion(champion: Champion, models: Path, features: pl.DataFrame, importance: Importance) -> Registered:
    """Register champion and challenger with their aliases, and complete their runs.

    `models` has a folder per model, with `run.json` and `payback.json`. A run that is no longer in the
    store, because its file was deleted, is logged and left alone.
    """
    names = {"champion": champion.model, "challenger": champion.challenger}
    registered = {}
    with experiment() as mlflow:
        client = mlflow.MlflowClient()
        for model in champion.walk_forward_rmse_log:
            _log_payback(mlflow, _run_id(client, models / model), PaybackScores.read(models / model / "payback.json"))
        _ensure_registered(client)
        for alias, name in names.items():
            run_id = _run_id(client, models / name) if name else None
            if name is None or run_id is None:
                continue
            with mlflow.start_run(run_id=run_id):
                if alias == "champion":
                    mlflow.log_figure(importance_figure(importance), "figures/importance.png")
                number = _log_version(mlflow, name, models / name, features, run_id)
            client.set_registered_model_alias(REGISTERED, alias, number)
            client.set_model_version_tag(REGISTERED, number, "reason", champion.reason)
            registered[alias] = RegisteredVersion(model=name, version=int(number), run_id=run_id)
        _log_decision(client, registered, champion)
    logger.info("%s: %s", REGISTERED, ", ".join(f"{alias} is {entry.model}" for alias, entry in registered.items()))
    return Registered(registered)


def _run_id(client: Any, folder: Path) -> str | None:
    """Return the id of a model's run, None where the store does not have it."""
    import mlflow
    from mlflow.exceptions import MlflowException

    run_id = Run.read(folder / "run.json").run_id
    if run_id is None:
        logger.warning("%s: its fit was not logged; `--forcerun log_runs` does it", folder.name)
        return None
    try:
        place = client.get_run(run_id).info.artifact_uri
    except MlflowException:
        logger.warning("%s: its run %s is not in the store; `--forcerun log_runs` logs it again", folder.name, run_id)
        return None
    if mlflow.get_tracking_uri() == STORE and lies_elsewhere(place):
        logger.warning("%s: the files of its run lie in %s; `--forcerun log_runs` logs it here", folder.name, place)
        return None
    return str(run_id)


def _log_payback(mlflow: Any, run_id: str | None, payback: PaybackScores) -> None:
    if run_id is None:
        return
    with mlflow.start_run(run_id=run_id):
        baseline = {f"baseline_{key}": value for key, value in numbers(payback.test.baseline).items()}
        scores = numbers(payback.test) | baseline
        mlflow.log_metrics({f"payback_{key}": value for key, value in scores.items()})
        mlflow.log_figure(reliability_figure(payback.reliability), "figures/calibration.png")


def _ensure_registered(client: Any) -> None:
    from mlflow.exceptions import MlflowException

    try:
        client.get_registered_model(REGISTERED)
    except MlflowException:
        client.create_registered_model(REGISTERED, description=DESCRIPTION)


def _log_version(mlflow: Any, name: str, folder: Path, features: pl.DataFrame, run_id: str) -> str:
    """Log a model with its preprocessing as one that takes feature columns; the number of its new version."""
    import_flavours()
    example = as_inputs(features.head(EXAMPLE_ROWS))
    with TemporaryDirectory() as temporary:
        copied = Path(temporary) / "model"
        files = [load_estimator(name).MODEL_FILE, PREPROCESSING, INTERVALS, METRICS]
        for file in files:
            copy_file(folder / file, copied / file)
        write_sums(copied, files)
        predicted = load_estimator(name).predict(load_model(copied).fitted, example)
        logged = mlflow.pyfunc.log_model(
            name="forecaster",
            python_model=str(CODE),
            artifacts={"model": str(copied)},
            signature=mlflow.models.infer_signature(pandas_frame(example), predicted),
            input_example=pandas_frame(example),
            pip_requirements=[f"ayne=={version('ayne')}"],
        )
    error = Metrics.read(folder / METRICS).test.rmse_log
    client = mlflow.MlflowClient()
    description = f"{client.get_run(run_id).info.run_name}: RMSE of ln(gross) {error:.3f} on the test movies"
    made = client.create_model_version(
        REGISTERED, logged.model_uri, run_id=run_id, model_id=logged.model_id, description=description
    )
    return str(made.version)


def _log_decision(client: Any, registered: dict[str, RegisteredVersion], champion: Champion) -> None:
    """Write on the study's own run which model is the champion, by how much, and why."""
    if "champion" not in registered:
        return
    run = client.get_run(registered["champion"].run_id)
    study = run.data.tags["mlflow.parentRunId"]
    for key in ("model", "challenger", "reason"):
        client.set_tag(study, f"champion.{key}", str(getattr(champion, key)))
    for key in ("test_rmse_log", "walk_forward_rmse_log", "test_coverage_80", "test_coverage_90"):
        if key in run.data.metrics:
            client.log_metric(study, f"champion_{key}", run.data.metrics[key])
