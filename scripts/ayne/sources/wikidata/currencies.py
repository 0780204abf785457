"""Currencies: what Wikidata's units stand for, and US dollars at a year's average rate.

An amount in a currency of which there is no rate is left out, and never taken for dollars.
"""

from decimal import Decimal

from ayne.core.exchange_rates import usd_per_unit

US_DOLLAR = "USD"
CURRENCIES = {
    "Q4917": US_DOLLAR,
    "Q4916": "EUR",
    "Q25224": "GBP",
    "Q259502": "AUD",
    "Q1104069": "CAD",
    "Q1472704": "NZD",
    "Q8146": "JPY",
    "Q39099": "CNY",
    "Q31015": "HKD",
    "Q202040": "KRW",
    "Q80524": "INR",
    "Q41044": "RUB",
    "Q122922": "SEK",
    "Q132643": "NOK",
    "Q25417": "DKK",
    "Q131473": "ISK",
    "Q25344": "CHF",
    "Q123213": "PLN",
    "Q131016": "CZK",
    "Q47190": "HUF",
    "Q173117": "BRL",
    "Q172872": "TRY",
    "Q177882": "THB",
    "Q163712": "MYR",
    "Q17193": "PHP",
    "Q190951": "SGD",
    "Q16068": "DEM",
    "Q184172": "FRF",
    "Q204992": "ITL",
    "Q189097": "ESP",
    "Q203354": "FIM",
    "Q25627": "LTL",
    "Q133011": "LVL",
    # of which the bank has no rate
    "Q199578": "ARS",
    "Q208526": "TWD",
    "Q199462": "EGP",
    "Q81893": "UAH",
    "Q203567": "NGN",
    "Q192090": "VND",
    "Q209792": "JMD",
    "Q1546443": "GRD",
    "Q202036": "SRD",
    "Q4730": "MXN",
}
# Both have the sign $: Mexican pesos are stated of movies that have nothing to do with Mexico.
DOUBTFUL = {"MXN": "in Mexican pesos, which are often a mistake for dollars"}
# "dollar": whose?
ANY_DOLLAR = "Q14083"


def in_dollars(value: Decimal, unit: str | None, year: int | None) -> tuple[Decimal | None, str]:
    """Return an amount in US dollars of `year`, and "", or None and why that cannot be."""
    currency = CURRENCIES.get(unit or "")
    if currency is None:
        return None, reason_without_currency(unit)
    if currency == US_DOLLAR:
        return value, ""
    if currency in DOUBTFUL:
        return None, DOUBTFUL[currency]
    rate = None if year is None else usd_per_unit().get((currency, year))
    if rate is None:
        return None, f"in {currency}: no exchange rate of {year or 'an unknown year'}"
    return value * Decimal(repr(rate)), ""


def is_in_dollars(unit: str | None) -> bool:
    """Whether a unit is the US dollar."""
    return CURRENCIES.get(unit or "") == US_DOLLAR


def reason_without_currency(unit: str | None) -> str:
    """Say what is wrong with a unit that is no currency."""
    if unit is None:
        return "without a currency"
    return "in dollars of no named country" if unit == ANY_DOLLAR else f"in a unit that is no known currency ({unit})"
