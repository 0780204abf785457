"""Two small figures of one model: how far its forecasts are off, and how often its intervals hold."""

from collections.abc import Mapping
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
