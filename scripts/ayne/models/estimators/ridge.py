"""Ridge regression on imputed, scaled features; a column of its own says where a number was unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ayne.models.encoding import encode, fit_encoder
from ayne.models.estimator import Fitted, Params
from ayne.models.estimators._joblib_format import dump, parse
from ayne.models.threads import on_one_thread

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

__all__ = ["DEFAULTS", "FLAVOUR", "MODEL_FILE", "dump", "fit", "parse", "predict"]

MODEL_FILE = "model.joblib"
# What MLflow may keep of it besides its file: a model of this package.
FLAVOUR = "scikit-learn"
DEFAULTS: Params = {"alpha": 100.0, "min_category_movies": 20}


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:  # noqa: ARG001
    """Fit on one thread, as the sums of a threaded BLAS differ in their last bits."""
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    encoder = fit_encoder(features, min_category_movies=params["min_category_movies"])
    impute = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
    model = make_pipeline(impute, StandardScaler(), Ridge(alpha=params["alpha"], solver="cholesky"))
    with on_one_thread():
        model.fit(encode(encoder, features), log_gross)
    return Fitted(encoder, model)


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    with on_one_thread():
        predicted: Floats = fitted.model.predict(encode(fitted.encoder, features))
    return predicted
