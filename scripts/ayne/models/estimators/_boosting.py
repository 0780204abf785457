"""What boosting and support vectors share: a start on the budget line, and weights of the movies they learn from.

They learn what a line through ln(budget) leaves open, as trees cannot follow one beyond the budgets they have seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ayne.models.budget_line import Line, along_line, fit_stepped_line
from ayne.models.encoding import budget_column, encode, fit_encoder
from ayne.models.estimator import Fitted, Params

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

LINE = ("slope", "intercept", "mean_log_gross", "step")
# Not the library's, but of every boosted model here. Only movies with a budget are scored; those without one still
# teach what a gross depends on.
COMMON: dict[str, Any] = {"min_category_movies": 20, "unknown_budget_weight": 0.5, "from_budget_line": True}


@dataclass(frozen=True)
class Boosted:
    """A native model of ln gross above `line`, or of ln gross itself where there is no line."""

    line: Line | None
    model: Any


@dataclass(frozen=True)
class Start:
    """What a boosted model is fitted on: one row per movie, `margin` in ln real dollars, 0 without a line."""

    encoder: Any
    inputs: pl.DataFrame
    weight: Floats
    line: Line | None
    margin: Floats


def prepare(features: pl.DataFrame, log_gross: Floats, params: Params) -> Start:
    """Encode the movies to fit on, and lay the line through them if `from_budget_line`."""
    import numpy as np

    encoder = fit_encoder(features, min_category_movies=params["min_category_movies"])
    inputs = encode(encoder, features)
    log_budget = budget_column(inputs)
    line = fit_stepped_line(log_budget, log_gross) if params["from_budget_line"] else None
    weight = np.where(np.isnan(log_budget), params["unknown_budget_weight"], 1.0)
    return Start(encoder, inputs, weight, line, margin_of(line, log_budget))


def inputs_and_margin(fitted: Fitted, features: pl.DataFrame) -> tuple[pl.DataFrame, Floats]:
    """Encode the movies to predict, and what their line says of them."""
    inputs = encode(fitted.encoder, features)
    return inputs, margin_of(fitted.model.line, budget_column(inputs))


def margin_of(line: Line | None, log_budget: Floats) -> Floats:
    """Return ln of the real gross on the line; zeros without a line."""
    import numpy as np

    return along_line(line, log_budget) if line else np.zeros(len(log_budget))


def native(params: Params) -> dict[str, Any]:
    """Return the parameters that are the library's own."""
    return {key: value for key, value in params.items() if key not in COMMON}
