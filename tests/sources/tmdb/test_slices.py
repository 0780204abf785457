"""How a year of release dates is cut."""

from datetime import date

import pytest

from ayne.sources.tmdb.slices import Slice, a_year_before, slices_of_year

SNAPSHOT = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("year", "slices"),
    [
        (2024, [Slice(date(2024, 1, 1), date(2024, 12, 31), 10)]),
        (2025, [Slice(date(2025, 1, 1), date(2025, 6, 29), 10), Slice(date(2025, 6, 30), date(2025, 12, 31))]),
        (2026, [Slice(date(2026, 1, 1), date(2026, 12, 31))]),
    ],
)
def test_votes_count_only_for_releases_over_a_year_before_the_snapshot(year: int, slices: list[Slice]) -> None:
    assert [*slices_of_year(year, 10, SNAPSHOT)] == slices


def test_without_a_vote_count_a_year_is_one_slice() -> None:
    assert [*slices_of_year(2025, 0, SNAPSHOT)] == [Slice(date(2025, 1, 1), date(2025, 12, 31))]


def test_a_year_that_begins_on_the_boundary_needs_no_votes() -> None:
    assert [*slices_of_year(2025, 10, date(2026, 1, 1))] == [Slice(date(2025, 1, 1), date(2025, 12, 31))]


def test_halves_share_no_day_and_leave_none_out() -> None:
    assert Slice(date(2024, 2, 27), date(2024, 3, 1), 5).halves() == (
        Slice(date(2024, 2, 27), date(2024, 2, 28), 5),
        Slice(date(2024, 2, 29), date(2024, 3, 1), 5),
    )


def test_a_day_cannot_be_halved() -> None:
    day = Slice(date(2024, 2, 29), date(2024, 2, 29))
    assert day.halves() == (day,)


def test_the_year_before_a_leap_day() -> None:
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
