"""How sure the forecast of each amount is, from the idea to the second Monday."""

import math

import polars as pl

from ayne.artifacts.horizons import Horizons, HorizonScores
from ayne.charts.spec import Chart
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("horizons",)
AMOUNTS = {
    "worldwide_gross_usd": "worldwide",
    "domestic_gross_usd": "domestic",
    "opening_weekend_usd": "opening",
}
MOMENTS = {
    "greenlight": "a year before",
    "pre_release": "a week before",
    "opening_weekend": "first Monday",
    "second_weekend": "second Monday",
}
WHEN = MOMENTS | {"opening_weekend": "on the first Monday", "second_weekend": "on the second Monday"}
FORECAST_USD = 100e6


def figure(inputs: Inputs) -> ReportFigure:
    """Draw what a forecast of $100M stands for, by amount and moment: the typical 80 % interval."""
    chart = Chart(
        kind="intervals", x="forecast", y="usd", low="lower_80", high="upper_80", format="usd",
        unit="earned by movies forecast at $100M",
    )  # fmt: skip
    scored = [scores for path in inputs.files["horizons"] for scores in Horizons.read(path).root]
    rows = [_row(scores) for scores in scored if scores.width_factor_80 is not None]
    schema = {"forecast": pl.String, "usd": pl.Float64, "lower_80": pl.Float64, "upper_80": pl.Float64}
    table = pl.DataFrame(rows, schema_overrides=schema) if rows else pl.DataFrame(schema=schema)
    if table.is_empty():
        return ReportFigure("No forecast by horizon", table, chart)
    note = "Bars hold 8 of 10. The typical interval of the test movies; all moments of an amount have the same ones."
    return ReportFigure(title(scored), table, chart, note)


def title(scored: list[HorizonScores]) -> str:
    """Say how far the interval of the first amount narrows from its first moment to its last."""
    same = [scores for scores in scored if scores.target == scored[0].target]
    early, late = (f"{_factor(scores):.1f} {WHEN[scores.horizon]}" for scores in (same[0], same[-1]))
    amount = AMOUNTS[same[0].target].capitalize()
    return f"{amount}: in 8 of 10 cases within a factor of {early}, {late}"


def _factor(scores: HorizonScores) -> float:
    return math.sqrt(scores.width_factor_80 or math.nan)


def _row(scores: HorizonScores) -> dict[str, str | float | None]:
    factor = _factor(scores)
    return {
        "forecast": f"{AMOUNTS[scores.target]}, {MOMENTS[scores.horizon]}",
        "usd": FORECAST_USD,
        "lower_80": FORECAST_USD / factor,
        "upper_80": FORECAST_USD * factor,
        "rmse_log": scores.rmse_log,
        "within_factor_2": scores.within_factor_2,
        "coverage_80": scores.coverage_80,
        "n": scores.n,
    }
