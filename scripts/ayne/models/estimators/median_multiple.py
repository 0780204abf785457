"""Baseline: gross = budget times the median multiple (gross / budget); without a budget, the median gross."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ayne.models.encoding import encode_budget, fit_budget_encoder
from ayne.models.estimator import Fitted, Params
from ayne.models.estimators._json_format import dump, parse

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

__all__ = ["DEFAULTS", "MODEL_FILE", "dump", "fit", "parse", "predict"]

MODEL_FILE = "model.json"
DEFAULTS: Params = {}


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:  # noqa: ARG001
    """Take the two medians; nothing is drawn or tuned."""
    import numpy as np

    encoder = fit_budget_encoder(features)
    log_budget = encode_budget(encoder, features)
    known = ~np.isnan(log_budget)
    multiple = np.median(log_gross[known] - log_budget[known]) if known.any() else 0.0
    return Fitted(encoder, {"log_multiple": float(multiple), "log_gross": float(np.median(log_gross))})


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    import numpy as np

    log_budget = encode_budget(fitted.encoder, features)
    model: Mapping[str, float] = fitted.model
    return np.where(np.isnan(log_budget), model["log_gross"], log_budget + model["log_multiple"])
