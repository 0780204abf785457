"""`results/predictions/slates.json`: how often intervals of the sum of a slate held what its movies earned together."""

from ayne.artifacts.artifact import Artifact, FrozenModel, Score


class SlateCoverage(FrozenModel):
    """Of `slates` slates of test movies: the share within each interval, and the median of upper over lower end."""

    slates: int
    coverage_80: Score
    coverage_90: Score
    width_factor_80: Score


class SlateScores(Artifact):
    """The whole file: slates of `movies` movies each, forecast with what the walk-forward years had shown.

    `of_any_year` are drawn from all test movies, `of_one_year` from those of one year. `correlation_of_a_year` is
    that of the errors of two movies of one year, measured on the walk-forward years alone.
    """

    model: str
    movies: int
    correlation_of_a_year: Score
    of_any_year: SlateCoverage | None
    of_one_year: SlateCoverage | None
