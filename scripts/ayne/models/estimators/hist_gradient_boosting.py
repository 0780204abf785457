"""Gradient boosting on histograms with scikit-learn; its trees take unknown numbers as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ayne.models.estimator import Fitted, Params
from ayne.models.estimators._boosting import COMMON, Boosted, inputs_and_margin, native, prepare
from ayne.models.estimators._joblib_format import dump, parse
from ayne.models.threads import on_one_thread

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

__all__ = ["DEFAULTS", "MODEL_FILE", "dump", "fit", "parse", "predict"]

MODEL_FILE = "model.joblib"
DEFAULTS: Params = COMMON | {
    "max_iter": 150,
    "max_bins": 63,
    "learning_rate": 0.08,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 15,
    "l2_regularization": 10.0,
    "max_features": 0.3,
}


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:  # noqa: ARG001
    """Boost a fixed number of rounds, on one thread: those of OpenMP wait for each other on a busy machine."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingRegressor

    start = prepare(features, log_gross, params)
    matrix = np.apply_along_axis(_coarse, 0, start.inputs.to_numpy(), params["max_bins"])
    model = HistGradientBoostingRegressor(**native(params), early_stopping=False, random_state=seed)
    with on_one_thread():
        model.fit(matrix, log_gross - start.margin, sample_weight=start.weight)
    return Fitted(start.encoder, Boosted(start.line, model))


def _coarse(column: Floats, n_values: int) -> Floats:
    """Return a column with the nearest of `n_values` of its quantiles for each value.

    scikit-learn takes them for its bins, and cuts halfway between two. It would look for bins of its own by weighted
    percentiles, which takes longer than the boosting. Nor can it cut a column that no movie has a value in.
    """
    import numpy as np

    known = ~np.isnan(column)
    if not known.any():
        return np.zeros_like(column)
    values = np.unique(np.quantile(column[known], np.linspace(0, 1, n_values), method="nearest"))
    cut = column.copy()
    cut[known] = values[np.searchsorted((values[1:] + values[:-1]) / 2, column[known])]
    return cut


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    inputs, margin = inputs_and_margin(fitted, features)
    with on_one_thread():
        predicted: Floats = margin + fitted.model.model.predict(inputs.to_numpy())
    return predicted
