"""Whether the probabilities to pay hold."""

import math

import polars as pl

from ayne.artifacts.payback import PaybackScores
from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("champion", "payback")
# Of the normal distribution, for an interval of 95 %.
Z_95 = 1.96
NOBODY = "Too few earlier results to say who pays"


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the share of test movies that paid over the probability that they were given, by tenths."""
    return payback_reliability(PaybackScores.read(inputs.by_model("payback")[inputs.champion]))


def payback_reliability(payback: PaybackScores) -> ReportFigure:
    """Return the figure of a model's scores."""
    schema = {"forecast": pl.Float64, "came_true": pl.Float64, "lower_95": pl.Float64, "upper_95": pl.Float64}
    rows = [(part.forecast, part.came_true, *wilson(part.came_true, part.n), part.n) for part in payback.reliability]
    table = pl.DataFrame(rows, schema=schema | {"n": pl.Int64}, orient="row")
    chart = Chart(
        kind="lines", x="forecast", y="came_true", low="lower_95", high="upper_95", unit="share that paid",
        format="percent", x_format="percent", x_name="probability given", y_name="paid, with the luck of so few movies",
        diagonal=True,
    )  # fmt: skip
    error = payback.test.calibration_error
    if not rows or error is None:
        return ReportFigure(NOBODY, table, chart)
    most = max(payback.reliability, key=lambda part: (part.n, part.from_))
    title = (
        f"The probabilities to pay are off by {100 * error:.1f} points on average: of "
        f"{most.n} movies given about {percent(most.forecast)}, {percent(most.came_true)} paid"
    )
    return ReportFigure(title, table, chart, "A dot a tenth of the scale. On the dashed line a probability is right.")


def wilson(share: float, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share seen among `n`."""
    middle, spread = share + Z_95**2 / (2 * n), Z_95 * math.sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    low, high = ((middle + side * spread) / (1 + Z_95**2 / n) for side in (-1, 1))
    return max(low, 0.0), min(high, 1.0)
