"""How much each feature and each family matters: by contributions, and by what shuffling it costs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from ayne.artifacts.importance import MeanContribution, PermutationRise
from ayne.explanations.contributions import Contributions
from ayne.models.backtest import fit_and_predict
from ayne.models.encoding import feature_columns
from ayne.models.estimator import Params, load_estimator
from ayne.models.study import Study

Dictionary = Mapping[str, Mapping[str, Any]]
SHUFFLES = 3


def mean_contributions(explained: Contributions, dictionary: Dictionary) -> dict[str, list[MeanContribution]]:
    """Return mean |contribution| to ln gross, `by_feature` and `by_family`, the largest first.

    A family's is of the sum of its features' contributions, movie by movie: features that cancel out count for nothing.
    """
    by_family = _families(explained.by_feature.columns, dictionary)
    means = {name: float(np.abs(explained.by_feature[name].to_numpy()).mean()) for name in explained.by_feature.columns}
    families = {
        family: float(np.abs(explained.by_feature.select(names).to_numpy().sum(axis=1)).mean())
        for family, names in by_family.items()
    }
    return {
        kind: [MeanContribution(name=name, value=value) for name, value in _largest_first(values)]
        for kind, values in (("by_feature", means), ("by_family", families))
    }


def family_permutation(study: Study, name: str, params: Params, dictionary: Dictionary) -> list[PermutationRise]:
    """Return, by family, by how much `rmse_log` of the walk-forward years rises when it is shuffled, the largest first.

    Each year's model is fitted as for its score; then the family's columns are shuffled together among the movies of
    that year, three times. A family whose features others can stand in for costs little.
    """
    families = _families(list(feature_columns(study.features)), dictionary)
    errors: dict[str, list[float]] = {family: [] for family in ["", *families]}
    for fold in study.walk_forward:
        estimator = load_estimator(name)
        fitted, _ = fit_and_predict(study, fold, estimator, params)
        actual = study.target["ln_gross_real_received"].gather(fold.score).to_numpy()
        scored = study.features[fold.score]
        errors[""] += list((estimator.predict(fitted, scored) - actual) ** 2)
        for family, columns in families.items():
            for number in range(SHUFFLES):
                shuffled = _shuffle(scored, columns, study.seed + number)
                errors[family] += list((estimator.predict(fitted, shuffled) - actual) ** 2)
    rmse = {family: float(np.sqrt(np.mean(values))) for family, values in errors.items()}
    rises = {family: rmse[family] - rmse[""] for family in families}
    return [PermutationRise(family=family, rmse_log_rise=rise) for family, rise in _largest_first(rises)]


def _families(columns: Sequence[str], dictionary: Dictionary) -> dict[str, list[str]]:
    families: dict[str, list[str]] = {}
    for name in columns:
        families.setdefault(str(dictionary.get(name, {}).get("family", "other")), []).append(name)
    return families


def _shuffle(features: pl.DataFrame, columns: Sequence[str], seed: int) -> pl.DataFrame:
    order = np.random.default_rng(seed).permutation(features.height)
    return features.with_columns(features.select(columns)[order])


def _largest_first(values: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(values.items(), key=lambda entry: (-entry[1], entry[0]))
