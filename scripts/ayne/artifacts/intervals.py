"""`intervals.json`: from a forecast to its 80 % and 90 % interval."""

from ayne.artifacts.artifact import Artifact, FrozenModel


class Difficulty(FrozenModel):
    """A line: ln(error + 0.2) = intercept + by_forecast * ln(forecast) + by_budget * ln(budget), nominal US dollars.

    `multiple` stands in for an unknown budget: mean ln(forecast / budget) of the movies it was fitted on.
    """

    intercept: float
    by_forecast: float
    by_budget: float
    multiple: float


class HalfWidths(FrozenModel):
    """Half-widths in a movie's difficulty, from the residuals of `n` movies."""

    n: int
    half_width_80: float
    half_width_90: float


class Calibration(Artifact):
    """The whole file: `groups` are budget bands, and `pooled` for all movies together."""

    difficulty: Difficulty
    groups: dict[str, HalfWidths]
