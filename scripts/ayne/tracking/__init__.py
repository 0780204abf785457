"""MLflow: a run for each study, under it one for each model, under that one for each trial; and the model registry.

A side effect, never an input of the workflow. The store is `mlflow.db` in the working directory, where `mlflow ui`
looks by itself; MLFLOW_TRACKING_URI moves it. No module outside of this package imports mlflow.
"""

from ayne.tracking.context import RunContext, git_commit, run_context
from ayne.tracking.fits import log_fit
from ayne.tracking.store import experiment

__all__ = ["RunContext", "experiment", "git_commit", "log_fit", "run_context"]
