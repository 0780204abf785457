"""What a film of one's own is forecast to earn at the horizon that its facts reach, in words and as JSON."""

from dataclasses import dataclass
from typing import Any

from ayne.charts.wording import short_dollars
from ayne.horizons.cells import AFTER, BEFORE, DOMESTIC, OPENING, WIDE_THEATERS, WORLDWIDE
from ayne.horizons.coherence import column_of

# When a forecast is made, and what it is of.
WHEN = {
    "greenlight": "a year before the release",
    "pre_release": "a week before the release",
    "opening_weekend": "on the Monday after the opening",
    "second_weekend": "on the second Monday",
    "post_release": "after the release",
}
IF_WIDE = f", if in {WIDE_THEATERS} theaters or more"
NAMES = {WORLDWIDE: "worldwide", DOMESTIC: "US and Canada", OPENING: "opening weekend"}
Amount = dict[str, float | None]


@dataclass(frozen=True)
class FilmAmounts:
    """What a film is forecast to earn at a horizon: by target the point and both intervals, nominal US dollars.

    `usual` is that of the study's published model, whose forecast stands alone where the study has no others. An
    opening that is known has neither interval. `prob_payback` is the chance of payback by the worldwide amount.
    """

    horizon: str
    usual: str
    amounts: dict[str, Amount]
    warnings: list[str]
    is_by_horizon: bool = True
    is_of_wide_releases: bool = False
    prob_payback: float | None = None

    @property
    def when(self) -> str:
        """The day of these amounts, in words, and what they suppose of a film that is not out yet."""
        return WHEN[self.horizon] + (IF_WIDE if self.is_of_wide_releases and self.horizon in BEFORE else "")

    @property
    def usually(self) -> str:
        """The day of the published model's forecast, in words."""
        return WHEN[self.usual]

    @property
    def is_after_release(self) -> bool:
        """Whether they go before the published model's forecast, which knows nothing of the film's weekends."""
        return self.is_by_horizon and self.horizon in AFTER

    @property
    def by_name(self) -> dict[str, Amount]:
        """The amounts by what they are called, from the largest down."""
        return {NAMES[target]: amount for target, amount in self.amounts.items()}

    @property
    def lines(self) -> list[str]:
        """A line an amount; none where there is only the forecast of the published model."""
        if not self.is_by_horizon:
            return []
        return [f"{name} {_in_words(amount)}" for name, amount in self.by_name.items()]

    @property
    def columns(self) -> dict[str, int | str | None]:
        """Return the horizon and the amounts as cells of a table, in whole dollars: `domestic_gross_usd_lower_80`."""
        named = {
            column_of(target, name): usd for target, amount in self.amounts.items() for name, usd in amount.items()
        }
        cells = {name: None if usd is None else round(usd) for name, usd in named.items()}
        return {"horizon": self.horizon} | (cells if self.is_by_horizon else {})

    def beside(self, forecast: dict[str, Any]) -> dict[str, Any]:
        """Return a published forecast as JSON with the horizon, the amounts there, and what to mind about them."""
        amounts = {"amounts": self.amounts} if self.is_by_horizon else {}
        return forecast | {"horizon": self.horizon, "warnings": [*forecast["warnings"], *self.warnings]} | amounts


def _in_words(amount: Amount) -> str:
    usd, low, high = (amount[name] for name in ("predicted_usd", "lower_80", "upper_80"))
    point = short_dollars(usd or 0)
    if low is None or high is None:
        return point
    return f"{point}, in 8 of 10 cases {short_dollars(low)} to {short_dollars(high)}"
