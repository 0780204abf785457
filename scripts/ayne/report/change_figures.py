"""What has changed: the tables since an earlier snapshot, and the newest year's movies from those before."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from ayne.champion.drift import CLOCKS
from ayne.charts.spec import Chart
from ayne.charts.wording import MINUS, number
from ayne.report.figures import ReportFigure

SHOWN = 12


def changed_since_snapshot(drift: Mapping[str, Any]) -> ReportFigure:
    """Draw by how many points the share of known values of a column moved, the greatest changes first."""
    moved = moved_shares(drift)
    table = pl.DataFrame(
        [{"column": name, "points": 100 * (now - before), "before": before, "now": now} for name, before, now in moved],
        schema={"column": pl.String, "points": pl.Float64, "before": pl.Float64, "now": pl.Float64},
    )
    chart = Chart(kind="bars", x="column", y="points", unit="points of the share with a value", format="number2")
    return ReportFigure(_changed(drift, moved), table, chart.model_copy(update={"rows": SHOWN}))


def moved_shares(drift: Mapping[str, Any]) -> list[tuple[str, float, float]]:
    """Return name, share before and share now of the columns that both snapshots have, the greatest change first."""
    both = [
        (name, pair["before"], pair["now"])
        for name, pair in drift["completeness_changed"].items()
        if pair["before"] is not None and pair["now"] is not None
    ]
    return sorted(both, key=lambda row: (-abs(row[2] - row[1]), row[0]))


def _changed(drift: Mapping[str, Any], moved: list[tuple[str, float, float]]) -> str:
    if not drift["is_compared"]:
        return "There is no earlier snapshot to compare with"
    movies = drift["rows"].get("movies", {"before": None, "now": None})
    counts = [number(movies[when] or 0) for when in ("before", "now")]
    grown = f"{counts[1]} movies as before" if counts[0] == counts[1] else f"{counts[1]} movies instead of {counts[0]}"
    if not moved:
        return f"Since the earlier snapshot: {grown}, and the same share of values known"
    name, before, now = moved[0]
    return f"Since the earlier snapshot: {grown}; most changed is {name}, by {points(now - before)}"


def points(share: float) -> str:
    """Return the change of a share as `+2.1 points`."""
    return f"{100 * share:+.1f} points".replace("-", MINUS)


def changed_features(drift: Mapping[str, Any]) -> ReportFigure:
    """Draw how far the features of the newest year's movies are from those before; what counts years is left out."""
    shown = [row for row in drift["features"] if row["feature"] not in CLOCKS]
    table = pl.DataFrame(
        [{"feature": row["feature"], "psi": row["psi"], "is_above": row["above"]} for row in shown],
        schema={"feature": pl.String, "psi": pl.Float64, "is_above": pl.Boolean},
    )
    chart = Chart(
        kind="bars", x="feature", y="psi", unit="population stability index", format="number2", rows=SHOWN,
        reference=drift["limits"]["psi"],
    )  # fmt: skip
    if not shown:
        return ReportFigure("There are no features to compare", table, chart)
    above = sum(row["above"] for row in shown)
    period = f"the movies of {drift['newest']['from'][:7]} to {drift['newest']['to'][:7]}"
    title = f"{above} of {len(shown)} features of {period} are unlike those before, most of all {shown[0]['feature']}"
    return ReportFigure(title, table, chart, "The dashed line is the limit; below 0.1 nothing has moved.")
