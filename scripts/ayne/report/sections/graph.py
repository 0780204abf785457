"""How the results are made: the graph of the rules."""

from ayne.charts.svg import labelled
from ayne.report.inputs import Inputs
from ayne.report.section import Section

PLACE = 120
READS = ("rulegraph",)


def section(inputs: Inputs) -> Section:
    """Return the part on the workflow; the drawing brings its own style for light and dark."""
    text = inputs["rulegraph"].read_text(encoding="utf-8")
    drawing = text[text.index("<svg") :]
    words = "The rules of the workflow, from what is collected at the top to the model at the bottom"
    return Section(
        "graph", "How it is made", {"svg": drawing if "role=" in drawing else labelled(drawing, words)}, menu="Workflow"
    )
