"""What every section of the report is."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ayne.artifacts.figures import Figures
from ayne.charts.svg import labelled, read_drawing

UNKNOWN = "\N{EN DASH}"


@dataclass(frozen=True)
class Section:
    """A part of the page: its anchor, its heading, what `parts/{name}.html.j2` is filled with, its name in the menu."""

    name: str
    heading: str
    values: dict[str, Any]
    menu: str = ""


@dataclass(frozen=True)
class DrawnFigure:
    """A drawing with the title that says what it shows."""

    name: str
    title: str
    note: str
    svg: str


def drawn_figures(titles: Path, names: Iterable[str]) -> list[DrawnFigure]:
    """Return those of the figures beside `titles` in which anything is drawn."""
    words = Figures.read(titles).root
    drawings = {name: inline(titles.with_name(f"{name}.svg"), words[name].title) for name in names}
    return [DrawnFigure(name, words[name].title, words[name].note, svg) for name, svg in drawings.items() if svg]


def inline(path: Path, title: str) -> str:
    """Return a figure's file as markup for the page; empty where nothing is drawn in it."""
    drawing = read_drawing(path)
    return labelled(drawing, title) if "<path" in drawing or "<use" in drawing else ""
