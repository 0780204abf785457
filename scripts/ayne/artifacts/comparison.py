"""`comparison.json`: every two models compared by paired bootstrap of `rmse_log`."""

from ayne.artifacts.artifact import Artifact, FrozenModel, Score


class Difference(FrozenModel):
    """`rmse_log` of one model minus that of another, its 95 % interval, and the chance that the one is better."""

    difference: Score
    lower_95: Score
    upper_95: Score
    prob_better: Score


class Pair(Difference):
    """The difference of `model` minus `against`."""

    model: str
    against: str


class Comparison(Artifact):
    """The whole file: each pair stands once, by its names in order; `draws` are those of the bootstrap."""

    score: str = "rmse_log"
    draws: int
    seed: int
    test: tuple[Pair, ...]
    walk_forward: tuple[Pair, ...]
