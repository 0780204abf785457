"""From the forecasts of the cells to those that agree, their scores, and the timeline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ayne.artifacts.horizons import Horizons
from ayne.artifacts.metrics import Metrics
from ayne.horizons.baselines import baseline_forecasts, baseline_of
from ayne.horizons.cells import Cell
from ayne.horizons.coherence import coherent
from ayne.horizons.fit_cell import cell_study
from ayne.horizons.horizon_scores import score_horizons
from ayne.horizons.timeline import timeline


@dataclass(frozen=True)
class FittedCell:
    """What the best model of a cell forecast, its name, and the file of the cell's features."""

    predictions: pl.DataFrame
    model: str
    features: Path


@dataclass(frozen=True)
class ScoredHorizons:
    """Forecasts by cell, in which no amount passes a larger one, with their scores and each movie's way."""

    forecasts: dict[Cell, pl.DataFrame]
    scores: Horizons
    timeline: pl.DataFrame


def read_cells(
    cells: Sequence[Cell], predictions: Sequence[str], metrics: Sequence[str], features: Sequence[str]
) -> dict[Cell, FittedCell]:
    """Read the files of each cell, given in the order of the cells."""
    return {
        cell: FittedCell(pl.read_parquet(forecast), Metrics.read(Path(scores)).model, Path(described))
        for cell, forecast, scores, described in zip(cells, predictions, metrics, features, strict=True)
    }


def score_study(
    cells: Mapping[Cell, FittedCell],
    target: Path,
    amounts: Path,
    *,
    study: Mapping[str, Any],
    cut_off_days: Mapping[str, int],
) -> ScoredHorizons:
    """Make the forecasts agree, then score what is left; `study` are the options of `make_study`."""
    movies, known = pl.read_parquet(target), pl.read_parquet(amounts)
    forecasts = coherent({cell: fitted.predictions for cell, fitted in cells.items()}, known)
    baselines = {}
    for path in dict.fromkeys(fitted.features for fitted in cells.values()):
        features = pl.read_parquet(path)
        for cell in (cell for cell, fitted in cells.items() if fitted.features == path):
            name = baseline_of(cell)
            described = cell_study(cell, features, movies, known, **study)
            baselines[cell] = name, baseline_forecasts(described, known, name)
    models = {cell: fitted.model for cell, fitted in cells.items()}
    scores = score_horizons(forecasts, models, baselines)
    return ScoredHorizons(forecasts, scores, timeline(forecasts, known, cut_off_days))
