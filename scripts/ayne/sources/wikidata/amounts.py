"""Which of the amounts that Wikidata states is a movie's budget, and which its worldwide gross, in US dollars.

Nothing orders several statements: a fourth of the movies with a gross have two or more, the largest twice the smallest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ayne.sources.wikidata.currencies import in_dollars, is_in_dollars
from ayne.sources.wikidata.statements import Amount, Rank

WORLDWIDE = "Q13780930"
# United States of America; Canada and the United States, Box Office Mojo's "domestic" market.
DOMESTIC = frozenset({"Q30", "Q4043443"})
# Below, an amount was typed in thousands or millions (9.2), or its thousands separator was taken for a decimal point
# (56.964). Above, it is no movie's.
LEAST_USD, MOST_USD = 1_000, 10_000_000_000
NOT_WORLDWIDE = "in another currency than dollars, and not said to be worldwide: mostly of one country"


@dataclass(frozen=True)
class Reading:
    """An amount in whole US dollars, how sure it is, and what was not used of the statements: (value, reason).

    `basis` is `stated` (said to be worldwide), `preferred` (by Wikidata's editors), `single` (the only one) or
    `largest` (of several that say nothing of themselves).
    """

    usd: int | None = None
    basis: str | None = None
    unused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Usable:
    """A statement that is an amount of dollars."""

    usd: int
    amount: Amount


def worldwide_gross(statements: Iterable[Amount], year: int | None) -> Reading:
    """Choose the worldwide gross of a movie released in `year`, whose exchange rates count.

    Of the statements that say that they are worldwide the preferred ones, else all; of those that are dated the latest,
    and of it and the undated ones the largest. Else of those in dollars that say nothing of a place the preferred ones,
    else all: the largest, as grosses grow and a country's is smaller. What is said to be of one country is never the
    worldwide gross, and no sum of countries is. Nor is what is in another currency and says nothing of a place: it is
    mostly that of the currency's country (in recorded statements two thirds of TMDB's worldwide gross for movies from
    there, an eighth for others).
    """
    usable, unused = in_whole_dollars(statements, year)
    worldwide = [one for one in usable if one.amount.place == WORLDWIDE]
    anywhere = [one for one in usable if one.amount.place is None and is_in_dollars(one.amount.unit)]
    unused += [(shown(one.amount), f"the gross of {one.amount.place} alone") for one in elsewhere(usable)]
    unused += [(shown(one.amount), NOT_WORLDWIDE) for one in usable if is_of_its_currency(one.amount)]
    if worldwide:
        return Reading(max(one.usd for one in newest(preferred_of(worldwide))), "stated", unused)
    return largest(anywhere, unused)


def domestic_gross(statements: Iterable[Amount], year: int | None) -> int | None:
    """Return the gross of the United States (and Canada), where a statement says that it is that."""
    usable, _ = in_whole_dollars(statements, year)
    return max((one.usd for one in usable if one.amount.place in DOMESTIC), default=None)


def budget(statements: Iterable[Amount], year: int | None) -> Reading:
    """Choose the production budget: of the best-ranked statements the largest, as estimates grow while one is spent."""
    usable, unused = in_whole_dollars(statements, year)
    return largest(usable, unused)


def largest(usable: Sequence[Usable], unused: list[tuple[str, str]]) -> Reading:
    """Return the largest of the preferred statements, or of all where none is."""
    preferred = preferred_of(usable)
    if not preferred:
        return Reading(unused=unused)
    is_single = len({one.usd for one in usable}) == 1
    basis = "single" if is_single else "preferred" if preferred[0].amount.rank is Rank.PREFERRED else "largest"
    return Reading(max(one.usd for one in preferred), basis, unused)


def in_whole_dollars(statements: Iterable[Amount], year: int | None) -> tuple[list[Usable], list[tuple[str, str]]]:
    """Return the statements that are amounts of dollars, and the others with the reason; no deprecated ones."""
    usable, unused = [], []
    for amount in statements:
        if amount.rank is Rank.DEPRECATED:
            continue
        usd, reason = dollars_of(amount, year)
        if usd is None:
            unused.append((shown(amount), reason))
        else:
            usable.append(Usable(usd, amount))
    return usable, unused


def dollars_of(amount: Amount, year: int | None) -> tuple[int | None, str]:
    """Return whole US dollars, or None and why not."""
    if amount.value is None:
        return None, "an unknown value"
    value, reason = in_dollars(amount.value, amount.unit, year)
    if value is None:
        return None, reason
    if value < LEAST_USD:
        return None, "below $1,000: typed in thousands or millions, or with a decimal point for a separator"
    if value > MOST_USD:
        return None, "above $10 billion: no movie's"
    return int(value.to_integral_value()), ""


def is_of_its_currency(amount: Amount) -> bool:
    """Whether an amount is in another currency than dollars and says nothing of a place."""
    return amount.place is None and not is_in_dollars(amount.unit)


def elsewhere(usable: Iterable[Usable]) -> list[Usable]:
    """Return what was earned in a named place that is not the world."""
    return [one for one in usable if one.amount.place not in (None, WORLDWIDE)]


def preferred_of(usable: Sequence[Usable]) -> Sequence[Usable]:
    """Return the preferred statements, or all where none is."""
    return [one for one in usable if one.amount.rank is Rank.PREFERRED] or usable


def newest(usable: Sequence[Usable]) -> list[Usable]:
    """Leave out what was counted before the latest count; what is not dated may be of any day."""
    latest = max((one.amount.day for one in usable if one.amount.day), default=None)
    return [one for one in usable if one.amount.day in (None, latest)]


def shown(amount: Amount) -> str:
    """Return an amount as it was stated."""
    value = "unknown" if amount.value is None else f"{plain(amount.value)}"
    return f"{value} {amount.unit}" if amount.unit else value


def plain(value: Decimal) -> str:
    """Return a number without exponent."""
    return f"{value:f}"
