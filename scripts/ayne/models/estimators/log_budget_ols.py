"""Baseline: a least-squares line through ln(real budget) and ln(real gross); without a budget, the mean ln gross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ayne.models.budget_line import along_line, fit_line
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
    """Fit the line in closed form; nothing is drawn or tuned."""
    encoder = fit_budget_encoder(features)
    return Fitted(encoder, fit_line(encode_budget(encoder, features), log_gross))


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    return along_line(fitted.model, encode_budget(fitted.encoder, features))
