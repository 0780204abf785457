"""The store, opened: made by the first who comes."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from ayne.tracking.versions import explain_version
from ayne.tracking.view import experiment_tags

EXPERIMENT = "ayne"
STORE = "sqlite:///mlflow.db"
LOCK = Path("mlflow.db.lock")


@contextmanager
@explain_version
def experiment() -> Iterator[Any]:
    """Yield the `mlflow` module with store and experiment set, both created where they are missing.

    Two processes that first open a fresh database break each other's migration, so one of them waits here.
    """
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    import mlflow

    # An environment that uv made has no pip, whose version MLflow would note beside each model.
    logging.getLogger("mlflow.utils.environment").setLevel(logging.ERROR)
    # MLflow keeps its store in the environment, where it would reach whatever this process starts next.
    previous, given = mlflow.get_tracking_uri(), os.environ.get("MLFLOW_TRACKING_URI")
    with FileLock(LOCK):
        mlflow.set_tracking_uri(given or STORE)
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
