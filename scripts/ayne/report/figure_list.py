"""Which figures the report has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ayne.core.files import read_json
from ayne.report import figures as make
from ayne.report.figures import ReportFigure
from ayne.report.scores import score_table


@dataclass(frozen=True)
class FigureFiles:
    """What the figures are drawn from; `predictions` are the champion's, `truth` None where the catalogue is real."""

    metrics: Sequence[Path]
    predictions: Path
    target: Path
    truth: Path | None
    database: Path
    completeness: Path
    importance: Path


def report_figures(champion: str, files: FigureFiles, snapshot: date) -> dict[str, ReportFigure]:
    """Return each figure by its name."""
    test = pl.read_parquet(files.predictions).filter(pl.col("split") == "test")
    bands = _bands(read_json(next(path for path in files.metrics if path.parent.name == champion)))
    scores = score_table(files.metrics, champion, files.truth, files.predictions, files.target)
    return {
        "collected_by_year": make.collected_by_year(files.database, snapshot),
        "coverage_by_budget": make.coverage_by_budget(bands),
        "drivers": make.drivers(files.importance),
        "drivers_shuffled": make.drivers_shuffled(files.importance),
        "error_by_budget": make.error_by_budget(bands),
        "error_by_year": make.error_by_year(test),
        "forecast_and_actual": make.forecast_and_actual(test),
        "known_values": make.known_values(files.completeness),
        "models_compared": make.models_compared(scores),
    }


def _bands(metrics: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the scores by budget with the unit in the band's name: `$3M to $10M`."""
    return [band | {"band": re.sub(r"(\d+M)", r"$\1", band["band"])} for band in metrics["by_budget_band"]]
