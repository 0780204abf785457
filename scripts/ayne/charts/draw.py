"""Drawing a `Chart` of a table: one function a kind, on axes that fit a phone."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import Formatter, LogLocator, MaxNLocator, NullFormatter

from ayne.charts.spec import Chart
from ayne.charts.svg import GREY, LIGHT, drawing
from ayne.charts.wording import IN_SHORT, on_axis

WIDTH_IN = 4.8
LABEL_LENGTH = 28
LEGEND_ROW_IN = 0.19
STYLE: dict[Any, Any] = {
    "svg.hashsalt": "ayne",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "grid.linewidth": 0.4,
    "grid.alpha": 0.5,
    "grid.color": GREY,
    "legend.frameon": False,
    "legend.fontsize": 9.5,
}


def draw(table: pl.DataFrame, chart: Chart) -> str:
    """Return the figure of the first rows of a table as SVG text; empty where no row has a value."""
    shown = table.drop_nulls([chart.x, chart.y])
    if chart.unique:
        shown = shown.unique(subset=chart.x, keep="first", maintain_order=True)
    if shown.is_empty():
        return ""
    # Points and lines are the whole of a table, unless it is told otherwise; labels are as many as can be read.
    shown = shown.head(chart.rows)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH_IN, _height(shown, chart)), layout="constrained")
        axes = figure.subplots()
        _KINDS[chart.kind](axes, shown, chart)
        handles, labels = axes.get_legend_handles_labels()
        if labels:
            ncols = 2 if max(map(len, labels)) < 28 else 1
            size = 2 if chart.kind == "points" else 1
            figure.set_figheight(figure.get_figheight() + LEGEND_ROW_IN * (math.ceil(len(labels) / ncols) - 1))
            figure.legend(handles, labels, loc="outside upper left", ncols=ncols, markerscale=size)
        return drawing(figure)


def _height(table: pl.DataFrame, chart: Chart) -> float:
    return 0.9 + 0.25 * table.height if chart.kind in {"bars", "intervals"} else 3.3


def _bars(axes: Axes, table: pl.DataFrame, chart: Chart) -> None:
    for colour, name, part, places in _series(table, chart):
        # A logarithm has no zero to begin at: there a bar is the way from the reference.
        base = chart.reference if chart.log and chart.reference else 0
        lengths = [value - base for value in part[chart.y].to_list()]
        axes.barh(places, lengths, left=base, color=colour, height=0.62, label=name or chart.y_name)
    # Said beside the bar, unless a second mark may stand there.
    for place, value in enumerate(table[chart.y].to_list()):
        text = "" if chart.also else IN_SHORT[chart.format](value)
        axes.annotate(text, (max(value, 0), place), (3, 0), textcoords="offset points", va="center", fontsize=8.5)
    _second_mark(axes, table, chart)
    _label_rows(axes, table, chart)
    axes.margins(x=0.16)


def _intervals(axes: Axes, table: pl.DataFrame, chart: Chart) -> None:
    low, high = table[_named(chart.low)].to_list(), table[_named(chart.high)].to_list()
    axes.hlines(range(table.height), low, high, color=LIGHT[0], lw=4, alpha=0.35)
    axes.scatter(table[chart.y].to_list(), range(table.height), s=22, color=LIGHT[0], label=chart.y_name, zorder=3)
    _second_mark(axes, table, chart)
    _label_rows(axes, table, chart)


def _second_mark(axes: Axes, table: pl.DataFrame, chart: Chart) -> None:
    if chart.also and table[chart.also].null_count() < table.height:
        values = table[chart.also].cast(pl.Float64).to_list()
        axes.scatter(values, range(table.height), s=26, marker="D", color=LIGHT[1], label=chart.also_name, zorder=4)


def _label_rows(axes: Axes, table: pl.DataFrame, chart: Chart) -> None:
    """Name the rows from the top down, and put the amounts on the horizontal axis."""
    axes.set_yticks(range(table.height), [_cut(str(value)) for value in table[chart.x].to_list()])
    axes.set_ylim(table.height - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x")
    axes.set_axisbelow(True)
    if chart.reference is not None:
        axes.axvline(chart.reference, color=GREY, lw=1, ls=(0, (4, 3)))
    _amounts(axes.xaxis, axes.set_xscale, chart)
    axes.set_xlabel(chart.unit)


def _columns(axes: Axes, table: pl.DataFrame, chart: Chart) -> None:
    below: dict[Any, float] = {}
    for colour, name, part, _ in _series(table, chart):
        places, values = part[chart.x].to_list(), part[chart.y].to_list()
        bottom = [below.get(place, 0) for place in places]
        axes.bar(places, values, bottom=bottom, color=colour, width=0.8, label=name)
        below |= {place: base + value for place, base, value in zip(places, bottom, values, strict=True)}
    _upright(axes, chart)


def _lines(axes: Axes, table: pl.DataFrame, chart: Chart) -> None:
    for colour, name, part, _ in _series(table.sort(chart.x), chart):
        if chart.low and chart.high:
            axes.fill_between(part[chart.x], part[chart.low], part[chart.high], color=colour, alpha=0.18, lw=0)
        axes.plot(part[chart.x], part[chart.y], color=colour, marker="o", ms=3.5, lw=1.6, label=name or chart.y_name)
    _diagonal(axes, table, chart)
    _upright(axes, chart)


def _points(axes: Axes, table: pl.DataFrame, chart: Chart) -> None:
    for colour, name, part, _ in _series(table, chart):
        axes.scatter(part[chart.x], part[chart.y], s=9, alpha=0.6, lw=0, color=colour, label=name)
    _diagonal(axes, table, chart)
    if chart.log:
        axes.set_xscale("log")
    _upright(axes, chart)


def _diagonal(axes: Axes, table: pl.DataFrame, chart: Chart) -> None:
    if chart.diagonal:
        ends = [float(bound) for bound in (table[chart.x].min(), table[chart.x].max())]  # type: ignore[arg-type]
        axes.plot(ends, ends, color=GREY, lw=1, ls=(0, (4, 3)), label="as forecast")


def _upright(axes: Axes, chart: Chart) -> None:
    axes.grid(visible=True, axis="y")
    axes.set_axisbelow(True)
    if chart.reference is not None:
        axes.axhline(chart.reference, color=GREY, lw=1, ls=(0, (4, 3)))
    _amounts(axes.yaxis, axes.set_yscale, chart)
    axes.xaxis.set_major_formatter(_OneFormat(chart.x_format))
    if not chart.log or chart.kind != "points":
        axes.xaxis.set_major_locator(MaxNLocator(7, integer=chart.x_format in {"number", "year"}))
    axes.set(xlabel=chart.x_name or "", ylabel=chart.unit)


def _amounts(axis: Any, set_scale: Callable[[str], None], chart: Chart) -> None:
    if chart.log:
        set_scale("log")
        axis.set_major_locator(LogLocator(subs=(1.0, 3.0) if chart.kind != "points" else (1.0,), numticks=7))
        axis.set_minor_formatter(NullFormatter())
    else:
        axis.set_major_locator(MaxNLocator(5))
    axis.set_major_formatter(_OneFormat(chart.format))


class _OneFormat(Formatter):
    """The numbers of an axis, all with as many decimals."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, value: float, _: int | None = None) -> str:
        return self.format_ticks([value])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return one text a tick; those beyond the axis, which nobody sees, have no say."""
        low, high = sorted(self.axis.get_view_interval()) if self.axis else (-math.inf, math.inf)
        texts = iter(on_axis([value for value in values if low <= value <= high], self._name))
        return [next(texts) if low <= value <= high else "" for value in values]


def _series(table: pl.DataFrame, chart: Chart) -> list[tuple[str, str | None, pl.DataFrame, list[int]]]:
    """Return colour, name, rows and places of each series, in the order in which they come first."""
    if chart.series is None:
        return [(LIGHT[0], None, table, list(range(table.height)))]
    numbered = table.with_row_index("_place")
    names = numbered[chart.series].unique(maintain_order=True).to_list()[: chart.series_limit]
    parts = [numbered.filter(pl.col(chart.series) == name) for name in names]
    return [
        (LIGHT[number % len(LIGHT)], _cut(str(name)), part, part["_place"].to_list())
        for number, (name, part) in enumerate(zip(names, parts, strict=True))
    ]


def _named(column: str | None) -> str:
    if column is None:
        raise ValueError("a chart of intervals needs low and high")
    return column


def _cut(label: str) -> str:
    # A dollar sign would begin a formula
    label = label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1].rstrip() + "…"
    return label.replace("$", r"\$")


_KINDS: dict[str, Callable[[Axes, pl.DataFrame, Chart], None]] = {
    "bars": _bars,
    "columns": _columns,
    "intervals": _intervals,
    "lines": _lines,
    "points": _points,
}
