"""Which day makes a shard stale: the parameters that a workflow compares from one invocation to the next."""

from datetime import date
from pathlib import Path

import pytest

from ayne.collection.state import ShardState, attempt_day, purged, refresh_due

DONE = ShardState(
    origin="live", as_of="2026-06-30", have=3, due={"2026-07-05": 1, "2026-07-30": 2}, attempted_on="2026-06-30"
)


@pytest.mark.parametrize(
    ("snapshot", "due"),
    [
        ("2026-06-30", "2026-06-30"),
        ("2026-07-01", "2026-06-30"),
        ("2026-07-04", "2026-06-30"),
        ("2026-07-05", "2026-07-05"),
        ("2026-07-09", "2026-07-09"),
        ("2026-06-15", "2026-06-15"),
    ],
)
def test_a_shard_is_stale_from_the_day_its_first_movie_is_due(snapshot: str, due: str) -> None:
    assert refresh_due(DONE, snapshot) == due


def test_the_list_of_movies_is_due_as_well() -> None:
    state = ShardState(origin="live", as_of="2026-06-30", due={"2026-09-28": 9}, list_due="2026-07-05")
    assert refresh_due(state, "2026-07-05") == "2026-07-05"


def test_what_was_never_collected_is_due() -> None:
    assert refresh_due(None, "2026-07-01") == "2026-07-01"
    assert attempt_day(None, lambda: date(2026, 7, 1)) == "2026-07-01"


def test_a_shard_with_answers_pending_is_tried_once_a_day_until_it_is_whole() -> None:
    def day(attempted_on: str, pending: int, today: date) -> str:
        state = ShardState(origin="live", as_of="2026-06-30", pending=pending, attempted_on=attempted_on)
        return attempt_day(state, lambda: today)

    first, second, third = (date(2026, 7, n) for n in (1, 2, 3))
    assert day("2026-07-01", 5, first) == "2026-07-01"  # the same day: nothing has changed
    assert day("2026-07-01", 5, second) == "2026-07-02"  # the next day: stale
    assert day("2026-07-02", 0, second) == "2026-07-02"  # whole: the day of that attempt,
    assert day("2026-07-02", 0, third) == "2026-07-02"  # for ever


def test_a_refresh_cut_short_by_a_quota_is_unfinished() -> None:
    state = ShardState(origin="live", as_of="2026-07-05", due={"2026-07-05": 4}, attempted_on="2026-07-05")
    assert attempt_day(state, lambda: date(2026, 7, 6)) == "2026-07-06"


def test_a_purge_leaves_a_moment_and_movies_to_ask_about() -> None:
    after = purged(DONE, 2)
    assert (after.have, after.pending) == (1, 2)
    assert after.purged_at is not None
    assert purged(DONE, 2).purged_at != after.purged_at


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"origin": "live"}', '{"origin": "live", "as_of": "2026-06-30", "new": 1}']
)
def test_a_state_of_another_version_is_made_again(tmp_path: Path, content: str, caplog) -> None:
    path = tmp_path / "1999.state.json"
    DONE.write(path)
    assert ShardState.read(path) == DONE
    path.write_text(content)
    assert ShardState.read(path) is None
    assert "made again by the next collection" in caplog.text
