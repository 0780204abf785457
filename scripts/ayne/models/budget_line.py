"""A least-squares line through ln(real budget) and ln(real gross): a baseline by itself, and where boosting starts.

Boosting starts from a line with a step: a budget below 1,000 dollars stands in millions, and how far below the line
the gross beside it is, as that may stand in millions too, is learnt from such movies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ayne.core.arrays import Floats

Line = Mapping[str, float]
# No movie costs less: TMDB's budget is a placeholder then, or stands in thousands or millions.
SMALLEST_BUDGET_USD = 1_000
# ln(1,000 dollars) and ln(1,000,000).
SMALLEST_BUDGET = 6.907755278982137
MILLION = 13.815510557964274
# The step starts from so many movies on the line.
PRIOR_MOVIES = 3


def fit_line(log_budget: Floats, log_gross: Floats) -> dict[str, float]:
    """Return `slope`, `intercept`, and `mean_log_gross` for movies without a budget (NaN)."""
    import numpy as np

    known = ~np.isnan(log_budget)
    mean = float(np.mean(log_gross))
    slope, intercept = _least_squares(log_budget[known], log_gross[known]) if known.any() else (0.0, mean)
    return {"slope": slope, "intercept": intercept, "mean_log_gross": mean}


def fit_stepped_line(log_budget: Floats, log_gross: Floats) -> dict[str, float]:
    """Return a line through budgets in dollars, and `step`: what is added beside a budget in millions."""
    import numpy as np

    in_millions = log_budget < SMALLEST_BUDGET
    line = fit_line(np.where(in_millions, np.nan, log_budget), log_gross) | {"step": 0.0}
    residuals = (log_gross - along_line(line, log_budget))[in_millions]
    return line | {"step": float(residuals.sum()) / (len(residuals) + PRIOR_MOVIES)}


def along_line(line: Line, log_budget: Floats) -> Floats:
    """Return ln of the real gross on the line; the mean where the budget is NaN."""
    import numpy as np

    in_millions = (log_budget < SMALLEST_BUDGET) & ("step" in line)
    log_dollars = np.where(in_millions, log_budget + MILLION, log_budget)
    on_line = line["intercept"] + line["slope"] * log_dollars + np.where(in_millions, line.get("step", 0.0), 0.0)
    return np.where(np.isnan(log_budget), line["mean_log_gross"], on_line)


def _least_squares(x: Floats, y: Floats) -> tuple[float, float]:
    spread = float(((x - x.mean()) ** 2).sum())
    slope = float(((x - x.mean()) * (y - y.mean())).sum()) / spread if spread else 0.0
    return slope, float(y.mean()) - slope * float(x.mean())
