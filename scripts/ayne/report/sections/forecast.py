"""How good the forecast is: beside baselines, beside the optimum where it is known, and where it fails."""

from collections.abc import Mapping, Sequence
from typing import Any

from ayne.report.score_tables import ScoreRow
from ayne.report.sections.section import Figure, Section

FIGURES = (
    "forecast_and_actual", "models_compared", "error_by_budget", "coverage_by_budget", "error_by_year",
)  # fmt: skip


def forecast_section(
    champion: Mapping[str, Any], test: Mapping[str, Any], rows: Sequence[ScoreRow], figures: Mapping[str, Figure]
) -> Section:
    """Return the part on the scores; `rows` are of every model, the optimum first where it is known."""
    values = {
        "champion": champion,
        "test": test,
        "rows": rows,
        "has_optimum": any(row.kind == "the formula" for row in rows),
        "figures": [figures[name] for name in FIGURES if figures[name].svg],
    }
    return Section("forecast", "How good is the forecast?", values)
