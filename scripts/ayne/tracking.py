"""MLflow: each fitted model as a run of the experiment "ayne". A side effect, never an input of the workflow.

The store is `mlflow.db` in the working directory, where `mlflow ui` looks by itself; MLFLOW_TRACKING_URI moves it.
"""

import importlib
import logging
import os
import subprocess
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock

from ayne.core.files import sha256_file
from ayne.core.logging import get_logger
from ayne.models.boosting import Boosted
from ayne.models.encoding import as_inputs, encode
from ayne.models.figures import coverage_figure, residual_figure
from ayne.models.study import Study
from ayne.models.training import TrainedModel

logger = get_logger("tracking")

EXPERIMENT = "ayne"
STORE = "sqlite:///mlflow.db"
LOCK = Path("mlflow.db.lock")
EXAMPLE_ROWS = 5
ARTIFACTS = ("metrics.json", "intervals.json", "preprocessing.cloudpickle", "predictions.parquet")
# Given by hand, as MLflow would otherwise load the model in a second process to find them out.
REQUIREMENTS = {".ubj": "xgboost", ".joblib": "scikit-learn"}

# Types outside of the default list of skops that our own scikit-learn models hold.
TRUSTED = ["numpy.dtype", "sklearn.tree._tree.Tree"]


@dataclass(frozen=True)
class RunContext:
    """What makes two runs comparable: each becomes a tag."""

    feature_set: str
    snapshot: str
    catalogue_source: str
    data_hash: str
    code_hash: str
    git_commit: str


def log_fit(trained: TrainedModel, study: Study, folder: Path, context: RunContext) -> dict[str, str]:
    """Log one fitted model whose files are in `folder`; the content of `run.json`."""
    name = f"{trained.name} · {context.feature_set} · {context.snapshot}"
    with experiment() as mlflow, mlflow.start_run(run_name=name, tags=_tags(trained, context)) as run:
        mlflow.log_params(dict(trained.evaluation.params) | {"seed": study.seed, "n_trials": len(trained.trials)})
        _log_metrics(mlflow, trained.metrics)
        _log_files(mlflow, trained, folder)
        _log_data(mlflow, study, context)
        _log_model(mlflow, trained, study, folder)
        return {"run_id": run.info.run_id, "run_name": name, "experiment": EXPERIMENT}


@contextmanager
def experiment() -> Iterator[Any]:
    """Yield the `mlflow` module with store and experiment set, both created where they are missing.

    Two processes that first open a fresh database break each other's migration, so one of them waits here.
    """
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    import mlflow

    # An environment that uv made has no pip, whose version MLflow would note beside each model.
    logging.getLogger("mlflow.utils.environment").setLevel(logging.ERROR)
    # MLflow keeps its store in the environment, where it would reach whatever this process starts next.
    previous, given = mlflow.get_tracking_uri(), os.environ.get("MLFLOW_TRACKING_URI")
    with FileLock(LOCK):
        mlflow.set_tracking_uri(given or STORE)
        mlflow.set_experiment(EXPERIMENT)
        # so that the UI opens on training runs instead of on traces of language models
        mlflow.set_experiment_tag("mlflow.experimentKind", "custom_model_development")
    try:
        yield mlflow
    finally:
        mlflow.set_tracking_uri(previous)
        if given is None:
            os.environ.pop("MLFLOW_TRACKING_URI", None)


def run_context(
    *, inputs: Sequence[Path], code: Mapping[str, str], feature_set: str, snapshot: str, catalogue_source: str
) -> RunContext:
    """Hash what a model is fitted on: the content of `inputs`, and the hashes of `code` by module."""
    return RunContext(
        feature_set=feature_set,
        snapshot=snapshot,
        catalogue_source=catalogue_source,
        data_hash=_digest(*(sha256_file(path) for path in inputs)),
        code_hash=_digest(*(f"{module} {code[module]}" for module in sorted(code))),
        git_commit=git_commit(Path(__file__).parent),
    )


def git_commit(folder: Path) -> str:
    """Return the commit checked out in `folder`, with `+` where files differ from it; "unknown" outside of git."""
    commit, changes = _git(folder, "rev-parse", "HEAD"), _git(folder, "status", "--porcelain")
    return "unknown" if commit is None else commit + ("+" if changes else "")


def _tags(trained: TrainedModel, context: RunContext) -> dict[str, str]:
    # MLflow would name the file that Snakemake makes of the script for each job.
    source = {"model": trained.name, "mlflow.source.name": "scripts/fit_model.py"}
    return source | {key: str(value) for key, value in asdict(context).items()}


def _log_metrics(mlflow: Any, metrics: Mapping[str, Any]) -> None:
    """Log `test_…`, `test_clean_…` and `walk_forward_…` once, and `fold_…` with the fold's year as its step."""
    flat = {
        f"{block}_{key}": value
        for block, scores in (
            ("test", metrics["test"]),
            ("test_clean", metrics["test_clean"]),
            ("walk_forward", metrics["walk_forward"]["overall"]),
        )
        for key, value in _numbers(scores).items()
    }
    flat |= {f"baseline_{name}_test_rmse_log": scores["rmse_log"] for name, scores in metrics["baselines"].items()}
    mlflow.log_metrics(flat)
    for fold in metrics["walk_forward"]["folds"]:
        scores = {f"fold_{key}": value for key, value in _numbers(fold).items()}
        mlflow.log_metrics(scores, step=int(fold["from"][:4]))


def _numbers(scores: Mapping[str, Any]) -> dict[str, float]:
    return {key: float(value) for key, value in scores.items() if isinstance(value, int | float)}


def _log_files(mlflow: Any, trained: TrainedModel, folder: Path) -> None:
    for name in ARTIFACTS:
        mlflow.log_artifact(str(folder / name))
    trials = [{"params": trial.params, "walk_forward_rmse_log": trial.rmse_log} for trial in trained.trials]
    mlflow.log_dict({"trials": trials}, "trials.json")
    mlflow.log_figure(residual_figure(trained.evaluation.test), "figures/residuals.png")
    mlflow.log_figure(coverage_figure(trained.metrics), "figures/coverage.png")


def _log_data(mlflow: Any, study: Study, context: RunContext) -> None:
    train = as_inputs(study.features[study.final.train])
    dataset = mlflow.data.from_polars(train, name=context.feature_set, digest=context.data_hash[:12])
    mlflow.log_input(dataset, context="training")


def _log_model(mlflow: Any, trained: TrainedModel, study: Study, folder: Path) -> None:
    """Log the estimator in its own flavour, on the encoded matrix; one that MLflow has no flavour for is its file."""
    suffix = Path(trained.estimator.MODEL_FILE).suffix
    fitted = trained.evaluation.fitted
    if suffix not in REQUIREMENTS or isinstance(fitted.model, Boosted):
        mlflow.log_artifact(str(folder / trained.estimator.MODEL_FILE))
        return
    _import_flavours()
    example = _example(trained, study)
    predicted = trained.estimator.predict(fitted, study.features[study.final.score[:EXAMPLE_ROWS]])
    options = {
        "name": "model",
        "signature": mlflow.models.infer_signature(example, predicted),
        "input_example": example,
        "pip_requirements": [f"{REQUIREMENTS[suffix]}=={version(REQUIREMENTS[suffix])}"],
    }
    if suffix == ".ubj":
        # Alone, the booster forecasts what its base margin, a line through ln(budget), leaves open.
        options |= {"metadata": {"base_margin": fitted.model.attributes()}}
        mlflow.xgboost.log_model(fitted.model, model_format="ubj", **options)
    else:
        options |= {"serialization_format": "skops", "skops_trusted_types": TRUSTED}
        mlflow.sklearn.log_model(fitted.model, **options)


def _import_flavours() -> None:
    with warnings.catch_warnings():
        # MLflow warns of its own type hints when its pyfunc module is first imported.
        warnings.filterwarnings("ignore", message=".*Any type hint is inferred as AnyType", category=UserWarning)
        importlib.import_module("mlflow.pyfunc")


def _example(trained: TrainedModel, study: Study) -> Any:
    import pandas as pd  # type: ignore[import-untyped, unused-ignore]

    rows = encode(trained.evaluation.fitted.encoder, study.features[study.final.score[:EXAMPLE_ROWS]])
    # MLflow compares the column names with a range, which pandas 3 warns of unless they are plain objects.
    return pd.DataFrame(rows.to_numpy(), columns=pd.Index(rows.columns, dtype=object))


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 -- fixed arguments
            ["git", "-C", str(folder), *arguments],  # noqa: S607 -- git is where PATH says
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
