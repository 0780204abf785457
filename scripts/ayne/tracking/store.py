"""Opens the MLflow store; whoever comes first creates it."""

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock

from ayne.core.garbage import keeping_garbage
from ayne.tracking.versions import explain_version
from ayne.tracking.view import experiment_tags

EXPERIMENT = "ayne"
DATABASE = Path("mlflow.db")
STORE = f"sqlite:///{DATABASE}"
LOCK = Path("mlflow.db.lock")
# For a server to answer at all.
PATIENCE_S = 5.0


def silent_store() -> str | None:
    """Say that the store named by MLFLOW_TRACKING_URI does not answer, if it is a server and none does.

    MLflow itself would try again for minutes without a word.
    """
    given = os.environ.get("MLFLOW_TRACKING_URI", "")
    server = urlsplit(given)
    if server.scheme not in {"http", "https"} or server.hostname is None:
        return None
    try:
        port = server.port or (443 if server.scheme == "https" else 80)
        socket.create_connection((server.hostname, port), PATIENCE_S).close()
    except (OSError, ValueError) as error:
        place = f"{server.scheme}://{server.hostname}{f':{server.port}' if server.port else ''}"
        return f"MLFLOW_TRACKING_URI: no server answers at {place}: {error}"
    return None


@contextmanager
@explain_version
def experiment() -> Iterator[Any]:
    """Yield the `mlflow` module with store and experiment set, both created where they are missing.

    Two processes that first open a fresh database break each other's migration, so one of them waits here.
    """
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2")
    with keeping_garbage():
        import mlflow

    # An environment that uv made has no pip, whose version MLflow would note beside each model.
    logging.getLogger("mlflow.utils.environment").setLevel(logging.ERROR)
    # MLflow keeps its store in the environment, where it would reach whatever this process starts next.
    previous, given = mlflow.get_tracking_uri(), os.environ.get("MLFLOW_TRACKING_URI")
    with FileLock(LOCK):
        mlflow.set_tracking_uri(given or STORE)
        if given is None and DATABASE.is_file():
            _leave_to_the_original(mlflow)
        opened = mlflow.set_experiment(EXPERIMENT)
        tags = experiment_tags(opened.experiment_id)
        if any(opened.tags.get(key) != value for key, value in tags.items()):
            mlflow.set_experiment_tags(tags)
    try:
        yield mlflow
    finally:
        mlflow.set_tracking_uri(previous)
        if given is None:
            os.environ.pop("MLFLOW_TRACKING_URI", None)


def lies_elsewhere(uri: str) -> bool:
    """Whether an artifact's place is a folder, and not below this one: the study was copied or moved.

    MLflow notes absolute paths, also where it is told relative ones: a copy would write to the original.
    """
    place = urlsplit(uri)
    return place.scheme in {"", "file"} and not Path(place.path).is_relative_to(Path.cwd())


def _leave_to_the_original(mlflow: Any) -> None:
    """Give the experiment of a copied or moved study another name, so that a new one is made in this folder."""
    client = mlflow.MlflowClient()
    experiment = client.get_experiment_by_name(EXPERIMENT)
    if experiment is not None and lies_elsewhere(experiment.artifact_location):
        client.rename_experiment(experiment.experiment_id, f"{EXPERIMENT}, {experiment.artifact_location}")
