"""`results/figures/titles.json`: what each figure of the report says."""

from ayne.artifacts.artifact import Keyed, Part


class FigureWords(Part):
    """The title says what the figure shows, the note how to read it."""

    title: str
    note: str


class Figures(Keyed[FigureWords]):
    """The whole file, by the figure's name."""
