"""How a day's requests go to the most wanted movies of all years, although each year is collected by itself.

Movies are counted by the size of their vote count (its binary digits: 0, 1, 2 to 3, 4 to 7 … votes). A year may ask for
its movies down to the size at which the day's requests would be used up by the movies of all years together. Within a
size, the year that is collected first is served first.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from ayne.collection.state import ShardState, state_path

type Sizes = Mapping[str, int]
"""Number of movies by the size of their vote count, as a JSON key."""


def size_of(votes: int) -> int:
    """Return the number of binary digits of a vote count."""
    return max(votes, 0).bit_length()


def vote_threshold(journal_dir: Path, source: str, years: Collection[int], left: int) -> int:
    """Return the votes that a movie needs to be asked about today, with `left` requests for all years.

    A year that this source was not asked about wants all its TMDB movies; one that TMDB was not asked about either is
    taken for an average one.
    """
    known = [sizes for year in years if (sizes := outstanding(journal_dir, source, year)) is not None]
    return smallest_size(known, len(years), left)


def outstanding(journal_dir: Path, source: str, year: int) -> Sizes | None:
    """Return what a source is still to be asked about one year; None where nobody knows."""
    state = ShardState.read(state_path(journal_dir, source, year))
    if state is not None:
        return state.left_by_votes
    listed = ShardState.read(state_path(journal_dir, "tmdb", year))
    return None if listed is None else listed.wanted_by_votes


def smallest_size(known: list[Sizes], n_years: int, left: int) -> int:
    """Return the smallest vote count that today's requests reach; 0 if they are enough for all."""
    total: Counter[int] = Counter()
    for sizes in known:
        total.update({int(size): n for size, n in sizes.items()})
    n_before = 0
    for size in sorted(total, reverse=True):
        n_before += total[size] * n_years // max(len(known), 1)
        if n_before >= left:
            return 1 << (size - 1) if size else 0
    return 0
