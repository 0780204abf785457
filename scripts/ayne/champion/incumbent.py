"""Champion and challenger: who reigns keeps the title until another is better beyond chance, with intervals that hold.

Who reigned before is a setting (`evaluation.champion`), not what an earlier run left: the same settings and data give
the same champion. MLflow's aliases follow the decision and decide nothing.
"""

import math
from collections.abc import Mapping
from typing import Any

import polars as pl

from ayne.core.errors import ConfigError
from ayne.evaluation.bootstrap import paired_bootstrap
from ayne.evaluation.scores import CONFIDENCES, interval_scores, rounded

# By so much more than sampling error, two standard errors, a share may miss its confidence.
COVERAGE_TOLERANCE = 0.02


def decide(
    best: Mapping[str, Any], predictions: Mapping[str, pl.DataFrame], incumbent: str | None, seed: int
) -> dict[str, Any]:
    """Return the content of `champion.json`, given the best model by walk-forward and every model's predictions.

    `challenger` is who was compared with the champion, `comparison` the bootstrap of the challenger's walk-forward
    `rmse_log` minus the champion's; both null where a model is alone.
    """
    scores = best["walk_forward_rmse_log"]
    if incumbent is not None and incumbent not in scores:
        raise ConfigError(f"evaluation.champion: {incumbent!r} is not among the models: {', '.join(scores)}")
    model, reason, rival = best["model"], best["reason"], _runner_up(best)
    if incumbent not in {None, model}:
        model, reason, rival = _compare_with_incumbent(best, predictions, str(incumbent), seed)
    elif incumbent == model:
        reason = f"it reigns, and nobody has a lower walk-forward rmse_log ({scores[model]:.3f})"
    comparison = compare(predictions[rival], predictions[model], seed) if rival else None
    return {
        "model": model,
        "reason": reason,
        "walk_forward_rmse_log": scores,
        "reigned_before": incumbent,
        "challenger": rival,
        "comparison": comparison,
    }


def compare(a: pl.DataFrame, b: pl.DataFrame, seed: int) -> dict[str, float]:
    """Bootstrap the difference in walk-forward `rmse_log` of two models' predictions, `a` minus `b`."""
    past = [table.filter(pl.col("split") == "walk_forward").sort("tmdb_id") for table in (a, b)]
    both = past[0].join(past[1].select("tmdb_id", other_usd="predicted_usd"), on="tmdb_id", maintain_order="left")
    columns = (both[name].to_numpy() for name in ("actual_usd", "predicted_usd", "other_usd"))
    return rounded(paired_bootstrap(*columns, seed=seed)) | {"n": both.height}


def uncovered(predictions: pl.DataFrame) -> list[str]:
    """Return which intervals do not hold in the walk-forward years: share and confidence, in words; none if all do."""
    past = predictions.filter(pl.col("split") == "walk_forward", pl.col("lower_80").is_not_null())
    actual = past["actual_usd"].to_numpy()
    failed = []
    for confidence in CONFIDENCES:
        lower, upper = (past[f"{side}_{confidence}"].to_numpy() for side in ("lower", "upper"))
        share, wanted = interval_scores(actual, lower, upper, confidence)[f"coverage_{confidence}"], confidence / 100
        allowed = COVERAGE_TOLERANCE + 2 * math.sqrt(wanted * (1 - wanted) / max(len(actual), 1))
        if share is None or abs(share - wanted) > allowed:
            failed.append(f"its {confidence} % interval held for {'none' if share is None else f'{share:.1%}'}")
    return failed


def _compare_with_incumbent(
    best: Mapping[str, Any], predictions: Mapping[str, pl.DataFrame], incumbent: str, seed: int
) -> tuple[str, str, str]:
    """Return champion, reason and rival, where the best model is not the one that reigns."""
    challenger = best["model"]
    found = compare(predictions[challenger], predictions[incumbent], seed)
    said = (
        f"walk-forward rmse_log of {challenger} minus that of {incumbent}: {found['difference']:+.3f}, "
        f"95 % interval {found['lower_95']:+.3f} to {found['upper_95']:+.3f} (paired bootstrap, {found['n']} movies)"
    )
    if found["upper_95"] >= 0:
        return incumbent, f"{incumbent} stays: {challenger} is not better beyond chance; {said}", challenger
    if failed := uncovered(predictions[challenger]):
        return incumbent, f"{incumbent} stays: {challenger} is better, but {' and '.join(failed)}; {said}", challenger
    return challenger, f"{challenger} takes over from {incumbent}: {said}", incumbent


def _runner_up(best: Mapping[str, Any]) -> str | None:
    others = {name: score for name, score in best["walk_forward_rmse_log"].items() if name != best["model"]}
    return min(sorted(others), key=lambda name: others[name], default=None)
