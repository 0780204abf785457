"""What has changed: the data since an earlier snapshot, and the newest movies from those that were learned from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ayne.charts.wording import percent
from ayne.core.files import read_json
from ayne.report.change_figures import moved_shares, points
from ayne.report.sections.section import Figure, Section

FIGURES = ("changed_since_snapshot", "changed_features")
MOST = 20


def changes_section(quality_drift: Path, drift: Path, figures: Mapping[str, Figure]) -> Section:
    """Return the part on drift; tables and columns that did not change are left out."""
    tables, newest = read_json(quality_drift), read_json(drift)
    moved = moved_shares(tables)
    values = {
        "is_compared": tables["is_compared"],
        "title": figures["changed_since_snapshot"].title,
        "tables": [
            {"name": name, **pair, "change": _change(pair)}
            for name, pair in tables["rows"].items()
            if pair["before"] != pair["now"]
        ],
        "columns": [
            {"name": name, "before": percent(before), "now": percent(now), "change": points(now - before)}
            for name, before, now in moved[:MOST]
        ],
        "moved": len(moved),
        "errors": newest["errors"],
        "figures": [figures[name] for name in FIGURES if figures[name].svg],
    }
    return Section("changes", "What has changed?", values)


def _change(pair: Mapping[str, Any]) -> float | None:
    return pair["now"] / pair["before"] - 1 if pair["before"] and pair["now"] is not None else None
