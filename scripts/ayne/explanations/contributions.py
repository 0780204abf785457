"""What each feature adds to a movie's forecast of ln gross (SHAP values): base + contributions = forecast.

Lundberg and Lee, A Unified Approach to Interpreting Model Predictions (2017). The kind of model decides how: exact for
trees and lines, the weighted sum of its members' for a blend, by sampling for anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
import numpy.typing as npt
import polars as pl

from ayne.core.errors import DataError
from ayne.core.logging import get_logger
from ayne.explanations.native import native_contributions
from ayne.explanations.sampling import sampled_contributions
from ayne.models.budget_line import SMALLEST_BUDGET
from ayne.models.encoding import BUDGET, encode, feature_columns
from ayne.models.estimator import Estimator, Fitted, load_estimator

logger = get_logger("explanations")
Floats = npt.NDArray[np.float64]
# Of ln gross: trees are summed in single precision.
TOLERANCE = 2e-3
BACKGROUND_MOVIES = 200


@dataclass(frozen=True)
class Contributions:
    """`base` is the mean forecast of the background; `by_feature` has one row a movie and one column a feature."""

    base: float
    by_feature: pl.DataFrame

    @property
    def forecast(self) -> Floats:
        """Ln of worldwide gross in real US dollars, one value a row."""
        return self.base + self.by_feature.to_numpy().sum(axis=1)

    def weighted(self, weight: float) -> Contributions:
        """Return these contributions times `weight`."""
        return Contributions(self.base * weight, self.by_feature.select(pl.all() * weight))

    def __add__(self, other: Contributions) -> Contributions:
        """Return the sums, feature by feature; both must be of the same movies and features."""
        both = {name: self.by_feature[name] + other.by_feature[name] for name in self.by_feature.columns}
        return Contributions(self.base + other.base, pl.DataFrame(both))


def contributions(name: str, fitted: Fitted, features: pl.DataFrame, background: pl.DataFrame) -> Contributions:
    """Return what each feature adds to each movie's forecast, against the mean forecast of the `background` movies."""
    estimator = load_estimator(name)
    member = getattr(estimator, "member", None)
    if member is not None:
        parts = [
            contributions(part, member(fitted, part), features, background).weighted(weight)
            for part, weight in fitted.model.weights.items()
        ]
        return reduce(add, parts)
    columns = list(feature_columns(features))
    exact = _exact(estimator, fitted, features.select(columns), background.select(columns))
    if exact is not None:
        return exact
    logger.info("%s: contributions by sampling, as there is no exact way for its kind of model", name)

    def predict(movies: pl.DataFrame) -> Floats:
        return estimator.predict(fitted, movies)

    base, values = sampled_contributions(predict, features.select(columns), background.select(columns))
    return Contributions(base, values)


def background_of(features: pl.DataFrame, movies: int = BACKGROUND_MOVIES) -> pl.DataFrame:
    """Return up to `movies` rows, evenly spaced by `tmdb_id`: the same ones for the same table."""
    if features.height == 0:
        raise DataError("contributions need movies to compare with; the model was fitted on none")
    places = np.unique(np.linspace(0, features.height - 1, num=min(movies, features.height)).astype(np.int64))
    return features.sort("tmdb_id")[places]


def _exact(
    estimator: Estimator, fitted: Fitted, features: pl.DataFrame, background: pl.DataFrame
) -> Contributions | None:
    """Return the model's own contributions, None where it has none or where they do not add up to its forecast.

    What an estimator adds to its model beside them, a line through the budget as boosting starts from, is the budget's.
    """
    movies = pl.concat([background, features])
    inputs = encode(fitted.encoder, movies)
    values = native_contributions(fitted.model, inputs)
    grouped = None if values is None else _by_feature(values, inputs.columns, features.columns)
    if grouped is None:
        return None
    beside = estimator.predict(fitted, movies) - grouped.to_numpy().sum(axis=1)
    if not _follows_the_budget(beside, inputs):
        return None
    base = float(beside[: background.height].mean())
    if BUDGET in grouped.columns:
        grouped = grouped.with_columns(pl.col(BUDGET) + pl.Series(beside - base))
    return Contributions(base, grouped[background.height :])


def _by_feature(values: Floats, inputs: Sequence[str], features: Sequence[str]) -> pl.DataFrame | None:
    """Sum the inputs of each feature, as `us_certification_R` is of `us_certification`; None if one is of none."""
    origins = [_origin(name, features) for name in inputs]
    if None in origins:
        return None
    sums = {name: np.zeros(len(values)) for name in features}
    for place, origin in enumerate(origins):
        sums[str(origin)] += values[:, place]
    return pl.DataFrame(sums)


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
