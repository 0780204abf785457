"""The incumbent stays champion until a challenger is better beyond chance, with intervals that hold.

The incumbent is a setting (`evaluation.champion`), not what an earlier run left: the same settings and data give the
same champion. MLflow's aliases follow the decision and decide nothing.
"""

import math

import polars as pl

from ayne.artifacts.champion import ChallengerDifference, Champion
from ayne.champion.compare import Predictions, compare
from ayne.core.errors import ConfigError
from ayne.evaluation.scores import CONFIDENCES, interval_scores

# By so much more than sampling error, two standard errors, a share may miss its confidence.
COVERAGE_TOLERANCE = 0.02


def decide(best: Champion, predictions: Predictions, incumbent: str | None, seed: int) -> Champion:
    """Return the champion, given the best model by walk-forward and every model's predictions.

    The challenger is the incumbent or the best model if the other one is champion, else the second best.
    """
    scores = best.walk_forward_rmse_log
    if incumbent is not None and incumbent not in scores:
        raise ConfigError(f"evaluation.champion: {incumbent!r} is not among the models: {', '.join(scores)}")
    model, reason, challenger = best.model, best.reason, _second_best(best)
    if incumbent == model:
        reason = f"the incumbent; no model has a lower walk-forward rmse_log ({scores[model]:.3f})"
    elif incumbent is not None:
        model, reason, challenger = _compare_with_incumbent(model, incumbent, predictions, seed)
    return Champion(
        model=model,
        reason=reason,
        walk_forward_rmse_log=scores,
        incumbent=incumbent,
        challenger=challenger,
        comparison=_difference(challenger, model, predictions, seed) if challenger else None,
    )


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


def _difference(a: str, b: str, predictions: Predictions, seed: int) -> ChallengerDifference:
    difference = compare(predictions, a, b, split="walk_forward", seed=seed)
    n = predictions[a].filter(pl.col("split") == "walk_forward").height
    return ChallengerDifference(**dict(difference), n=n)


def _compare_with_incumbent(best: str, incumbent: str, predictions: Predictions, seed: int) -> tuple[str, str, str]:
    """Return champion, reason and challenger, where the best model is not the incumbent."""
    gap = _difference(best, incumbent, predictions, seed)
    evidence = (
        f"walk-forward rmse_log of {best} minus that of {incumbent}: {gap.difference:+.3f}, "
        f"95 % interval {gap.lower_95:+.3f} to {gap.upper_95:+.3f} (paired bootstrap, {gap.n} movies)"
    )
    if gap.upper_95 >= 0:
        return incumbent, f"{incumbent} stays: {best} is not better beyond chance; {evidence}", best
    if failed := uncovered(predictions[best]):
        return incumbent, f"{incumbent} stays: {best} is better, but {' and '.join(failed)}; {evidence}", best
    return best, f"{best} takes over from {incumbent}: {evidence}", incumbent


def _second_best(best: Champion) -> str | None:
    others = {name: score for name, score in best.walk_forward_rmse_log.items() if name != best.model}
    return min(sorted(others), key=lambda name: others[name], default=None)
