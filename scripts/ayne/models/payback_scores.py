"""`payback.json` and `payback.parquet`: how well a model's forecasts tell which movies pay."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from ayne.artifacts.payback import BandPayback, PaybackScores, PeriodPayback
from ayne.evaluation.bands import BANDS, bands_of
from ayne.evaluation.payback import walk_forward_payback
from ayne.evaluation.probability_scores import reliability, score_probabilities

COLUMNS = ("tmdb_id", "release_date", "budget_usd", "paid_back", "prob_payback", "prob_baseline", "split")


def payback_table(
    predictions: pl.DataFrame, target: pl.DataFrame, *, multiple: float, evaluation: Mapping[str, Any],
    known_after_days: int,
) -> pl.DataFrame:  # fmt: skip
    """Return one row per prediction, sorted by split and `tmdb_id`; amounts are nominal US dollars as received.

    `paid_back`: the gross was `multiple` times the budget or more. `prob_baseline`: the share of the movies of the
    same budget band that did among those whose result was known.
    """
    return walk_forward_payback(
        with_budget(predictions, target),
        multiple=multiple,
        test_from=date.fromisoformat(evaluation["test_from"]),
        years=int(evaluation["walk_forward_years"]),
        known_after_days=known_after_days,
    ).select(COLUMNS)


def with_budget(predictions: pl.DataFrame, target: pl.DataFrame) -> pl.DataFrame:
    """Add `budget_usd`, as received, to predictions that lack it, in their order."""
    if "budget_usd" in predictions.columns:
        return predictions
    budget = target.select("tmdb_id", budget_usd="budget_received_usd")
    return predictions.join(budget, on="tmdb_id", how="left", maintain_order="left")


def payback_scores(table: pl.DataFrame, name: str, multiple: float) -> PaybackScores:
    """Return the scores of `payback_table` beside the baseline's."""
    test = table.filter(pl.col("split") == "test", pl.col("prob_payback").is_not_null())
    band = pl.Series(bands_of(test["budget_usd"]), dtype=pl.String)
    by_band = [BandPayback(band=entry.name, **_period(test.filter(band == entry.name))) for entry in BANDS]
    return PaybackScores(
        model=name,
        multiple=multiple,
        test=PeriodPayback(**_period(test)),
        walk_forward=PeriodPayback(**_period(table.filter(pl.col("split") == "walk_forward"))),
        by_budget_band=by_band,
        reliability=reliability(test["prob_payback"].to_numpy(), test["paid_back"].to_numpy()),
    )


def _period(table: pl.DataFrame) -> dict[str, Any]:
    with_chance = table.filter(pl.col("prob_payback").is_not_null())
    came_true = with_chance["paid_back"].to_numpy()
    scores = score_probabilities(with_chance["prob_payback"].to_numpy(), came_true)
    baseline = score_probabilities(with_chance["prob_baseline"].to_numpy(), came_true)
    skill = {f"{key}_skill": _skill(scores[key], baseline[key]) for key in ("brier", "log_loss")}
    return scores | skill | {"baseline": baseline}


def _skill(score: float | None, baseline: float | None) -> float | None:
    return 1 - score / baseline if score is not None and baseline else None
