"""`results/models/{model}/payback.json`: how well a model's forecasts tell which movies pay."""

from ayne.artifacts.artifact import Artifact, FrozenModel, Score


class ProbabilityScores(FrozenModel):
    """Scores of the probabilities given to `n` movies, of which the share `rate` paid; None where undefined."""

    n: int
    rate: Score | None = None
    brier: Score | None = None
    log_loss: Score | None = None
    auc: Score | None = None
    calibration_error: Score | None = None


class PeriodPayback(ProbabilityScores):
    """Beside them those of the base rate by budget band, and by what share the scores are below these."""

    brier_skill: Score | None = None
    log_loss_skill: Score | None = None
    baseline: ProbabilityScores


class BandPayback(PeriodPayback):
    """The same on the test movies of a budget band."""

    band: str


class ReliabilityBin(FrozenModel):
    """The `n` test movies given a probability of `from_` to `to`: its mean, and the share that paid."""

    from_: Score
    to: Score
    n: int
    forecast: Score
    came_true: Score


class PaybackScores(Artifact):
    """The whole file; a movie pays whose worldwide gross is `multiple` times its budget or more."""

    model: str
    multiple: float
    test: PeriodPayback
    walk_forward: PeriodPayback
    by_budget_band: tuple[BandPayback, ...]
    reliability: tuple[ReliabilityBin, ...]
