"""The table of scores: every model, the baselines, and the known optimum where the world is simulated."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ayne.artifacts.metrics import Metrics
from ayne.models.estimator import BASELINES
from ayne.report.inputs import Inputs


@dataclass(frozen=True)
class ScoreRow:
    """One row of the table; `rmse_log` is on amounts as received, `rmse_log_clean` without those in a wrong unit."""

    name: str
    kind: str
    walk_forward: float | None
    rmse_log: float
    rmse_log_clean: float | None
    within_factor_2: float | None
    coverage_80: float | None
    coverage_90: float | None


def score_rows(models: Iterable[Metrics], champion: str) -> list[ScoreRow]:
    """Return a row per model, the best by walk-forward first; the test has no say in the order."""
    rows = [_row(metrics, champion) for metrics in models]
    return sorted(rows, key=lambda row: (row.walk_forward or 0, row.name))


def _row(metrics: Metrics, champion: str) -> ScoreRow:
    name, test = metrics.model, metrics.test
    return ScoreRow(
        name=name,
        kind="champion" if name == champion else "baseline" if name in BASELINES else "model",
        walk_forward=metrics.walk_forward.overall.rmse_log,
        rmse_log=test.rmse_log,
        rmse_log_clean=metrics.test_clean.rmse_log,
        within_factor_2=test.within_factor_2,
        coverage_80=test.coverage_80,
        coverage_90=test.coverage_90,
    )


def optimum_row(truth: Path, predictions: Path, target: Path) -> ScoreRow:
    """Score the simulated world's own formula on the very movies that the models are tested on."""
    movies = (
        pl.read_parquet(predictions)
        .filter(pl.col("split") == "test")
        .select("tmdb_id", "actual_usd")
        .join(
            pl.read_parquet(truth).select("tmdb_id", "predicted_usd"), on="tmdb_id", how="left", maintain_order="left"
        )
        .join(
            pl.read_parquet(target).select("tmdb_id", "is_scored_clean"),
            on="tmdb_id",
            how="left",
            maintain_order="left",
        )
        .with_columns(error=(pl.col("actual_usd") / pl.col("predicted_usd")).log())
    )
    clean = movies.filter("is_scored_clean")
    within = (movies["error"].abs() <= math.log(2)).mean()
    return ScoreRow("optimum", "the formula", None, _rmse(movies), _rmse(clean), _number(within), None, None)


def _rmse(movies: pl.DataFrame) -> float:
    return math.sqrt(_number((movies["error"] ** 2).mean()))


def _number(value: Any) -> float:
    return float(value)


def score_table(inputs: Inputs) -> list[ScoreRow]:
    """Return every model's row, with the optimum's before them where the world is simulated (`truth`)."""
    champion, predictions = inputs.champion, inputs.by_model("predictions")
    optimum = [optimum_row(truth, predictions[champion], inputs["target"]) for truth in inputs.files["truth"]]
    return [*optimum, *score_rows(map(Metrics.read, inputs.files["metrics"]), champion)]
