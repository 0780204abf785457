"""Gradient boosting with XGBoost, stored in its own binary format; its trees take unknown numbers as they are.

Boosting starts from a line through ln(budget), as trees cannot follow one beyond the budgets they have seen. The
line is kept in the booster's attributes `slope`, `intercept`, `mean_log_gross`, `step`: to predict, give
`along_line` of them as `base_margin`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ayne.models.encoding import budget_column, encode
from ayne.models.estimator import Fitted, Params
from ayne.models.estimators._boosting import COMMON, LINE, margin_of, native, prepare

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

MODEL_FILE = "model.ubj"
# What MLflow may keep of it besides its file: a model of this package.
FLAVOUR = "xgboost"
DEFAULTS: Params = COMMON | {
    "n_estimators": 400,
    "learning_rate": 0.0375,
    "max_depth": 3,
    "max_bin": 64,
    "min_child_weight": 10,
    "subsample": 0.7,
    "colsample_bytree": 0.3,
    "reg_lambda": 5.0,
}


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:  # noqa: ARG001
    """Boost a fixed number of rounds on squared error of ln gross, on one thread: more spin on a busy machine."""
    import xgboost as xgb

    start = prepare(features, log_gross, params)
    matrix = xgb.DMatrix(
        start.inputs.to_numpy(),
        label=log_gross,
        weight=start.weight,
        base_margin=start.margin if start.line else None,
        nthread=1,
    )
    own = native(params) | {"objective": "reg:squarederror", "tree_method": "hist", "seed": seed, "nthread": 1}
    booster = xgb.train(own, matrix, num_boost_round=own.pop("n_estimators"))
    # With names in the matrix, XGBoost reads all of them back in each round.
    booster.feature_names = start.inputs.columns
    booster.set_attr(**{key: repr(value) for key, value in (start.line or {}).items()})
    return Fitted(start.encoder, booster)


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    import numpy as np
    import xgboost as xgb

    inputs = encode(fitted.encoder, features)
    line = {key: float(value) for key, value in fitted.model.attributes().items() if key in LINE}
    margin = margin_of(line, budget_column(inputs)) if line else None
    matrix = xgb.DMatrix(inputs.to_numpy(), base_margin=margin, feature_names=inputs.columns, nthread=1)
    return np.asarray(fitted.model.predict(matrix), dtype=np.float64)


def dump(model: Any) -> bytes:
    """Write the booster as Universal Binary JSON."""
    return bytes(model.save_raw(raw_format="ubj"))


def parse(content: bytes) -> Any:
    """Read what `dump` wrote."""
    import xgboost as xgb

    booster = xgb.Booster({"nthread": 1})
    booster.load_model(bytearray(content))
    return booster
