"""Logs the estimator of a fit in its own flavour."""

import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from ayne.core.garbage import import_libraries
from ayne.models.encoding import encode
from ayne.models.estimator import load_estimator
from ayne.models.model_files import load_model
from ayne.models.study import Study

EXAMPLE_ROWS = 5
# What MLflow saves a model of scikit-learn with.
SAVED_BY = ("skops.io",)
# Types outside of the default list of skops that our own scikit-learn models hold.
TRUSTED = ["numpy.dtype", "sklearn.tree._tree.Tree"]


def log_model(mlflow: Any, name: str, study: Study, folder: Path) -> None:
    """Log the estimator on the encoded matrix; one that is more than a booster or a pipeline is its file alone."""
    estimator = load_estimator(name)
    package = getattr(estimator, "FLAVOUR", None)
    if package is None:
        mlflow.log_artifact(str(folder / estimator.MODEL_FILE))
        return
    import_flavours(*SAVED_BY if package == "scikit-learn" else ())
    fitted = load_model(folder).fitted
    rows = study.features[study.final.score[:EXAMPLE_ROWS]]
    example = pandas_frame(encode(fitted.encoder, rows))
    options = {
        "name": "model",
        "signature": mlflow.models.infer_signature(example, estimator.predict(fitted, rows)),
        "input_example": example,
        # Given by hand, as MLflow would otherwise load the model in a second process to find them out.
        "pip_requirements": [f"{package}=={version(package)}"],
    }
    if package == "xgboost":
        # Alone, the booster forecasts what its base margin, a line through ln(budget), leaves open.
        options |= {"metadata": {"base_margin": fitted.model.attributes()}}
        mlflow.xgboost.log_model(fitted.model, model_format="ubj", **options)
    else:
        options |= {"serialization_format": "skops", "skops_trusted_types": TRUSTED}
        mlflow.sklearn.log_model(fitted.model, **options)


def import_flavours(*others: str) -> None:
    """Import MLflow's flavours, and other modules, without the warning that they give of their own type hints."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*Any type hint is inferred as AnyType", category=UserWarning)
        import_libraries(["mlflow.pyfunc", *others])


def pandas_frame(rows: pl.DataFrame) -> Any:
    """Return a pandas frame as MLflow takes it without a warning."""
    import pandas as pd  # type: ignore[import-untyped, unused-ignore]

    # MLflow compares the column names with a range, which pandas 3 warns of unless they are plain objects.
    frame = rows.to_pandas()
    frame.columns = pd.Index(rows.columns, dtype=object)
    return frame
