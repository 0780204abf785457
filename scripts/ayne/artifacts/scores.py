"""The scores of a model on some movies, as `metrics.json` has them; logs are natural, amounts nominal US dollars."""

from ayne.artifacts.artifact import FrozenModel, Score


class IntervalScores(FrozenModel):
    """How the 80 % and 90 % intervals do (`ayne.evaluation.scores`); None where no movie has one."""

    coverage_80: Score | None = None
    coverage_90: Score | None = None
    width_factor_80: Score | None = None
    width_factor_90: Score | None = None
    winkler_80: Score | None = None
    winkler_90: Score | None = None


class Scores(IntervalScores):
    """Scores of `n` movies; None where these movies do not define one."""

    n: int
    rmse_log: Score | None = None
    mae_log: Score | None = None
    r2_log: Score | None = None
    rmsle: Score | None = None
    mdape: Score | None = None
    within_factor_2: Score | None = None
    bias_log: Score | None = None
    class_exact: Score | None = None
    class_one_away: Score | None = None


class KnownScores(Scores):
    """Scores of one movie or more, all of which are defined but `r2_log` of a single one and those of intervals."""

    rmse_log: Score
    mae_log: Score
    rmsle: Score
    mdape: Score
    within_factor_2: Score
    bias_log: Score
    class_exact: Score
    class_one_away: Score
