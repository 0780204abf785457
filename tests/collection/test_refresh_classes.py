"""Ages: the day on which an answer is too old, and when a movie has settled."""

from datetime import date

import pytest

from ayne.collection.refresh_classes import DEFAULT_REFRESH, is_frozen

DUNE_2 = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("answered", "due"),
    [
        (date(2023, 1, 1), date(2023, 1, 6)),  # announced: as the newest
        (date(2024, 4, 25), date(2024, 4, 30)),  # 60 days old when due
        (date(2024, 4, 26), date(2024, 5, 11)),  # 61 days old five days later: the next class
        (date(2024, 8, 20), date(2024, 9, 19)),  # passes 180 days on the way
        (date(2025, 2, 1), date(2025, 5, 2)),  # passes a year on the way
        (date(2030, 1, 1), date(2030, 4, 1)),
    ],
)
def test_dune_2_is_asked_about_less_and_less(answered: date, due: date) -> None:
    assert DEFAULT_REFRESH.due_day(answered, DUNE_2) == due


@pytest.mark.parametrize(
    ("unchanged", "snapshot", "frozen"),
    [(3, date(2025, 3, 2), True), (3, date(2025, 3, 1), False), (2, date(2030, 1, 1), False)],
)
def test_a_movie_settles_after_a_year_and_three_unchanged_refreshes(
    unchanged: int, snapshot: date, frozen: bool
) -> None:
    assert is_frozen(unchanged, DUNE_2, snapshot) is frozen
