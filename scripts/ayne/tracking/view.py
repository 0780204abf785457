"""What MLflow's pages show of the experiment: a description, and a view with the scores of all models."""

import json

VIEW = "models"
SCORES = (
    "walk_forward_rmse_log",
    "test_rmse_log",
    "test_clean_rmse_log",
    "test_within_factor_2",
    "test_coverage_80",
    "payback_brier",
)


def view_path(experiment_id: str) -> str:
    """Return where the view is, below the server's address."""
    return f"#/experiments/{experiment_id}/runs?viewStateShareKey={VIEW}"


def experiment_tags(experiment_id: str) -> dict[str, str]:
    """Return the tags by which MLflow's pages describe the experiment and find the view."""
    note = (
        f"Every fit of the study: [all models with their scores]({view_path(experiment_id)}), the lowest walk-forward "
        "error first. A run's *Artifacts* have its figures; select two runs and press *Compare*."
    )
    return {
        # so that the UI opens on training runs instead of on traces of language models
        "mlflow.experimentKind": "custom_model_development",
        "mlflow.note.content": note,
        f"mlflow.sharedViewState.{VIEW}": json.dumps(_view(), sort_keys=True),
    }


def _view() -> dict[str, object]:
    """Return the state of the page of runs: neither studies nor trials have both of the first two scores."""
    return {
        "searchFilter": " and ".join(f"metrics.{score} > 0" for score in SCORES[:2]),
        "orderByKey": f"metrics.`{SCORES[0]}`",
        "orderByAsc": True,
        "selectedColumns": ["attributes.`Created`", *(f"metrics.`{score}`" for score in SCORES)],
    }
