"""What a model is fitted and scored on: features and target side by side, cut into folds by release date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ayne.core.arrays import Floats
from ayne.core.errors import ConfigError, DataError
from ayne.evaluation.splits import Fold, Positions, final_fold, walk_forward_folds


@dataclass(frozen=True, eq=False)
class Study:
    """Features and target with the same movies in the same order (by `tmdb_id`), and the folds of row positions.

    `anchor` is a feature, ln of real dollars: what a movie is known to have grossed when it is forecast. Models are
    fitted to what comes after it; without one, to the whole.
    """

    features: pl.DataFrame
    target: pl.DataFrame
    walk_forward: tuple[Fold, ...]
    final: Fold
    known_after_days: int
    seed: int
    threads: int = 1
    anchor: str | None = None

    def grossed(self, rows: Positions) -> Floats | float:
        """Return ln of what the movies at `rows` are known to have grossed, 0 without an anchor."""
        return 0.0 if self.anchor is None else self.features[self.anchor].gather(rows).to_numpy()


def make_study(
    features: pl.DataFrame, target: pl.DataFrame, *, evaluation: Mapping[str, Any], known_after_days: int,
    seed: int, threads: int = 1, anchor: str | None = None,
) -> Study:  # fmt: skip
    """Cut the folds that `evaluation` asks for: `test_from`, `test_to` (dates or ISO text), `walk_forward_years`.

    `DataError` where features and target are not the same movies, or where there are too few to evaluate on.
    """
    features, target = features.sort("tmdb_id"), target.sort("tmdb_id")
    if not features["tmdb_id"].equals(target["tmdb_id"]):
        odd = set(features["tmdb_id"]) ^ set(target["tmdb_id"])
        example = f", for example tmdb_id {min(odd)}" if odd else ""
        raise DataError(
            f"features and target must hold the same movies, each once: {len(odd)} are in only one of them{example}"
        )
    test_from, test_to = (_day(evaluation, key) for key in ("test_from", "test_to"))
    folds = walk_forward_folds(
        target, test_from=test_from, years=int(evaluation["walk_forward_years"]), known_after_days=known_after_days
    )
    final = final_fold(target, test_from=test_from, test_to=test_to, known_after_days=known_after_days)
    return Study(features, target, tuple(folds), final, known_after_days, seed, threads, anchor)


def _day(evaluation: Mapping[str, Any], key: str) -> date:
    value = evaluation[key]
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ConfigError(f"evaluation.{key}: {value!r} is not a date; write it as 'YYYY-MM-DD'") from None
