"""What every file of this package that is an estimator offers, and how one is found by its name."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from ayne.core.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

    Floats = npt.NDArray[np.float64]

Params = Mapping[str, Any]
BASELINES = ("median_multiple", "log_budget_ols")


@dataclass(frozen=True)
class Fitted:
    """A fitted estimator: `encoder` turns feature columns into a matrix, `model` turns that into ln real gross."""

    encoder: Any
    model: Any


class Estimator(Protocol):
    """An estimator module; it imports nothing heavy at its top, as the workflow reads `MODEL_FILE` while parsing."""

    MODEL_FILE: str
    DEFAULTS: Params

    def fit(self, features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:
        """Fit on one row a movie; `log_gross` is ln of worldwide gross in real US dollars."""

    def predict(self, fitted: Fitted, features: pl.DataFrame) -> Floats:
        """Predict ln of worldwide gross in real US dollars, one value a row."""

    def dump(self, model: Any) -> bytes:
        """Return the content of `MODEL_FILE`: the same bytes for the same model."""

    def parse(self, content: bytes) -> Any:
        """Return the model that `dump` wrote."""


def is_blend(estimator: Estimator) -> bool:
    """Tell whether a model is made of the others instead of being fitted on the movies itself."""
    return getattr(estimator, "IS_BLEND", False)


def load_estimator(name: str) -> Estimator:
    """Return the module `ayne.models.estimators.{name}`; `ConfigError` where there is no such estimator."""
    module = f"ayne.models.estimators.{name}"
    if name.isidentifier() and importlib.util.find_spec(module):
        plugin = importlib.import_module(module)
        if hasattr(plugin, "MODEL_FILE"):
            return cast("Estimator", plugin)
    raise ConfigError(
        f"models: there is no model {name!r}; "
        f"it would be a file scripts/ayne/models/estimators/{name}.py that defines MODEL_FILE, as xgboost.py does"
    )
