"""The list of a year's movies: those first published in it, slice by slice where the service takes too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ayne.http_client.response import TooLargeError, UnansweredError
from ayne.sources.wikidata.asking import Asker, Rows, in_order
from ayne.sources.wikidata.questions import list_query

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Filters:
    """Which movies are listed: with so many articles at least, and only with a box office or a cost."""

    min_sitelinks: int = 0
    with_amount: bool = False

    def __str__(self) -> str:
        """Say it as a part of a URL."""
        return f"sitelinks={self.min_sitelinks}&amount={str(self.with_amount).lower()}"


EVERY_MOVIE = Filters()


@dataclass(frozen=True)
class DateRange:
    """Days of first publication, from `first` to before `end`."""

    first: date
    end: date
    filters: Filters

    def halves(self) -> "tuple[DateRange, DateRange] | None":
        """Cut the slice in two; None where it is a single day, as 1 January is for all that is known by its year."""
        n_days = (self.end - self.first).days
        if n_days == 1:
            return None
        middle = self.first + n_days // 2 * ONE_DAY
        return DateRange(self.first, middle, self.filters), DateRange(middle, self.end, self.filters)


def slices_of_year(year: int, filters: Filters, snapshot: date) -> Iterator[DateRange]:
    """Yield the year, split where the filters begin to count: a year before the snapshot.

    Articles are written, and amounts stated, after a release; asking for them any sooner would let later success choose
    the newest movies.
    """
    first, end, boundary = date(year, 1, 1), date(year + 1, 1, 1), snapshot - timedelta(days=365)
    if first < boundary:
        yield DateRange(first, min(end, boundary), filters)
    if boundary < end:
        yield DateRange(max(first, boundary), end, EVERY_MOVIE)


async def listed(asker: Asker, wanted: DateRange) -> Rows:
    """Return the movies of a slice, in an order that does not depend on how often it was halved."""
    filters = wanted.filters
    query = list_query(wanted.first, wanted.end, filters.min_sitelinks, with_amount=filters.with_amount)
    try:
        return in_order(await asker.query(query))
    except TooLargeError as error:
        halves = wanted.halves()
        if halves is None:
            raise UnansweredError(f"the movies of {wanted.first}", str(error), 1) from None
        return in_order([row for half in halves for row in await listed(asker, half)])
