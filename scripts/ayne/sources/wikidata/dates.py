"""Which of the days on which a movie was published is its release date, as forecasts use it.

One to 38 dates a movie: festivals, countries, re-releases, and years and months written as their first day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ayne.sources.wikidata.statements import Precision, Publication, Rank

# A day that is that much later than the first that is known is a re-release: 2023 beside 2000.
RE_RELEASE = timedelta(days=730)


@dataclass(frozen=True)
class Release:
    """A release date; where none is known to the day, why; `first_year` is that of the first publication there is."""

    day: date | None = None
    reason: str = ""
    first_year: int | None = None


def release_date(publications: Iterable[Publication], home: Iterable[str] = ()) -> Release:
    """Return the first day on which a movie was published to the day, in the country it is from if that is told.

    `home` are the items of its countries of origin. Only what is precise to the day is a day: a year is stated as its
    1 January. Preferred statements go before others; deprecated ones, decades and centuries do not count. Two years and
    more after the first publication that is known, if only by its year, a day is a re-release's.
    """
    stated = [one for one in publications if one.rank is not Rank.DEPRECATED and is_of_a_year(one)]
    if not stated:
        return Release(reason="no known date of publication")
    first = min(end_of(one) for one in stated)
    year = min(one.day.year for one in stated if one.day)
    days = [one for one in stated if one.precision >= Precision.DAY and one.day and one.day <= first + RE_RELEASE]
    if not days:
        known = "month" if any(one.precision == Precision.MONTH for one in stated) else "year"
        is_later = any(one.precision >= Precision.DAY for one in stated)
        reason = "a day of a re-release only" if is_later else f"known to the {known} only"
        return Release(reason=reason, first_year=year)
    preferred = [one for one in days if one.rank is Rank.PREFERRED] or days
    at_home = [one for one in preferred if one.place in set(home)]
    return Release(day=min(one.day for one in at_home or preferred if one.day), first_year=year)


def is_of_a_year(publication: Publication) -> bool:
    """Whether a publication is known to the year at least."""
    return publication.day is not None and publication.precision >= Precision.YEAR


def end_of(publication: Publication) -> date:
    """Return the last day that a publication can have been on: 31 December of a year."""
    day = publication.day or date.max
    if publication.precision >= Precision.DAY:
        return day
    if publication.precision == Precision.MONTH:
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date(day.year, 12, 31)
