"""The figures of the report as files."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from ayne.artifacts.figures import Figures, FigureWords
from ayne.charts.draw import draw
from ayne.charts.svg import write_svg
from ayne.core.files import write_text
from ayne.questions.answer import NO_FIGURE
from ayne.report import figures
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs
from ayne.report.plugins import load_modules


def make_figures(inputs: Inputs) -> dict[str, ReportFigure]:
    """Return each figure by its name."""
    return {name: module.figure(inputs.only(module.READS)) for name, module in load_modules(figures).items()}


def write_figures(made: Mapping[str, ReportFigure], titles: Path, source: str) -> None:
    """Write each figure beside `titles` as `{name}.svg`, its data as `{name}.csv`, and there all titles and notes."""
    for name, figure in made.items():
        drawn = draw(figure.table, figure.chart) or NO_FIGURE
        write_svg(titles.with_name(f"{name}.svg"), drawn, title=figure.title, source=source)
        numbers = figure.table.with_columns(pl.col(pl.Float64).round_sig_figs(6))
        write_text(titles.with_name(f"{name}.csv"), numbers.write_csv(float_scientific=False))
    Figures({name: FigureWords(title=figure.title, note=figure.note) for name, figure in made.items()}).write(titles)
