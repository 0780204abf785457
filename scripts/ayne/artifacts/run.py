"""`run.json`: where a fit stands in MLflow."""

from ayne.artifacts.artifact import Artifact


class Run(Artifact):
    """The whole file: the fit's run, and that of the study above it."""

    run_id: str
    run_name: str
    experiment: str
    study_run_id: str
