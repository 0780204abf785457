"""The MLflow run of a whole study, under which those of its models are nested."""

from typing import Any

from filelock import FileLock

from ayne.tracking.context import RunContext
from ayne.tracking.store import EXPERIMENT, LOCK

PARENT = "mlflow.parentRunId"
NOTE = "mlflow.note.content"


def study_run(mlflow: Any, context: RunContext) -> str:
    """Return the id of the study's run: of the same data, features and snapshot there is one, made by the first fit.

    Its models' runs may be of other code or other parameters: comparing them says what changed, and whether it helped.
    """
    client = mlflow.MlflowClient()
    experiment_id = client.get_experiment_by_name(EXPERIMENT).experiment_id
    # The models of a study are fitted at the same time: one of them makes its run.
    with FileLock(LOCK):
        runs = client.search_runs([experiment_id], f"tags.whole_study = '{context.study}'", max_results=1)
        if runs:
            return str(runs[0].info.run_id)
        return _make(client, experiment_id, context)


def _make(client: Any, experiment_id: str, context: RunContext) -> str:
    name = f"{context.catalogue_source} · {context.feature_set} · {context.snapshot}"
    note = (
        f"Movies of the {context.catalogue_source} catalogue as of {context.snapshot}, features "
        f"`{context.feature_set}`, data {context.data_hash}. Select models below and press Compare: `test_…` scores "
        "are on movies that no model saw, `fold_…` on each year before, `baseline_…` without any model."
    )
    tags = context.tags | {"whole_study": context.study, NOTE: note, "mlflow.source.name": "results/model"}
    run = client.create_run(experiment_id, tags=tags, run_name=name)
    client.set_terminated(run.info.run_id)
    return str(run.info.run_id)
