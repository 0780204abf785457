"""Random forest; its trees take unknown numbers as they are."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from ayne.models.encoding import encode, fit_encoder
from ayne.models.estimator import Fitted, Params

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

    Floats = npt.NDArray[np.float64]

MODEL_FILE = "model.joblib"
DEFAULTS: Params = {
    "n_estimators": 150,
    "min_samples_leaf": 4,
    "max_features": 0.3,
    "min_category_movies": 20,
}
COMPRESSION = ("zlib", 3)


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
    predicted: Floats = fitted.model.predict(encode(fitted.encoder, features))
    return predicted


def dump(model: Any) -> bytes:
    """Write the forest with joblib, compressed."""
    import joblib

    content = BytesIO()
    joblib.dump(model, content, compress=COMPRESSION)
    return content.getvalue()


def parse(content: bytes) -> Any:
    """Read what `dump` wrote; runs code that the bytes name, so check where they are from first."""
    import joblib

    return joblib.load(BytesIO(content))
