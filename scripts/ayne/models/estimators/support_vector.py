"""Support vector regression on imputed, scaled features: a smooth model that a few misprinted grosses do not bend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ayne.models.estimator import Fitted, Params
from ayne.models.estimators._boosting import COMMON, Boosted, inputs_and_margin, native, prepare
from ayne.models.estimators._joblib_format import dump, parse

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

__all__ = ["DEFAULTS", "MODEL_FILE", "dump", "fit", "parse", "predict"]

MODEL_FILE = "model.joblib"
# Time and memory of a fit grow with the square of its movies: it is fitted on a sample of `max_movies` where there are
# more, and so grows with them in forecasts alone.
OWN = {"max_movies": 10_000}
DEFAULTS: Params = COMMON | OWN | {"C": 5.0, "gamma": 0.001, "epsilon": 0.5}
# In standard deviations: a feature beyond says no more than one at this distance.
FARTHEST = 8.0


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:  # noqa: ARG001
    """Fit on absolute errors beyond `epsilon`; nothing is drawn but the sample of too many movies."""
    import numpy as np
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, StandardScaler
    from sklearn.svm import SVR

    if len(log_gross) > params["max_movies"]:
        drawn = np.sort(np.random.default_rng(seed).permutation(len(log_gross))[: params["max_movies"]])
        features, log_gross = features[drawn], log_gross[drawn]
    start = prepare(features, log_gross, params)
    impute = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
    limits = {"a_min": -FARTHEST, "a_max": FARTHEST}
    clip = FunctionTransformer(np.clip, kw_args=limits, feature_names_out="one-to-one")
    model = make_pipeline(
        impute, StandardScaler(), clip, SVR(**{key: value for key, value in native(params).items() if key not in OWN})
    )
    model.fit(start.inputs.to_numpy(), log_gross - start.margin, svr__sample_weight=start.weight)
    return Fitted(start.encoder, Boosted(start.line, model))


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    inputs, margin = inputs_and_margin(fitted, features)
    predicted: Floats = margin + fitted.model.model.predict(inputs.to_numpy())
    return predicted
