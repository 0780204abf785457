"""`results/horizons.json`: how sure, when: the scores of each amount at each horizon, on the same test movies."""

from pydantic import RootModel

from ayne.artifacts.artifact import Artifact, FrozenModel, Score


class HorizonScores(FrozenModel):
    """One amount at one horizon, on `n` test movies that all horizons of the amount have; None without intervals.

    `baseline` is a simple forecast of that moment (`ayne.horizons.baselines`).
    """

    target: str
    horizon: str
    model: str
    n: int
    rmse_log: Score
    within_factor_2: Score
    coverage_80: Score | None
    coverage_90: Score | None
    width_factor_80: Score | None
    width_factor_90: Score | None
    baseline: str
    baseline_rmse_log: Score


class Horizons(Artifact, RootModel[tuple[HorizonScores, ...]]):
    """The whole file, from the largest amount down, in the order of time."""

    model_config = Artifact.model_config | {"extra": None}
