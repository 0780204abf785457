"""What each feature adds to a movie's forecast of ln gross (SHAP values): base + contributions = forecast.

Lundberg and Lee, A Unified Approach to Interpreting Model Predictions (2017). The kind of model decides how: exact for
trees and lines, the weighted sum of its members' for a blend, by sampling for anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import polars as pl

from ayne.core.arrays import Floats
from ayne.core.errors import DataError
from ayne.core.logging import get_logger
from ayne.explanations.native import native_contributions
from ayne.explanations.sampling import sampled_contributions
from ayne.models.budget_line import SMALLEST_BUDGET
from ayne.models.encoding import BUDGET, encode, feature_columns
from ayne.models.estimator import Estimator, Fitted, load_estimator

logger = get_logger("explanations")
# Of ln gross: trees are summed in single precision.
TOLERANCE = 2e-3
BACKGROUND_MOVIES = 200


@dataclass(frozen=True)
class Contributions:
    """`base` is the mean forecast of the background; `values` has one row per movie and one column per feature."""

    base: float
    features: tuple[str, ...]
    values: Floats

    @property
    def by_feature(self) -> pl.DataFrame:
        """One row per movie and one column per feature."""
        return pl.DataFrame(self.values, schema=self.features, orient="row")

    @property
    def forecast(self) -> Floats:
        """Ln of worldwide gross in real US dollars, one value per row."""
        total: Floats = self.base + self.values.sum(axis=1)
        return total


class Explainer:
    """Explains one model against the same background again and again; what that needs of it is computed once."""

    def __init__(self, name: str, fitted: Fitted, background: pl.DataFrame, *, quick: bool = False) -> None:
        """`quick` takes what each step down a tree adds for its SHAP value where that is far faster."""
        self._columns = list(feature_columns(background))
        estimator = load_estimator(name)
        member = getattr(estimator, "member", None)
        inputs = background.select(self._columns)
        if member is None:
            self._parts = [(1.0, _part(name, fitted, inputs, quick=quick))]
        else:
            weights = fitted.model.weights.items()
            self._parts = [(weight, _part(part, member(fitted, part), inputs, quick=quick)) for part, weight in weights]

    def explain(self, features: pl.DataFrame, predicted: Floats) -> Contributions:
        """Return what each feature adds to each movie's forecast, `predicted`, against the background's mean forecast.

        What an estimator adds to its model beside the features, as a line through ln(budget), is the budget's.
        """
        inputs = features if features.columns == self._columns else features.select(self._columns)
        base = float(sum(weight * part.base for weight, part in self._parts))
        values = np.zeros((inputs.height, len(self._columns)))
        for weight, part in self._parts:
            values += weight * part.values(inputs)
        if BUDGET in self._columns:
            values[:, self._columns.index(BUDGET)] += predicted - base - values.sum(axis=1)
        return Contributions(base, tuple(self._columns), values)


def contributions(name: str, fitted: Fitted, features: pl.DataFrame, background: pl.DataFrame) -> Contributions:
    """Return what each feature adds to each movie's forecast, against the mean forecast of the `background` movies."""
    predicted = load_estimator(name).predict(fitted, features)
    return Explainer(name, fitted, background).explain(features, predicted)


def background_of(features: pl.DataFrame, movies: int = BACKGROUND_MOVIES) -> pl.DataFrame:
    """Return up to `movies` rows, evenly spaced by `tmdb_id`: the same ones for the same table."""
    if features.height == 0:
        raise DataError("contributions need movies to compare with; the model was fitted on none")
    places = np.unique(np.linspace(0, features.height - 1, num=min(movies, features.height)).astype(np.int64))
    return features.sort("tmdb_id")[places]


class _Part(Protocol):
    @property
    def base(self) -> float:
        """The mean forecast of the background, less what the features add to it."""

    def values(self, features: pl.DataFrame) -> Floats:
        """Return one row per movie and one column per feature."""


def _part(name: str, fitted: Fitted, background: pl.DataFrame, *, quick: bool) -> _Part:
    """Return the quickest way that adds up to the model's forecasts."""
    estimator = load_estimator(name)
    for how in (True, False) if quick else (False,):
        base = _base(estimator, fitted, background, quick=how)
        if base is not None:
            return _Exact(fitted, base, quick=how)
    logger.info("%s: contributions by sampling, as there is no exact way for its kind of model", name)

    def predict(movies: pl.DataFrame) -> Floats:
        return estimator.predict(fitted, movies)

    base, _ = sampled_contributions(predict, background[:1], background)
    return _Sampled(predict, background, base)


@dataclass(frozen=True)
class _Exact:
    """The model's own contributions; `base` is the mean of what its estimator adds beside them."""

    fitted: Fitted
    base: float
    quick: bool

    def values(self, features: pl.DataFrame) -> Floats:
        return _native(self.fitted, features, quick=self.quick)[0]


@dataclass(frozen=True)
class _Sampled:
    """Contributions of any model, by changing features one by one."""

    predict: Callable[[pl.DataFrame], Floats]
    background: pl.DataFrame
    base: float

    def values(self, features: pl.DataFrame) -> Floats:
        return sampled_contributions(self.predict, features, self.background)[1].to_numpy()


def _base(estimator: Estimator, fitted: Fitted, background: pl.DataFrame, *, quick: bool) -> float | None:
    """Return the mean of what stands beside the model's own contributions; None where they do not add up with it."""
    try:
        values, inputs = _native(fitted, background, quick=quick)
    except LookupError:
        return None
    beside = estimator.predict(fitted, background) - values.sum(axis=1)
    return float(beside.mean()) if _follows_the_budget(beside, inputs) else None


def _native(fitted: Fitted, features: pl.DataFrame, *, quick: bool) -> tuple[Floats, pl.DataFrame]:
    """Return the model's own contributions by feature, and its inputs; `LookupError` where it has none."""
    inputs = encode(fitted.encoder, features)
    values = native_contributions(fitted.model, inputs, quick=quick)
    grouped = None if values is None else _by_feature(values, inputs.columns, features.columns)
    if grouped is None:
        raise LookupError
    return grouped, inputs


def _by_feature(values: Floats, inputs: Sequence[str], features: Sequence[str]) -> Floats | None:
    """Sum the inputs of each feature, as `us_certification_R` is of `us_certification`; None if one is of none."""
    origins = _origins(tuple(inputs), tuple(features))
    belongs = np.zeros((len(inputs), len(features)))
    for place, origin in enumerate(origins):
        if origin is None:
            return None
        belongs[place, origin] = 1
    summed: Floats = values @ belongs
    return summed


@lru_cache(maxsize=64)
def _origins(inputs: tuple[str, ...], features: tuple[str, ...]) -> list[int | None]:
    """Return the place of the feature that each input is made of."""
    origins = [_origin(name, features) for name in inputs]
    return [None if name is None else features.index(name) for name in origins]


def _origin(name: str, features: Sequence[str]) -> str | None:
    if name in features:
        return name
    prefixes = [feature for feature in features if name.startswith(f"{feature}_")]
    return max(prefixes, key=len, default=None)


def _follows_the_budget(beside: Floats, inputs: pl.DataFrame) -> bool:
    """Whether values are the same for every movie, or lie on a line through ln(budget), as boosting starts from.

    Unknown budgets and those in millions stand apart from it, each beside a constant of their own.
    """
    if np.ptp(beside) < TOLERANCE:
        return True
    if BUDGET not in inputs.columns:
        return False
    budget = inputs[BUDGET].to_numpy()
    known = ~np.isnan(budget)
    in_millions = budget < SMALLEST_BUDGET
    terms = np.stack([known, ~known, in_millions, np.where(known, budget, 0)], axis=1).astype(np.float64)
    fit = terms @ np.linalg.lstsq(terms, beside, rcond=None)[0]
    return bool(np.abs(beside - fit).max() < TOLERANCE)
