"""Which figures the report has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ayne.core.files import read_json
from ayne.report import figures as make
from ayne.report.change_figures import changed_features, changed_since_snapshot
from ayne.report.comparison_figure import champion_against_others
from ayne.report.figures import ReportFigure
from ayne.report.payback_figures import payback_by_budget, payback_reliability
from ayne.report.score_tables import score_table


@dataclass(frozen=True)
class FigureFiles:
    """What the figures are drawn from, `predictions` and `payback` of the champion; `truth` is None for real movies."""

    metrics: Sequence[Path]
    predictions: Path
    target: Path
    truth: Path | None
    database: Path
    completeness: Path
    importance: Path
    comparison: Path
    payback: Path
    quality_drift: Path
    drift: Path


def report_figures(champion: str, files: FigureFiles, snapshot: date) -> dict[str, ReportFigure]:
    """Return each figure by its name."""
    test = pl.read_parquet(files.predictions).filter(pl.col("split") == "test")
    bands = _bands(read_json(next(path for path in files.metrics if path.parent.name == champion)))
    scores = score_table(files.metrics, champion, files.truth, files.predictions, files.target)
    payback, drift = read_json(files.payback), read_json(files.drift)
    return {
        "champion_against_others": champion_against_others(read_json(files.comparison), champion),
        "changed_features": changed_features(drift),
        "changed_since_snapshot": changed_since_snapshot(read_json(files.quality_drift)),
        "collected_by_year": make.collected_by_year(files.database, snapshot),
        "coverage_by_budget": make.coverage_by_budget(bands),
        "drivers": make.drivers(files.importance),
        "drivers_shuffled": make.drivers_shuffled(files.importance),
        "error_by_budget": make.error_by_budget(bands),
        "error_by_year": make.error_by_year(test),
        "forecast_and_actual": make.forecast_and_actual(test),
        "known_values": make.known_values(files.completeness),
        "models_compared": make.models_compared(scores),
        "payback_by_budget": payback_by_budget(payback),
        "payback_reliability": payback_reliability(payback),
    }


def _bands(metrics: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the scores by budget with the unit in the band's name: `$3M to $10M`."""
    return [band | {"band": make.in_dollars(band["band"])} for band in metrics["by_budget_band"]]
