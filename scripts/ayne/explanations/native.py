"""Contributions that a library computes exactly for its own kind of model, or that a formula gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from ayne.core.arrays import Floats
from ayne.explanations.kernel import kernel_contributions
from ayne.models.flat_forest import FlatForest


def native_contributions(model: Any, inputs: pl.DataFrame, *, quick: bool = False) -> Floats | None:
    """Return one row per movie and one column per input; None for a kind of model that has no exact way.

    `quick` follows each movie through the trees of a forest and of CatBoost and XGBoost (Saabas 2014), instead of
    asking what they would say without each feature.
    What the model adds for every movie alike, and the line that boosting starts from, are left out.
    """
    if hasattr(model, "line"):
        model = model.model
    kind = f"{type(model).__module__}.{type(model).__name__}"
    for beginning, explain in KINDS.items():
        if kind.startswith(beginning):
            explained = (QUICK.get(explain, explain) if quick else explain)(model, inputs)
            return None if explained is None else np.asarray(explained, dtype=np.float64)
    return None


def _xgboost(model: Any, inputs: pl.DataFrame, **how: bool) -> Floats:
    import xgboost as xgb

    booster = model if isinstance(model, xgb.Booster) else model.get_booster()
    names = inputs.columns if booster.feature_names else None
    matrix = xgb.DMatrix(inputs.to_numpy(), feature_names=names, nthread=1)
    values: Floats = booster.predict(matrix, pred_contribs=True, **how)[:, :-1]
    return values


def _lightgbm(model: Any, inputs: pl.DataFrame) -> Floats:
    booster = getattr(model, "booster_", model)
    values: Floats = np.asarray(booster.predict(inputs.to_numpy(), pred_contrib=True, num_threads=1))[:, :-1]
    return values


def _catboost(model: Any, inputs: pl.DataFrame, **how: str) -> Floats:
    from catboost import Pool  # type: ignore[import-untyped, unused-ignore]

    values: Floats = model.get_feature_importance(Pool(inputs.to_numpy()), type="ShapValues", thread_count=1, **how)
    return values[:, :-1]


def _forest(model: Any, inputs: pl.DataFrame) -> Floats:
    # SHAP's own check ends the run, and misses wrong sums of declared categories: `contributions` compares all sums
    # with the forecasts, and samples where they differ.
    values: Floats = _tree_explainer(model).shap_values(inputs.to_numpy(), check_additivity=False)
    return values


def _tree_explainer(model: Any) -> Any:
    """Return SHAP's reading of a model's trees, made once."""
    import shap  # type: ignore[import-untyped, unused-ignore]

    if model not in _READ:
        _READ[model] = shap.TreeExplainer(model)
    return _READ[model]


def _pipeline(pipeline: Any, inputs: pl.DataFrame) -> Floats | None:
    """Return a line's coefficient x prepared input, or what a support vector machine makes of it.

    An indicator of missing values counts for the column that it is of.
    """
    prepare, last = pipeline[:-1], pipeline[-1]
    filled = inputs if hasattr(pipeline, "feature_names_in_") else inputs.to_numpy()
    if getattr(last, "kernel", None) == "rbf":
        terms = kernel_contributions(last, np.asarray(prepare.transform(filled)))
    elif hasattr(last, "coef_"):
        terms = np.asarray(prepare.transform(filled)) * np.ravel(last.coef_)
    else:
        return None
    if pipeline not in _BELONGS:
        _BELONGS[pipeline] = _belongs(prepare, inputs.columns)
    values: Floats = terms @ _BELONGS[pipeline]
    return values


def _belongs(prepare: Any, inputs: Sequence[str]) -> Floats:
    """Return a row per prepared column and a column per input: 1 where the one is made of the other."""
    names = prepare.get_feature_names_out(np.asarray(inputs, dtype=object))
    place = {name: number for number, name in enumerate(inputs)}
    belongs = np.zeros((len(names), len(inputs)))
    for number, name in enumerate(names):
        belongs[number, place[str(name).removeprefix("missingindicator_")]] = 1
    return belongs


def _forest_paths(model: Any, inputs: pl.DataFrame) -> Floats:
    # Histogram boosting has no trees of this kind.
    return (
        FlatForest.of(model).contributions(inputs.to_numpy())
        if hasattr(model, "estimators_")
        else _forest(model, inputs)
    )


_READ: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
_BELONGS: WeakKeyDictionary[Any, Floats] = WeakKeyDictionary()
QUICK: dict[Callable[..., Any], Callable[..., Floats]] = {
    _xgboost: partial(_xgboost, approx_contribs=True),
    _catboost: partial(_catboost, shap_calc_type="Approximate"),
    _forest: _forest_paths,
}
KINDS = {
    "xgboost.": _xgboost,
    "lightgbm.": _lightgbm,
    "catboost.": _catboost,
    "sklearn.ensemble.": _forest,
    "sklearn.pipeline.": _pipeline,
}
