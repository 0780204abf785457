"""How the results are made: the graph of the rules."""

from pathlib import Path

from ayne.charts.svg import labelled
from ayne.report.sections.section import Section


def graph_section(rulegraph: Path) -> Section:
    """Return the part on the workflow; the drawing brings its own style for light and dark."""
    text = rulegraph.read_text(encoding="utf-8")
    drawing = text[text.index("<svg") :]
    words = "The rules of the workflow, from what is collected at the top to the model at the bottom"
    return Section("graph", "How it is made", {"svg": drawing if "role=" in drawing else labelled(drawing, words)})
