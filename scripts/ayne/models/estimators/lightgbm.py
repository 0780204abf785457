"""Gradient boosting with LightGBM, stored as its own text with the budget line that it starts from as last line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ayne.models.estimator import Fitted, Params
from ayne.models.estimators._boosting import COMMON, Boosted, inputs_and_margin, native, prepare

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

MODEL_FILE = "model.txt"
DEFAULTS: Params = COMMON | {
    "n_estimators": 400,
    "learning_rate": 0.05,
    "num_leaves": 8,
    "max_bin": 63,
    "min_child_samples": 20,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "lambda_l2": 5.0,
}
FIXED: dict[str, Any] = {
    "objective": "regression",
    "bagging_freq": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
LINE_MARK = "budget_line:"


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:  # noqa: ARG001
    """Boost a fixed number of rounds on one thread."""
    import lightgbm as lgb

    start = prepare(features, log_gross, params)
    own = native(params) | FIXED | {"seed": seed}
    rounds = own.pop("n_estimators")
    # Its text has no room for most punctuation in names, and columns go by their place.
    data = lgb.Dataset(
        start.inputs.to_numpy(), log_gross, weight=start.weight, init_score=start.margin, feature_name="auto"
    )
    return Fitted(start.encoder, Boosted(start.line, lgb.train(own, data, rounds)))


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    inputs, margin = inputs_and_margin(fitted, features)
    predicted: Floats = margin + fitted.model.model.predict(inputs.to_numpy(), num_threads=1)
    return predicted


def dump(model: Any) -> bytes:
    """Write LightGBM's text and the line."""
    text = model.model.model_to_string(num_iteration=-1)
    return f"{text}\n{LINE_MARK}{json.dumps(model.line)}\n".encode()


def parse(content: bytes) -> Any:
    """Read what `dump` wrote."""
    import lightgbm as lgb

    text, _, line = content.decode().rpartition(LINE_MARK)
    return Boosted(json.loads(line), lgb.Booster(model_str=text))
