"""`trials.json`: the parameters that were tried for a model, in order, and how each did."""

from typing import Any

from ayne.artifacts.artifact import Artifact, FrozenModel


class TrialScore(FrozenModel):
    """One combination of parameters, with its error over the walk-forward years."""

    params: dict[str, Any]
    walk_forward_rmse_log: float


class Trials(Artifact):
    """The whole file; one trial where nothing was searched for."""

    trials: tuple[TrialScore, ...]
