"""How sure, when: each amount at each horizon, scored on the movies that all of its horizons have."""

from collections.abc import Iterable, Mapping

import polars as pl

from ayne.artifacts.horizons import Horizons, HorizonScores
from ayne.core.errors import DataError
from ayne.evaluation.scores import point_scores, score
from ayne.horizons.cells import Cell

SCORED = ("rmse_log", "within_factor_2", "coverage_80", "coverage_90", "width_factor_80", "width_factor_90")


def same_movies(forecasts: Mapping[Cell, pl.DataFrame], target: str) -> list[int]:
    """Return the test movies that every horizon of a target has; DataError where there is none."""
    ids = [
        set(table.filter(pl.col("split") == "test")["tmdb_id"]) for cell, table in forecasts.items()
        if cell.target == target
    ]  # fmt: skip
    if not (shared := set.intersection(*ids)):
        raise DataError(
            f"no test movie has a forecast of {target} at every horizon: give charts of the test years "
            "(imports.daily_box_office), or leave the amount out of evaluation.targets"
        )
    return sorted(shared)


def score_horizons(
    forecasts: Mapping[Cell, pl.DataFrame],
    models: Mapping[Cell, str],
    baselines: Mapping[Cell, tuple[str, pl.DataFrame]],
) -> Horizons:
    """Score every cell; `baselines` has the name and the test forecasts of each cell's baseline."""
    scored = []
    for cell, table in forecasts.items():
        ids = same_movies(forecasts, cell.target)
        scores = score(_rows(table.filter(pl.col("split") == "test"), ids))
        name, baseline = baselines[cell]
        baseline_rows = _rows(baseline, ids)
        error = point_scores(baseline_rows["actual_usd"].to_numpy(), baseline_rows["predicted_usd"].to_numpy())[
            "rmse_log"
        ]
        scored.append(
            HorizonScores(
                target=cell.target,
                horizon=cell.horizon,
                model=models[cell],
                n=len(ids),
                baseline=name,
                baseline_rmse_log=error,
                **{key: scores[key] for key in SCORED},
            )
        )
    return Horizons(tuple(scored))


def _rows(table: pl.DataFrame, ids: Iterable[int]) -> pl.DataFrame:
    return pl.DataFrame({"tmdb_id": ids}).join(table, on="tmdb_id", how="left", maintain_order="left")
