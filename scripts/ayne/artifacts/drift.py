"""`drift.json`: how the newest year's movies, and the champion's errors on them, differ from those before."""

from datetime import date

from ayne.artifacts.artifact import Artifact, FrozenModel, Score
from ayne.core.config_sections import DriftLimits


class EarlierMovies(FrozenModel):
    """The `n` movies released from `from_` on, and before `before`."""

    from_: date
    before: date
    n: int


class NewestMovies(FrozenModel):
    """The `n` movies released from `from_` to `to`, both included."""

    from_: date
    to: date
    n: int


class KolmogorovSmirnov(FrozenModel):
    """The largest distance of two distribution functions, and its p-value."""

    statistic: Score
    p_value: Score


class UnknownShares(FrozenModel):
    """The share of movies without a value, then and now."""

    earlier: Score
    newest: Score


class FeatureDrift(FrozenModel):
    """One feature; `ks` is None of what is no number, `above` whether it is beyond a limit."""

    feature: str
    psi: Score
    ks: KolmogorovSmirnov | None
    unknown: UnknownShares
    moves_by_itself: bool
    above: bool


class PeriodErrors(FrozenModel):
    """Errors of the forecasts of `n` movies, in ln; dates are "None" where there is no movie."""

    from_: str
    to: str
    n: int
    rmse_log: Score | None = None
    bias_log: Score | None = None


class ErrorDrift(FrozenModel):
    """Errors of the walk-forward years and of the newest test year; `above` whether they grew beyond the limit."""

    earlier: PeriodErrors
    newest: PeriodErrors
    above: bool


class Drift(Artifact):
    """The whole file; features are sorted by PSI, the greatest first, and `warnings` names what is above its limit."""

    earlier: EarlierMovies
    newest: NewestMovies
    limits: DriftLimits
    features: tuple[FeatureDrift, ...]
    errors: ErrorDrift
    warnings: tuple[str, ...]
