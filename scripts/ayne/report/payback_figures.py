"""Who pays: whether the probabilities hold, and how much more they say than the base rate."""

import math
from collections.abc import Mapping
from typing import Any

import polars as pl

from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.report.figures import FEWEST, ReportFigure, budgets, in_dollars

# Of the normal distribution, for an interval of 95 %.
Z_95 = 1.96
NOBODY = "Too few earlier results to say who pays"


def payback_reliability(payback: Mapping[str, Any]) -> ReportFigure:
    """Draw the share of test movies that paid over the probability that they were given, by tenths."""
    schema = {"forecast": pl.Float64, "came_true": pl.Float64, "lower_95": pl.Float64, "upper_95": pl.Float64}
    rows = [
        {"forecast": part["forecast"], "came_true": part["came_true"], "n": part["n"]}
        | dict(zip(("lower_95", "upper_95"), wilson(part["came_true"], part["n"]), strict=True))
        for part in payback["reliability"]
    ]
    table = pl.DataFrame(rows, schema=schema | {"n": pl.Int64})
    chart = Chart(
        kind="lines", x="forecast", y="came_true", low="lower_95", high="upper_95", unit="share that paid",
        format="percent", x_format="percent", x_name="probability given", y_name="paid, with the luck of so few movies",
        diagonal=True,
    )  # fmt: skip
    if not rows:
        return ReportFigure(NOBODY, table, chart)
    most = max(payback["reliability"], key=lambda part: (part["n"], part["from"]))
    title = (
        f"The probabilities to pay are off by {100 * payback['test']['calibration_error']:.1f} points on average: of "
        f"{most['n']} movies given about {percent(most['forecast'])}, {percent(most['came_true'])} paid"
    )
    return ReportFigure(title, table, chart, "A dot a tenth of the scale. On the dashed line a probability is right.")


def payback_by_budget(payback: Mapping[str, Any]) -> ReportFigure:
    """Draw the Brier score by budget, beside that of the base rate."""
    parts = [part for part in payback["by_budget_band"] if part["n"] >= FEWEST and part["brier_skill"] is not None]
    schema = {"budget": pl.String, "brier": pl.Float64, "brier_of_base_rate": pl.Float64}
    rows = [
        {"budget": f"{in_dollars(part['band'])} ({part['n']})", "brier": part["brier"]}
        | {"brier_of_base_rate": part["baseline"]["brier"], "n": part["n"], "rate": part["rate"]}
        for part in parts
    ]
    table = pl.DataFrame(rows, schema=schema | {"n": pl.Int64, "rate": pl.Float64})
    chart = Chart(
        kind="bars", x="budget", y="brier", also="brier_of_base_rate", unit="Brier score, test movies",
        format="number2", y_name="champion", also_name="base rate of the same budgets",
    )  # fmt: skip
    if not parts:
        return ReportFigure(NOBODY, table, chart)
    best, worst = (pick(parts, key=lambda part: part["brier_skill"]) for pick in (max, min))
    title = (
        f"Who pays is told best at {budgets(best['band'])}: an error {percent(best['brier_skill'])} below the base "
        f"rate's, against {percent(worst['brier_skill'])} at {budgets(worst['band'])}"
    )
    return ReportFigure(title, table, chart, "In brackets the number of test movies. Lower is better.")


def wilson(share: float, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share seen among `n`."""
    middle, spread = share + Z_95**2 / (2 * n), Z_95 * math.sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    low, high = ((middle + side * spread) / (1 + Z_95**2 / n) for side in (-1, 1))
    return max(low, 0.0), min(high, 1.0)
