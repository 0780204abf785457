"""How hard a movie is to forecast: the size of error that its budget and its forecast let expect, in ln dollars.

Movies of small budgets, and those forecast to earn little for theirs, miss by far more than large ones. A line through
ln(|error| + 0.2) says by how much; intervals are as wide as it says.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

# So that one movie forecast to the dollar does not bend the line.
OFFSET = 0.2
# The line is not trusted beyond these errors, e ** -1.5 and e ** 1.5.
LIMIT = 1.5
# The last bits of a least-squares fit differ between machines.
DECIMALS = 9
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Difficulty:
    """The line: ln(error + 0.2) = intercept + by_forecast * ln(forecast) + by_budget * ln(budget), nominal US dollars.

    `multiple` stands in for an unknown budget (NaN): mean ln(forecast / budget) of the movies it was fitted on.
    """

    intercept: float
    by_forecast: float
    by_budget: float
    multiple: float

    def of(self, predicted_usd: Floats, budget_usd: Floats) -> Floats:
        """Return the expected error of each movie."""
        forecast = np.log(predicted_usd)
        budget = _log_budget(forecast, budget_usd, self.multiple)
        line = self.intercept + self.by_forecast * forecast + self.by_budget * budget
        return np.exp(np.clip(line, -LIMIT, LIMIT))

    def as_json(self) -> dict[str, float]:
        """Return the four numbers by name."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, float]) -> "Difficulty":
        """Read what `as_json` returned."""
        return cls(**{key: float(content[key]) for key in ("intercept", "by_forecast", "by_budget", "multiple")})


def fit_difficulty(residuals: Floats, predicted_usd: Floats, budget_usd: Floats) -> Difficulty:
    """Fit the line by least squares on movies that were forecast before their result was known."""
    forecast = np.log(predicted_usd)
    known = budget_usd > 0
    multiple = float(np.mean((forecast - np.log(np.where(known, budget_usd, 1)))[known])) if known.any() else 0.0
    columns = (np.ones(len(forecast)), forecast, _log_budget(forecast, budget_usd, multiple))
    line = np.linalg.lstsq(np.column_stack(columns), np.log(np.abs(residuals) + OFFSET), rcond=None)[0]
    return Difficulty(*(round(float(value), DECIMALS) for value in (*line, multiple)))


def _log_budget(log_forecast: Floats, budget_usd: Floats, multiple: float) -> Floats:
    known = budget_usd > 0
    return np.where(known, np.log(np.where(known, budget_usd, 1)), log_forecast - multiple)
