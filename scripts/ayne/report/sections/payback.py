"""Will a movie pay: the probabilities' scores beside the base rate's."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ayne.core.files import read_json
from ayne.report.sections.section import Figure, Section

FIGURES = ("payback_reliability", "payback_by_budget")
SCORES = ("brier", "log_loss", "auc", "calibration_error")


def payback_section(scores: Sequence[Path], champion: str, figures: Mapping[str, Figure]) -> Section:
    """Return the part on who pays; `scores` is every model's `payback.json`, the lowest Brier score comes first."""
    found = {path.parent.name: read_json(path) for path in scores}
    mine = found[champion]
    rows = [_row(name, "champion" if name == champion else "model", paid["test"]) for name, paid in found.items()]
    rows.sort(key=lambda row: (row["brier"] is None, row["brier"] or 0, row["name"]))
    base = _row("base rate of the same budgets", "baseline", mine["test"]["baseline"])
    values = {
        "multiple": mine["multiple"],
        "champion": champion,
        "test": mine["test"],
        "rows": [*rows, base],
        "figures": [figures[name] for name in FIGURES if figures[name].svg],
    }
    return Section("payback", "Will it pay?", values)


def _row(name: str, kind: str, scores: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "kind": kind, "skill": scores.get("brier_skill")} | {key: scores[key] for key in SCORES}
