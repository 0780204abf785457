"""The checks of the tables and how they came out."""

from pathlib import Path
from typing import Any

from ayne.core.files import read_json
from ayne.report.sections.section import Section


def quality_section(checks: Path) -> Section:
    """Return the part on the checks: those that do not hold first."""
    verdicts: dict[str, dict[str, Any]] = read_json(checks)
    rows = [{"name": name.replace("_", " "), **verdict} for name, verdict in verdicts.items()]
    rows.sort(key=lambda row: (row["holds"], row["name"]))
    failed = sum(not row["holds"] for row in rows)
    return Section("quality", "Can the data be trusted?", {"checks": rows, "failed": failed})
