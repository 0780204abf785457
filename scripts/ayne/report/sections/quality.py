"""The checks of the tables and how they came out."""

from ayne.artifacts.quality import Checks
from ayne.report.inputs import Inputs
from ayne.report.section import Section

PLACE = 90
READS = ("checks",)


def section(inputs: Inputs) -> Section:
    """Return the part on the checks: those that do not hold first."""
    checks = Checks.read(inputs["checks"]).root
    rows = [{"name": name.replace("_", " "), **dict(check)} for name, check in checks.items()]
    rows.sort(key=lambda row: (row["holds"], row["name"]))
    failed = sum(not check.holds for check in checks.values())
    return Section("quality", "Can the data be trusted?", {"checks": rows, "failed": failed})
