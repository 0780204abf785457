"""What the scores by budget show, chance considered: the same sentences in the model card and in the report."""

import math
from collections.abc import Sequence

from ayne.artifacts.metrics import KnownBandScores, Metrics
from ayne.charts.wording import percent
from ayne.evaluation.bands import FEWEST, budgets, in_dollars
from ayne.evaluation.shares import Z_95, may_be, may_be_equal

# A share of fewer movies may be far off: their number is said to be small.
FEW = 30
NONE = f"No budget band has {FEWEST} test movies: nothing is known of where forecasts fail"


def movies(n: int) -> str:
    """Return `41 movies`, `only 18 movies`."""
    return f"only {n} movies" if n < FEW else f"{n:,} movies"


def fails_most(bands: Sequence[KnownBandScores]) -> str:
    """Say at which budgets the fewest forecasts are within a factor of two, beside where the most are."""
    if not bands:
        return NONE
    worst, best = (pick(bands, key=lambda band: band.within_factor_2) for pick in (min, max))
    share_within = f"{percent(worst.within_factor_2)} of {movies(worst.n)} within a factor of two"
    if worst.band == best.band:
        return f"At {budgets(worst.band)} {share_within}"
    luck = may_be_equal((worst.within_factor_2, worst.n), (best.within_factor_2, best.n))
    return (
        f"Forecasts fail most at {budgets(worst.band)}: {share_within}, against {percent(best.within_factor_2)} of "
        f"{movies(best.n)} at {budgets(best.band)}{'; that may be luck' if luck else ''}"
    )


def holds_least(bands: Sequence[KnownBandScores], level: int) -> str:
    """Say at which budgets the interval of `level` percent holds for the fewest; empty where there are no intervals."""
    known = [(share, band) for band in bands if (share := _coverage(band, level)) is not None]
    if not known:
        return ""
    share, band = min(known, key=lambda entry: entry[0])
    claim = f"The {percent(level / 100)} interval holds least at {budgets(band.band)}: for {percent(share)} of"
    if share >= level / 100:
        return f"{claim} {movies(band.n)}, which is as promised"
    luck = may_be(level / 100, share, band.n)
    return f"{claim} {movies(band.n)}, {'which may be luck' if luck else 'fewer than luck explains'}"


def _coverage(band: KnownBandScores, level: int) -> float | None:
    return band.coverage_80 if level == 80 else band.coverage_90


def leans_most(bands: Sequence[KnownBandScores]) -> str:
    """Say at which budgets forecasts are too high or too low on average, if that is more than luck."""
    beyond = [band for band in bands if abs(band.bias_log) > Z_95 * _luck(band)]
    if not beyond:
        return "At no budget does it lean to one side by more than luck"
    band = max(beyond, key=lambda band: abs(band.bias_log))
    side, factor = "too high" if band.bias_log > 0 else "too low", math.exp(abs(band.bias_log))
    return f"It leans most at {budgets(band.band)}: {side}, by a factor of {factor:.2f} on average of {movies(band.n)}"


def _luck(band: KnownBandScores) -> float:
    """Return the standard error of the mean error."""
    return math.sqrt(max(band.rmse_log**2 - band.bias_log**2, 0) / band.n)


def too_small(metrics: Metrics) -> str:
    """Name the budget bands with too few test movies to judge; empty where there are none."""
    small = [f"{in_dollars(band.band)} ({band.n})" for band in metrics.by_budget_band if band.n < FEWEST]
    return f"Too few test movies to judge budgets {', '.join(small)}" if small else ""
