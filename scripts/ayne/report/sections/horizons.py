"""How sure, when: each amount a year before the release, a week before, and on the Mondays after it."""

from typing import Any

from ayne.artifacts.horizons import Horizons, HorizonScores
from ayne.charts.wording import percent, times
from ayne.report.figures.how_sure_when import AMOUNTS, MOMENTS
from ayne.report.inputs import Inputs
from ayne.report.section import UNKNOWN, Section, drawn_figures

PLACE = 45
READS = ("horizons", "figures")
BASELINES = {
    "log_budget_ols": "a line through the budget",
    "opening_multiple": "opening times the usual multiple",
    "opening_multiple_and_drop": "the same, with the drop",
}


def section(inputs: Inputs) -> Section | None:
    """Return the part on `horizons.json`; None where the study forecasts the worldwide gross alone."""
    scored = [scores for path in inputs.files["horizons"] for scores in Horizons.read(path).root]
    if not scored:
        return None
    figures = drawn_figures(inputs["figures"], ("how_sure_when", "run_decline"))
    return Section("horizons", "How sure, when?", {"rows": list(map(_row, scored)), "figures": figures}, menu="When")


def _row(scores: HorizonScores) -> dict[str, Any]:
    return {
        "amount": AMOUNTS[scores.target],
        "moment": MOMENTS[scores.horizon],
        "n": scores.n,
        "rmse": f"{scores.rmse_log:.2f}",
        "within": percent(scores.within_factor_2),
        "held_80": _share(scores.coverage_80),
        "held_90": _share(scores.coverage_90),
        "width_80": UNKNOWN if scores.width_factor_80 is None else times(scores.width_factor_80),
        "baseline": BASELINES[scores.baseline],
        "baseline_rmse": f"{scores.baseline_rmse_log:.2f}",
        "model": scores.model,
    }


def _share(value: float | None) -> str:
    return UNKNOWN if value is None else percent(value)
