"""Whether the probabilities to pay hold."""

import polars as pl

from ayne.artifacts.payback import PaybackScores
from ayne.champion.band_claims import movies
from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.evaluation.shares import may_be, wilson
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("champion", "payback")
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
    # What adds most to the average, which counts movies.
    most = max(payback.reliability, key=lambda part: (part.n * abs(part.came_true - part.forecast), part.from_))
    title = (
        f"The probabilities to pay are off by {100 * error:.1f} points on average, which owes most to "
        f"{movies(most.n)} given about {percent(most.forecast)}, of which {percent(most.came_true)} paid"
    )
    surely = sum(not may_be(part.forecast, part.came_true, part.n) for part in payback.reliability)
    note = (
        "A dot a tenth of the scale. On the dashed line a probability is right; "
        f"{surely or 'none'} of {len(rows)} dots {'is' if surely == 1 else 'are'} off it by more than luck."
    )
    return ReportFigure(title, table, chart, note)
