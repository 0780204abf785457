"""How much more the probabilities to pay say than the base rate, by budget."""

import polars as pl

from ayne.artifacts.payback import BandPayback, PaybackScores
from ayne.champion.band_claims import movies
from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.evaluation.bands import FEWEST, budgets, in_dollars
from ayne.report.figure import ReportFigure
from ayne.report.figures.payback_reliability import NOBODY
from ayne.report.inputs import Inputs

READS = ("champion", "payback")


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the Brier score by budget, beside that of the base rate."""
    return payback_by_budget(PaybackScores.read(inputs.by_model("payback")[inputs.champion]))


def payback_by_budget(payback: PaybackScores) -> ReportFigure:
    """Return the figure of a model's scores."""
    parts = [part for part in payback.by_budget_band if part.n >= FEWEST and part.brier_skill is not None]
    schema = {"budget": pl.String, "brier": pl.Float64, "brier_of_base_rate": pl.Float64}
    rows = [
        (f"{in_dollars(part.band)} ({part.n})", part.brier, part.baseline.brier, part.n, part.rate) for part in parts
    ]
    table = pl.DataFrame(rows, schema=schema | {"n": pl.Int64, "rate": pl.Float64}, orient="row")
    chart = Chart(
        kind="bars", x="budget", y="brier", also="brier_of_base_rate", unit="Brier score, test movies",
        format="number2", y_name="champion", also_name="base rate of the same budgets",
    )  # fmt: skip
    if not parts:
        return ReportFigure(NOBODY, table, chart)
    best, worst = (pick(parts, key=lambda part: part.brier_skill or 0.0) for pick in (max, min))
    title = (
        f"Who pays is told best at {budgets(best.band)}, of {movies(best.n)}: "
        f"an error {_against(best)} the base rate's, "
        f"against {_against(worst)} it at {budgets(worst.band)}, of {movies(worst.n)}"
    )
    return ReportFigure(title, table, chart, "In brackets the number of test movies. Lower is better.")


def _against(part: BandPayback) -> str:
    skill = part.brier_skill or 0.0
    return f"{percent(abs(skill))} {'below' if skill >= 0 else 'above'}"
