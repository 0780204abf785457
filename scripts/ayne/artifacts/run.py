"""`run.json`: where a fit stands in MLflow."""

from ayne.artifacts.artifact import Artifact


class Run(Artifact):
    """The whole file: the fit's run, and that of the study above it; None where the store failed."""

    run_id: str | None
    run_name: str | None
    experiment: str
    study_run_id: str | None
