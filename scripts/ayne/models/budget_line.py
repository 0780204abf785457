"""A least-squares line through ln(real budget) and ln(real gross): a baseline by itself, and where boosting starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Line = Mapping[str, float]


def fit_line(log_budget: Floats, log_gross: Floats) -> dict[str, float]:
    """Return `slope`, `intercept`, and `mean_log_gross` for movies without a budget (NaN)."""
    import numpy as np

    known = ~np.isnan(log_budget)
    mean = float(np.mean(log_gross))
    slope, intercept = _least_squares(log_budget[known], log_gross[known]) if known.any() else (0.0, mean)
    return {"slope": slope, "intercept": intercept, "mean_log_gross": mean}


def along_line(line: Line, log_budget: Floats) -> Floats:
    """Return ln of the real gross on the line; the mean where the budget is NaN."""
    import numpy as np

    return np.where(np.isnan(log_budget), line["mean_log_gross"], line["intercept"] + line["slope"] * log_budget)


def _least_squares(x: Floats, y: Floats) -> tuple[float, float]:
    spread = float(((x - x.mean()) ** 2).sum())
    slope = float(((x - x.mean()) * (y - y.mean())).sum()) / spread if spread else 0.0
    return slope, float(y.mean()) - slope * float(x.mean())
