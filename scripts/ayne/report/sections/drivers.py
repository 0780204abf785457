"""What the forecasts rest on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ayne.core.files import read_json
from ayne.report.sections.section import Figure, Section

FEATURES = 20


def drivers_section(importance: Path, figures: Mapping[str, Figure]) -> Section:
    """Return the part on the importance of families and features."""
    found: dict[str, Any] = read_json(importance)
    values = {
        "features": found["by_feature"][:FEATURES],
        "figures": [figures[name] for name in ("drivers", "drivers_shuffled") if figures[name].svg],
    }
    return Section("drivers", "What drives the forecast?", values)
