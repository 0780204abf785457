"""One shard over months: which movies are asked about again, which are not, and what each snapshot then shows."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import orjson
import pytest

from ayne.collection.refresh_classes import DEFAULT_REFRESH
from ayne.collection.shard import Attempt, Shard
from ayne.collection.state import ShardState, attempt_day, shard_state
from ayne.core.errors import CollectError
from ayne.core.files import read_jsonl
from ayne.http_client.client import Client
from ayne.sources.tmdb.source import SOURCE, movie_request

NEW, OLD = date(2026, 6, 1), date(2026, 1, 2)


class Movies:
    """Answers `/3/movie/{id}` with a revenue that a test sets, notes what it was asked, and knows some no more."""

    def __init__(self) -> None:
        self.revenue, self.gone, self.failing, self.asked = {}, set(), set(), []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        tmdb_id = int(request.url.path.rsplit("/", 1)[1])
        self.asked.append(tmdb_id)
        if tmdb_id in self.failing:
            return httpx.Response(500, json={"status_code": 11})
        if tmdb_id in self.gone:
            return httpx.Response(404, json={"success": False, "status_code": 34})
        body = {"id": tmdb_id, "revenue": self.revenue.get(tmdb_id, 0), "vote_count": len(self.asked)}
        return httpx.Response(200, json=body)


def attempt_on(day: str) -> Attempt:
    return Attempt(day, range(2026, 2027))


class Study:
    """Collects two movies of 2026 into one journal, as of any day."""

    def __init__(self, folder: Path, connect: Callable) -> None:
        self.folder, self.connect, self.api = folder, connect, Movies()
        self.released = {1: NEW, 2: OLD}
        self.votes: dict[int, int] = {}

    def collect(self, as_of: str, **changes) -> list[int]:
        """Collect, and return the ids that were asked, in order."""
        self.api.asked = []
        connection = self.connect(self.api, as_of=as_of, connections=1)
        given = {"source": SOURCE, "year": 2026, "journal_dir": self.folder / "journal", "refresh": DEFAULT_REFRESH}
        shard = Shard(connection=connection, **given | changes)
        requests = [
            movie_request(SOURCE.base_url, tmdb_id, day, votes=self.votes.get(tmdb_id, tmdb_id))
            for tmdb_id, day in self.released.items()
        ]
        with shard.journal() as journal:
            plan = shard.plan(journal)

            async def ask() -> None:
                async with Client(connection) as client:
                    await shard.ask(client, requests, plan)

            asyncio.run(ask())
            shard.finish(requests, plan, self.raw)
        return self.api.asked

    @property
    def raw(self) -> Path:
        return self.folder / "2026.jsonl.gz"

    def revenues(self) -> dict[int, int]:
        return {record["id"]: record["body"].get("revenue") for record in map(orjson.loads, read_jsonl(self.raw))}

    def state(self) -> ShardState:
        return shard_state(self.folder / "journal", "tmdb", 2026, "simulated")


@pytest.fixture
def study(tmp_path: Path, connect: Callable) -> Study:
    return Study(tmp_path, connect)


def test_the_most_wanted_movie_is_asked_first_and_nothing_twice(study: Study) -> None:
    assert study.collect("2026-06-30") == [2, 1]
    assert study.collect("2026-06-30") == []


def test_a_movie_with_votes_below_0_is_asked_about_as_one_without(study: Study) -> None:
    study.votes[1] = -5
    assert study.collect("2026-06-30") == [2, 1]
    assert study.state().pending == 0


def test_only_what_is_due_is_asked_again(study: Study) -> None:
    study.collect("2026-06-30")
    assert study.collect("2026-07-04") == []
    assert study.collect("2026-07-05") == [1]
    assert study.collect("2026-07-29") == [1]
    assert study.collect("2026-07-30") == [2]


def test_either_snapshot_shows_its_own_revenue(study: Study) -> None:
    study.api.revenue = {1: 100, 2: 7}
    study.collect("2026-06-30")
    study.api.revenue = {1: 250, 2: 8}
    assert study.collect("2026-07-10") == [1]
    assert study.revenues() == {1: 250, 2: 7}
    assert study.collect("2026-06-30") == []
    assert study.revenues() == {1: 100, 2: 7}


def test_a_tombstone_is_asked_about_when_its_refresh_is_due(study: Study) -> None:
    study.api.gone = {1}
    study.collect("2026-06-30")
    assert study.state().tombstoned == 1
    assert study.collect("2026-07-04") == []
    study.api.gone = set()
    assert study.collect("2026-07-05") == [1]
    assert study.state().tombstoned == 0


def test_a_refresh_without_an_answer_leaves_the_older_one(study: Study, caplog: pytest.LogCaptureFixture) -> None:
    study.api.revenue = {1: 100}
    study.collect("2026-06-30")
    study.api.failing = {1}
    study.collect("2026-07-05")
    assert study.revenues() == {1: 100, 2: 0}
    assert "1 of 2 requests found no answer" in caplog.text
    assert study.state().is_unfinished()
    study.api.failing = set()
    assert study.collect("2026-07-06") == [1]


def test_a_movie_that_never_had_an_answer_ends_the_run(study: Study) -> None:
    study.api.failing = {1}
    with pytest.raises(CollectError, match="1 of 2 requests found no answer"):
        study.collect("2026-06-30")
    assert not study.raw.exists()
    study.api.failing = set()
    assert study.collect("2026-06-30") == [1]


def test_where_another_day_is_tried_one_without_an_answer_is_left_for_it(study: Study, caplog) -> None:
    study.api.failing = {1}
    study.collect("2026-06-30", attempt=attempt_on("2026-06-30"))
    assert study.revenues() == {2: 0}
    state = study.state()
    assert (state.wanted, state.have, state.pending, state.failed) == (2, 1, 1, 1)
    assert state.failures == {"1": "HTTP 500: '{\"status_code\":11}'"}
    assert "1 of 2 movies are left for another day" in caplog.text
    assert attempt_day(state, lambda: date(2026, 6, 30)) == "2026-06-30"
    assert attempt_day(state, lambda: date(2026, 7, 1)) == "2026-07-01"
    study.api.failing = set()
    assert study.collect("2026-06-30", attempt=attempt_on("2026-07-01")) == [1]
    assert (study.state().failed, study.state().failures, study.state().pending) == (0, {}, 0)


def test_many_bad_records_end_no_later_day_s_run(study: Study) -> None:
    study.released = dict.fromkeys(range(1, 31), OLD)
    study.api.failing = set(range(1, 26))
    for day in ("2026-06-30", "2026-07-01"):
        study.collect("2026-06-30", attempt=attempt_on(day))
        assert (study.state().have, study.state().pending, len(study.state().failures)) == (5, 25, 20)


def test_without_a_network_the_run_ends_although_another_day_is_tried(study: Study, connect: Callable) -> None:
    def unplugged(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route to host")

    study.api = unplugged
    with pytest.raises(CollectError, match="cannot connect to"):
        study.collect("2026-06-30", attempt=attempt_on("2026-06-30"))
    assert not study.raw.exists()


def test_a_settled_movie_is_left_alone_until_it_is_unknown_again(study: Study) -> None:
    study.released = {2: OLD}
    days = ["2027-01-01", "2027-04-01", "2027-07-01", "2027-10-01"]
    assert [study.collect(day) for day in days] == [[2]] * 4
    assert study.state().frozen == 1
    assert study.collect("2036-01-01") == []
    assert study.state().next_due() == "9999-12-31"


def test_a_changed_revenue_keeps_a_movie_from_settling(study: Study) -> None:
    study.released = {2: OLD}
    for day, revenue in [("2027-01-01", 7), ("2027-04-01", 7), ("2027-07-01", 7), ("2027-10-01", 8)]:
        study.api.revenue = {2: revenue}
        study.collect(day)
    assert study.state().frozen == 0
    assert study.collect("2028-01-01") == [2]


def test_the_state_says_when_each_movie_is_due(study: Study) -> None:
    study.collect("2026-06-30")
    state = study.state()
    assert (state.wanted, state.have, state.pending, state.due) == (2, 2, 0, {"2026-07-05": 1, "2026-07-30": 1})
    assert (state.n_due("2026-07-05"), state.next_due(), state.oldest) == (1, "2026-07-05", "2026-06-30")


def test_an_earlier_snapshot_does_not_touch_what_is_due(study: Study) -> None:
    study.collect("2026-06-30")
    before = study.state()
    study.collect("2026-05-01")
    assert study.state() == before


def test_few_votes_wait_for_another_day(study: Study, caplog: pytest.LogCaptureFixture) -> None:
    assert study.collect("2026-06-30", attempt=attempt_on("2026-06-30"), vote_threshold=2) == [2]
    assert "tmdb movies 2026: 1 of 2 movies are left for another day" in caplog.text
    assert (study.state().pending, study.state().left_by_votes) == (1, {"1": 1})
    assert study.collect("2026-06-30", attempt=attempt_on("2026-07-01")) == [1]
    assert (study.state().pending, study.state().attempted_on) == (0, "2026-07-01")
