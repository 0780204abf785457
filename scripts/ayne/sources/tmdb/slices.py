"""Slices of release dates, each small enough for TMDB to list whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slice:
    """Release dates from `first` to `last`, both included; of movies with at least `min_vote_count` votes."""

    first: date
    last: date
    min_vote_count: int = 0

    def halves(self) -> "tuple[Slice, ...]":
        """Cut the slice in two; itself alone where it is a single day."""
        if self.first == self.last:
            return (self,)
        middle = self.first + (self.last - self.first) // 2
        return (
            Slice(self.first, middle, self.min_vote_count),
            Slice(middle + ONE_DAY, self.last, self.min_vote_count),
        )


def slices_of_year(year: int, min_vote_count: int, snapshot: date) -> Iterator[Slice]:
    """Yield the year, split where the vote count begins to be asked for: a year before the snapshot.

    Votes gather for months after a release; asking for them any sooner would let later fame choose the newest movies.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    boundary = a_year_before(snapshot)
    if min_vote_count == 0 or first >= boundary:
        yield Slice(first, last)
    elif last < boundary:
        yield Slice(first, last, min_vote_count)
    else:
        yield Slice(first, boundary - ONE_DAY, min_vote_count)
        yield Slice(boundary, last)


def a_year_before(day: date) -> date:
    """Return the same day of the year before; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
