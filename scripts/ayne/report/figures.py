"""Figures of the report as SVG text: the same bytes for the same data."""

from io import StringIO
from pathlib import Path

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

# Okabe and Ito's palette, which colour-blind readers can tell apart.
BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#767676"


def forecast_figure(predictions: Path) -> str:
    """Draw actual against predicted gross of the test movies, with each movie's 80 % interval; both axes are logs."""
    test = pl.read_parquet(predictions).filter(pl.col("split") == "test")
    inside = test["actual_usd"].is_between(test["lower_80"], test["upper_80"]).fill_null(value=False)
    with mpl.rc_context({"svg.hashsalt": "ayne", "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure = Figure(figsize=(7, 4.6), layout="constrained")
        axes = figure.subplots()
        for chosen, colour, label in ((inside, BLUE, "inside its 80 % interval"), (~inside, ORANGE, "outside")):
            movies = test.filter(chosen)
            axes.scatter(movies["predicted_usd"], movies["actual_usd"], s=9, alpha=0.6, c=colour, label=label, lw=0)
        ends = np.array([test["predicted_usd"].min(), test["predicted_usd"].max()], dtype=float)
        axes.plot(ends, ends, color=GREY, lw=1, label="as forecast")
        axes.set(xscale="log", yscale="log", xlabel="forecast worldwide gross", ylabel="actual worldwide gross")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(_dollars))
        axes.legend(frameon=False)
        return svg(figure)


def svg(figure: Figure) -> str:
    """Return a figure as an `<svg>` element whose text takes the colour of the page around it."""
    text = StringIO()
    figure.savefig(text, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing = text.getvalue()
    return drawing[drawing.index("<svg") :]


def _dollars(value: float, _position: int) -> str:
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"${value / size:g}{letter}"
    return f"${value:g}"
