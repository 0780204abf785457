"""Two small figures of one model: how far its forecasts are off, and how often its intervals hold."""

from collections.abc import Sequence

import polars as pl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ayne.artifacts.importance import Importance
from ayne.artifacts.metrics import Metrics
from ayne.artifacts.payback import ReliabilityBin
from ayne.artifacts.scores import Scores
from ayne.charts.wording import short_dollars

# Of the axes in the figures of each fit: left, bottom, width, height. A layout that looks for room takes twice as long.
PLACE = (0.14, 0.14, 0.83, 0.82)


def residual_figure(test: pl.DataFrame) -> Figure:
    """Plot actual / predicted of every test movie against its predicted gross, both axes logarithmic."""
    figure = Figure(figsize=(6, 4))
    axes = figure.add_axes(PLACE)
    axes.scatter(test["predicted_usd"], test["actual_usd"] / test["predicted_usd"], s=8, alpha=0.5, linewidths=0)
    axes.axhline(1, color="black", linewidth=0.8)
    axes.set(xscale="log", yscale="log", xlabel="predicted gross", ylabel="actual / predicted")
    # The library's own labels are formulas, which take it longer than all the rest.
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short_dollars(value)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.minorticks_off()
    return figure


def coverage_figure(metrics: Metrics) -> Figure:
    """Plot the share of movies inside their 80 % and 90 % intervals, overall and by budget band."""
    groups: list[tuple[str, Scores]] = [("all", metrics.test), *((band.band, band) for band in metrics.by_budget_band)]
    figure = Figure(figsize=(6, 4))
    axes = figure.add_axes(PLACE)
    for confidence, marker in ((80, "o"), (90, "s")):
        shares = [getattr(scores, f"coverage_{confidence}") for _, scores in groups]
        known = [float("nan") if share is None else share for share in shares]
        axes.plot([name for name, _ in groups], known, marker, label=f"{confidence} %")
        axes.axhline(confidence / 100, color="grey", linewidth=0.6)
    axes.set(ylim=(0, 1.05), ylabel="share of movies inside")
    axes.legend(title="interval")
    return figure


def reliability_figure(curve: Sequence[ReliabilityBin]) -> Figure:
    """Plot, for each tenth of the forecast probability, how many of its movies did pay."""
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.6)
    axes.plot([entry.forecast for entry in curve], [entry.came_true for entry in curve], "o-")
    for entry in curve:
        place = entry.forecast, entry.came_true
        axes.annotate(f"{entry.n}", place, xytext=(4, -10), textcoords="offset points")
    axes.set(
        xlim=(0, 1), ylim=(0, 1), xlabel="forecast probability of payback", ylabel="share that paid (number of movies)"
    )
    return figure


def importance_figure(importance: Importance) -> Figure:
    """Plot the mean size of the contributions to ln gross of the twenty most important features."""
    features = list(reversed(importance.by_feature[:20]))
    figure = Figure(figsize=(7, 6), layout="constrained")
    axes = figure.subplots()
    axes.barh([entry.name for entry in features], [entry.value for entry in features])
    axes.set(xlabel="mean |contribution| to ln gross")
    return figure
