"""`importance.json`: how much each feature and each family matters to the champion."""

from ayne.artifacts.artifact import Artifact, FrozenModel, Score


class MeanContribution(FrozenModel):
    """The mean size of what a feature or family adds to ln of the gross."""

    name: str
    value: Score


class PermutationRise(FrozenModel):
    """By how much the walk-forward `rmse_log` rises when a family is shuffled."""

    family: str
    rmse_log_rise: Score


class Importance(Artifact):
    """The whole file, the largest first; contributions are over `n` test movies, against a mean of `base_log_gross`."""

    model: str
    n: int
    base_log_gross: Score
    by_feature: tuple[MeanContribution, ...]
    by_family: tuple[MeanContribution, ...]
    permutation: tuple[PermutationRise, ...]
