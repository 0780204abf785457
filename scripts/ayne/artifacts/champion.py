"""`champion.json`: which model is published, why, and which one it was compared with."""

from ayne.artifacts.artifact import Artifact
from ayne.artifacts.comparison import Difference


class ChallengerDifference(Difference):
    """Challenger minus champion, on `n` movies of the walk-forward years."""

    n: int


class Champion(Artifact):
    """The whole file.

    `incumbent` is the model that the settings name (`evaluation.champion`). `challenger` is the model that the champion
    was compared with, `comparison` the difference; both None where a model is alone.
    """

    model: str
    reason: str
    walk_forward_rmse_log: dict[str, float]
    incumbent: str | None = None
    challenger: str | None = None
    comparison: ChallengerDifference | None = None
