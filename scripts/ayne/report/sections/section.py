"""What every part of the report is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ayne.charts.svg import labelled, read_drawing
from ayne.core.files import read_json

UNKNOWN = "\N{EN DASH}"


@dataclass(frozen=True)
class Section:
    """A part of the page: its anchor, its heading, and what `parts/{name}.html.j2` is filled with."""

    name: str
    heading: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A drawing with the title that says what it shows."""

    name: str
    title: str
    note: str
    svg: str


def read_figures(titles: Path) -> dict[str, Figure]:
    """Return the figures that `write_figures` wrote beside `titles`, by name."""
    return {
        name: Figure(name, said["title"], said["note"], inline(titles.with_name(f"{name}.svg"), said["title"]))
        for name, said in read_json(titles).items()
    }


def inline(path: Path, title: str) -> str:
    """Return a figure's file as markup for the page; empty where nothing is drawn in it."""
    drawing = read_drawing(path)
    return labelled(drawing, title) if "<path" in drawing or "<use" in drawing else ""
