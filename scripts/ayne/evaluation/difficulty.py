"""How hard a movie is to forecast: the error expected from its budget and its forecast, in ln dollars.

Movies of small budgets, and those forecast to earn little for theirs, miss by far more than large ones. A line through
ln(|error| + 0.2) says by how much; intervals are as wide as it says.
"""

import numpy as np

from ayne.artifacts.intervals import Difficulty
from ayne.core.arrays import Floats

# So that one movie forecast to the dollar does not bend the line.
OFFSET = 0.2
# The line is not trusted beyond these errors, e ** -1.5 and e ** 1.5.
LIMIT = 1.5
# The last bits of a least-squares fit differ between machines.
DECIMALS = 9


def expected_error(difficulty: Difficulty, predicted_usd: Floats, budget_usd: Floats) -> Floats:
    """Return the size of error that the line lets expect of each movie, in ln; NaN stands for an unknown budget."""
    forecast = np.log(predicted_usd)
    budget = _log_budget(forecast, budget_usd, difficulty.multiple)
    line = difficulty.intercept + difficulty.by_forecast * forecast + difficulty.by_budget * budget
    return np.exp(np.clip(line, -LIMIT, LIMIT))


def fit_difficulty(residuals: Floats, predicted_usd: Floats, budget_usd: Floats) -> Difficulty:
    """Fit the line by least squares on movies that were forecast before their result was known."""
    forecast = np.log(predicted_usd)
    known = budget_usd > 0
    multiple = float(np.mean((forecast - np.log(np.where(known, budget_usd, 1)))[known])) if known.any() else 0.0
    columns = (np.ones(len(forecast)), forecast, _log_budget(forecast, budget_usd, multiple))
    line = np.linalg.lstsq(np.column_stack(columns), np.log(np.abs(residuals) + OFFSET), rcond=None)[0]
    intercept, by_forecast, by_budget, multiple = (round(float(value), DECIMALS) for value in (*line, multiple))
    return Difficulty(intercept=intercept, by_forecast=by_forecast, by_budget=by_budget, multiple=multiple)


def _log_budget(log_forecast: Floats, budget_usd: Floats, multiple: float) -> Floats:
    known = budget_usd > 0
    return np.where(known, np.log(np.where(known, budget_usd, 1)), log_forecast - multiple)
