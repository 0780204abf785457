"""Random forest; its trees take unknown numbers as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ayne.models.encoding import encode, fit_encoder
from ayne.models.estimator import Fitted, Params
from ayne.models.estimators import _joblib_format as joblib_format
from ayne.models.estimators._joblib_format import dump

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

__all__ = ["DEFAULTS", "FLAVOUR", "MODEL_FILE", "WORDS", "dump", "fit", "parse", "predict"]

MODEL_FILE = "model.joblib"
# What MLflow may keep of it besides its file: a model of this package.
FLAVOUR = "scikit-learn"
DEFAULTS: Params = {"n_estimators": 40, "min_samples_leaf": 4, "max_features": 0.4, "min_category_movies": 20}
# What may stand for a number.
WORDS = {"max_features": ("sqrt", "log2")}
# To ask one tree after the other takes scikit-learn 17 ms however few the movies; the values are the same.
FEW_ROWS = 100


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:
    """Grow the trees; each has its own seed, so that their number a thread does not matter."""
    from sklearn.ensemble import RandomForestRegressor

    encoder = fit_encoder(features, min_category_movies=params["min_category_movies"])
    model = RandomForestRegressor(
        n_estimators=params["n_estimators"],
        min_samples_leaf=params["min_samples_leaf"],
        max_features=params["max_features"],
        random_state=seed,
        n_jobs=threads,
    )
    model.fit(encode(encoder, features), log_gross)
    # Threads add their trees' predictions in the order they finish, which shows in the last bits.
    model.set_params(n_jobs=1)
    return Fitted(encoder, model)


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    inputs = encode(fitted.encoder, features)
    if inputs.height <= FEW_ROWS:
        from ayne.models.flat_forest import FlatForest

        return FlatForest.of(fitted.model).predict(inputs.to_numpy())
    predicted: Floats = fitted.model.predict(inputs)
    return predicted


def parse(content: bytes) -> Any:
    """Read what `dump` wrote, each tree with the same bytes as before."""
    import numpy as np

    forest = joblib_format.parse(content)
    for grown in forest.estimators_:
        # A view of the tree itself. joblib and scikit-learn copy nodes field by field; the gap behind the last field
        # then holds whatever was in the memory.
        nodes = grown.tree_.__getstate__()["nodes"]
        end = max(offset + dtype.itemsize for dtype, offset in nodes.dtype.fields.values())
        nodes.view(np.uint8).reshape(len(nodes), -1)[:, end:] = 0
    return forest
