"""What has changed: the data since an earlier snapshot, and the newest movies from those that were learned from."""

from ayne.artifacts.drift import Drift
from ayne.artifacts.figures import Figures
from ayne.artifacts.quality import Change, TableDrift
from ayne.charts.wording import percent
from ayne.report.inputs import Inputs
from ayne.report.moved_shares import moved_shares, points
from ayne.report.section import Section, drawn_figures

PLACE = 110
READS = ("quality_drift", "drift", "figures")
MOST = 20


def section(inputs: Inputs) -> Section:
    """Return the part on drift; tables and columns that did not change are left out."""
    drift = TableDrift.read(inputs["quality_drift"])
    moved = moved_shares(drift)
    values = {
        "is_compared": drift.is_compared,
        "title": Figures.read(inputs["figures"]).root["changed_since_snapshot"].title,
        "tables": [
            {"name": name, "before": change.before, "now": change.now, "change": _growth(change)}
            for name, change in drift.rows.items()
            if change.before != change.now
        ],
        "columns": [
            {"name": name, "before": percent(before), "now": percent(now), "change": points(now - before)}
            for name, before, now in moved[:MOST]
        ],
        "moved": len(moved),
        "errors": Drift.read(inputs["drift"]).errors,
        "figures": drawn_figures(inputs["figures"], ("changed_since_snapshot", "changed_features")),
    }
    return Section("changes", "What has changed?", values, menu="Changes")


def _growth(change: Change) -> float | None:
    return change.now / change.before - 1 if change.before and change.now is not None else None
