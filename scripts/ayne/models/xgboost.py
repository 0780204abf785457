"""Gradient boosting with XGBoost, stored in its own binary format; its trees take unknown numbers as they are.

Boosting starts from a line through ln(budget), as trees cannot follow one beyond the budgets they have seen. The
line is kept in the booster's attributes `slope`, `intercept`, `mean_log_gross`: to predict, give it as `base_margin`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ayne.models.budget_line import along_line, fit_line
from ayne.models.encoding import budget_column, encode, fit_encoder
from ayne.models.estimator import Fitted, Params

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

    Floats = npt.NDArray[np.float64]

MODEL_FILE = "model.ubj"
LINE = ("slope", "intercept", "mean_log_gross")
DEFAULTS: Params = {
    "n_estimators": 500,
    "learning_rate": 0.03,
    "max_depth": 4,
    "min_child_weight": 10,
    "subsample": 0.7,
    "colsample_bytree": 0.3,
    "reg_lambda": 5.0,
    "min_category_movies": 20,
    # Only movies with a budget are scored; those without one still teach what a gross depends on.
    "unknown_budget_weight": 0.5,
    "from_budget_line": True,
}
NOT_OF_THE_BOOSTER = ("n_estimators", "min_category_movies", "unknown_budget_weight", "from_budget_line")


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:
    """Boost a fixed number of rounds on squared error of ln gross; `threads` does not change the model."""
    import numpy as np
    import xgboost as xgb

    encoder = fit_encoder(features, min_category_movies=params["min_category_movies"])
    inputs = encode(encoder, features)
    log_budget = budget_column(inputs)
    line = fit_line(log_budget, log_gross) if params["from_budget_line"] else None
    matrix = xgb.DMatrix(
        inputs.to_numpy(),
        label=log_gross,
        weight=np.where(np.isnan(log_budget), params["unknown_budget_weight"], 1.0),
        base_margin=along_line(line, log_budget) if line else None,
        feature_names=inputs.columns,
        nthread=threads,
    )
    booster_params = {key: value for key, value in params.items() if key not in NOT_OF_THE_BOOSTER}
    booster_params |= {"objective": "reg:squarederror", "tree_method": "hist", "seed": seed, "nthread": threads}
    booster = xgb.train(booster_params, matrix, num_boost_round=params["n_estimators"])
    booster.set_attr(**{key: repr(value) for key, value in (line or {}).items()})
    return Fitted(encoder, booster)


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    import numpy as np
    import xgboost as xgb

    inputs = encode(fitted.encoder, features)
    line = {key: float(value) for key, value in fitted.model.attributes().items() if key in LINE}
    margin = along_line(line, budget_column(inputs)) if line else None
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
