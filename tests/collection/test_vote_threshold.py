"""A day's requests among the years."""

from pathlib import Path

import pytest

from ayne.collection.state import ShardState, state_path
from ayne.collection.vote_threshold import size_of, smallest_size, vote_threshold

HITS, FLOPS = {"10": 5, "4": 20}, {"4": 30, "0": 100}


@pytest.mark.parametrize(("votes", "size"), [(0, 0), (1, 1), (7, 3), (8, 4), (1000, 10)])
def test_a_size_is_a_power_of_two(votes: int, size: int) -> None:
    assert size_of(votes) == size


@pytest.mark.parametrize(("left", "votes"), [(4, 512), (5, 512), (6, 8), (55, 8), (56, 0), (1000, 0)])
def test_the_most_wanted_of_all_years_come_first(left: int, votes: int) -> None:
    assert smallest_size([HITS, FLOPS], 2, left) == votes


def test_a_year_that_nobody_knows_is_an_average_one() -> None:
    assert smallest_size([HITS], 10, 49) == 512
    assert smallest_size([HITS], 10, 51) == 8


def test_a_year_not_yet_asked_about_wants_all_that_tmdb_has(tmp_path: Path) -> None:
    def write(source: str, year: int, **counts) -> None:
        ShardState(origin="live", as_of="2026-06-30", **counts).write(state_path(tmp_path, source, year))

    write("tmdb", 1999, wanted_by_votes=HITS)
    write("tmdb", 2000, wanted_by_votes=HITS)
    write("omdb", 2000, wanted_by_votes=HITS, left_by_votes={})
    assert vote_threshold(tmp_path, "omdb", range(1999, 2001), left=24) == 8
    assert vote_threshold(tmp_path, "omdb", range(1999, 2001), left=26) == 0
