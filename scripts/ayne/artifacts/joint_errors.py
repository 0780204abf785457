"""`joint_errors.json`: how the errors of several movies of one model go together."""

from ayne.artifacts.artifact import Artifact, Score


class JointErrors(Artifact):
    """Errors of `n` movies that were forecast before their result was known, in `years` years of release.

    `sizes`: ln(actual / forecast) over each movie's expected error, sorted, by fifth of the forecasts; `up_to_usd` are
    the upper ends of all fifths but the last.
    `correlation_of_a_year`: of two movies of one year, by their ranks; `variance_between_years` is the F statistic.
    """

    n: int
    years: int
    correlation_of_a_year: Score
    variance_between_years: Score
    up_to_usd: tuple[Score, ...]
    sizes: tuple[tuple[Score, ...], ...]
