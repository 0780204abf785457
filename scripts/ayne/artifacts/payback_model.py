"""`results/predictions/model/payback.json`: what turns a forecast of the gross into the probability that it pays."""

from ayne.artifacts.artifact import Artifact


class PaybackModel(Artifact):
    """A logistic regression with a level and a slope of each band's own, as differences from the common ones.

    Fitted on `n` movies; `rates` are the shares of them that paid, by band, the baseline.
    """

    multiple: float
    intercept: float
    slope: float
    band_intercepts: dict[str, float]
    band_slopes: dict[str, float]
    rates: dict[str, float]
    n: int
