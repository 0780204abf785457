"""A stored model as MLflow's registry holds it: from feature columns to ln of the real gross.

MLflow keeps this file beside the model and runs it, instead of unpickling an object.
"""

from pathlib import Path
from typing import Any

import mlflow
import pandas as pd  # type: ignore[import-untyped, unused-ignore]
import polars as pl

from ayne.models.estimator import load_estimator
from ayne.models.model_files import StoredModel, load_model


class StoredForecaster(mlflow.pyfunc.PythonModel):  # type: ignore[misc, unused-ignore]
    """Predicts ln of worldwide gross in real US dollars, one value per row; its files are checked when it is loaded."""

    stored: StoredModel | None = None

    def load_context(self, context: Any) -> None:
        """Read the model's folder."""
        self.stored = load_model(Path(context.artifacts["model"]))

    def predict(self, context: Any, model_input: pd.DataFrame, params: Any = None) -> Any:  # noqa: ARG002 -- MLflow's
        """Return one value per row of feature columns."""
        if self.stored is None:
            raise RuntimeError("the model is not loaded: use mlflow.pyfunc.load_model")
        return load_estimator(self.stored.name).predict(self.stored.fitted, pl.from_pandas(model_input))


mlflow.models.set_model(StoredForecaster())
