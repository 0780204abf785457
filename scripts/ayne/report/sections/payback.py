"""Will a movie pay: the probabilities' scores beside the base rate's."""

from typing import Any

from ayne.artifacts.payback import PaybackScores, ProbabilityScores
from ayne.report.inputs import Inputs
from ayne.report.section import Section, drawn_figures

PLACE = 60
READS = ("champion", "payback", "figures")


def section(inputs: Inputs) -> Section:
    """Return the part on who pays, the model with the lowest Brier score first."""
    champion = inputs.champion
    scores = {name: PaybackScores.read(path) for name, path in inputs.by_model("payback").items()}
    rows = [_row(name, "champion" if name == champion else "model", paid.test) for name, paid in scores.items()]
    rows.sort(key=lambda row: (row["brier"] is None, row["brier"] or 0, row["name"]))
    test = scores[champion].test
    values = {
        "multiple": scores[champion].multiple,
        "champion": champion,
        "test": test,
        "rows": [*rows, _row("base rate of the same budgets", "baseline", test.baseline)],
        "figures": drawn_figures(inputs["figures"], ("payback_reliability", "payback_by_budget")),
    }
    return Section("payback", "Will it pay?", values, menu="Payback")


def _row(name: str, kind: str, scores: ProbabilityScores) -> dict[str, Any]:
    return {"name": name, "kind": kind, "skill": getattr(scores, "brier_skill", None), **dict(scores)}
