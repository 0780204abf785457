"""Gradient boosting with CatBoost, stored in its own binary format, with the budget line it starts from as metadata."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ayne.models.estimator import Fitted, Params
from ayne.models.estimators._boosting import COMMON, Boosted, inputs_and_margin, native, prepare

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

MODEL_FILE = "model.cbm"
DEFAULTS: Params = COMMON | {
    "iterations": 300,
    "learning_rate": 0.06,
    "depth": 6,
    "border_count": 32,
    "l2_leaf_reg": 5.0,
    "rsm": 0.3,
}
FIXED: dict[str, Any] = {"loss_function": "RMSE", "thread_count": 1, "verbose": False, "allow_writing_files": False}
LINE_KEY = "budget_line"


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:  # noqa: ARG001
    """Boost a fixed number of rounds on one thread, as the sums of more differ in their last bits."""
    from catboost import CatBoostRegressor, Pool  # type: ignore[import-untyped, unused-ignore]

    start = prepare(features, log_gross, params)
    model = CatBoostRegressor(**native(params), **FIXED, random_seed=seed)
    model.fit(Pool(start.inputs.to_numpy(), log_gross, weight=start.weight, baseline=start.margin))
    metadata = model.get_metadata()
    # CatBoost notes when it was done and an id of its own, by which two equal models would differ.
    metadata["train_finish_time"] = metadata["model_guid"] = ""
    metadata[LINE_KEY] = json.dumps(start.line)
    return Fitted(start.encoder, Boosted(start.line, model))


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    inputs, margin = inputs_and_margin(fitted, features)
    predicted: Floats = margin + fitted.model.model.predict(inputs.to_numpy(), thread_count=1)
    return predicted


def dump(model: Any) -> bytes:
    """Write CatBoost's binary format, which it writes to a file only."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / MODEL_FILE
        model.model.save_model(str(path))
        return path.read_bytes()


def parse(content: bytes) -> Any:
    """Read what `dump` wrote."""
    from catboost import CatBoostRegressor

    model = CatBoostRegressor().load_model(blob=content)
    return Boosted(json.loads(model.get_metadata()[LINE_KEY]), model)
