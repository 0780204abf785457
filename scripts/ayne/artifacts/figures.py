"""`results/figures/titles.json`: what each figure of the report says."""

from ayne.artifacts.artifact import FrozenModel, Keyed


class FigureWords(FrozenModel):
    """The title says what the figure shows, the note how to read it."""

    title: str
    note: str


class Figures(Keyed[FigureWords]):
    """The whole file, by the figure's name."""
