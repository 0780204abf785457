"""Which figures the report has."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ayne.core.files import read_json
from ayne.report import figures as make
from ayne.report.figures import ReportFigure
from ayne.report.scores import score_table


def report_figures(
    champion: str,
    *,
    metrics: Sequence[Path],
    predictions: Path,
    target: Path,
    truth: Path | None,
    database: Path,
    completeness: Path,
    snapshot: date,
) -> dict[str, ReportFigure]:
    """Return each figure by its name; `predictions` are the champion's."""
    test = pl.read_parquet(predictions).filter(pl.col("split") == "test")
    bands = _bands(read_json(next(path for path in metrics if path.parent.name == champion)))
    return {
        "collected_by_year": make.collected_by_year(database, snapshot),
        "coverage_by_budget": make.coverage_by_budget(bands),
        "error_by_budget": make.error_by_budget(bands),
        "error_by_year": make.error_by_year(test),
        "forecast_and_actual": make.forecast_and_actual(test),
        "known_values": make.known_values(completeness),
        "models_compared": make.models_compared(score_table(metrics, champion, truth, predictions, target)),
    }


def _bands(metrics: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the scores by budget with the unit in the band's name: `$3M to $10M`."""
    return [band | {"band": re.sub(r"(\d+M)", r"$\1", band["band"])} for band in metrics["by_budget_band"]]
