"""What the forecasts rest on."""

from ayne.artifacts.importance import Importance
from ayne.report.inputs import Inputs
from ayne.report.section import Section, drawn_figures

PLACE = 70
READS = ("importance", "figures")
FEATURES = 20


def section(inputs: Inputs) -> Section:
    """Return the part on the importance of families and features."""
    values = {
        "features": Importance.read(inputs["importance"]).by_feature[:FEATURES],
        "figures": drawn_figures(inputs["figures"], ("drivers", "drivers_shuffled")),
    }
    return Section("drivers", "What drives the forecast?", values, menu="Drivers")
