"""The checks of the tables and how they came out."""

from ayne.artifacts.quality import Checks
from ayne.report.inputs import Inputs
from ayne.report.section import Section

PLACE = 100
READS = ("checks",)


def section(inputs: Inputs) -> Section:
    """Return the part on the checks: those that do not hold first."""
    checks = Checks.read(inputs["checks"])
    rows = [
        {"name": name.replace("_", " "), "outcome": check.outcome, **dict(check)} for name, check in checks.root.items()
    ]
    rows.sort(key=lambda row: (row["holds"], row["value"] is None, row["name"]))
    return Section("quality", "Can the data be trusted?", {"checks": rows, "summary": checks.summary}, menu="Checks")
