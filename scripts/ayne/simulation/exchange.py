"""Converts dollars into the currency of another country."""

from typing import NamedTuple

from ayne.core.exchange_rates import usd_per_unit

# By country: its currency, and that currency's item in Wikidata.
MONEY = {
    "GB": ("GBP", "Q25224"),
    "CA": ("CAD", "Q1104069"),
    "AU": ("AUD", "Q259502"),
    "FR": ("EUR", "Q4916"),
    "DE": ("EUR", "Q4916"),
    "ES": ("EUR", "Q4916"),
    "IT": ("EUR", "Q4916"),
    "JP": ("JPY", "Q8146"),
    "KR": ("KRW", "Q202040"),
}


class Sum(NamedTuple):
    """An amount in whole units of a currency, and the currency's item."""

    amount: int
    unit: str


def units_of(dollars: int, country: str, year: int) -> Sum | None:
    """Return what dollars of a year were in a country's money; None where nobody knows, or it is the dollar."""
    currency, unit = MONEY.get(country, ("USD", ""))
    rate = usd_per_unit().get((currency, year))
    return None if rate is None else Sum(max(round(dollars / rate), 1), unit)
