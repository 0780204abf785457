"""Two small figures of one model: how far its forecasts are off, and how often its intervals hold."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from matplotlib.figure import Figure


def residual_figure(test: pl.DataFrame) -> Figure:
    """Plot actual / predicted of every test movie against its predicted gross, both axes logarithmic."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    axes.scatter(test["predicted_usd"], test["actual_usd"] / test["predicted_usd"], s=8, alpha=0.5, linewidths=0)
    axes.axhline(1, color="black", linewidth=0.8)
    axes.set(xscale="log", yscale="log", xlabel="predicted gross (US$)", ylabel="actual / predicted")
    return figure


def coverage_figure(metrics: Mapping[str, Any]) -> Figure:
    """Plot the share of movies inside their 80 % and 90 % intervals, overall and by budget band."""
    groups = [("all", metrics["test"]), *((band["band"], band) for band in metrics["by_budget_band"])]
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    for confidence, marker in ((80, "o"), (90, "s")):
        given = [(name, scores[f"coverage_{confidence}"]) for name, scores in groups]
        names, shares = zip(*((name, float("nan") if s is None else s) for name, s in given), strict=True)
        axes.plot(names, shares, marker, label=f"{confidence} %")
        axes.axhline(confidence / 100, color="grey", linewidth=0.6)
    axes.set(ylim=(0, 1.05), ylabel="share of movies inside")
    axes.legend(title="interval")
    return figure


def reliability_figure(curve: Sequence[Mapping[str, Any]]) -> Figure:
    """Plot, for each tenth of the forecast probability, how many of its movies did pay."""
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.6)
    axes.plot([entry["forecast"] for entry in curve], [entry["came_true"] for entry in curve], "o-")
    for entry in curve:
        axes.annotate(
            f"{entry['n']}", (entry["forecast"], entry["came_true"]), xytext=(4, -10), textcoords="offset points"
        )
    axes.set(
        xlim=(0, 1), ylim=(0, 1), xlabel="forecast probability to pay", ylabel="share that paid (number of movies)"
    )
    return figure


def importance_figure(importance: Mapping[str, Any], most: int = 20) -> Figure:
    """Plot the mean size of the contributions to ln gross of the most important features."""
    features = list(reversed(importance["by_feature"][:most]))
    figure = Figure(figsize=(7, 6), layout="constrained")
    axes = figure.subplots()
    axes.barh([entry["name"] for entry in features], [entry["value"] for entry in features])
    axes.set(xlabel="mean |contribution| to ln gross")
    return figure
