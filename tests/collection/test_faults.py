"""Every row of the table of meanings over real TCP, with the requests counted that the server saw."""

from collections import Counter
from pathlib import Path

import httpx
import orjson
import pytest

from ayne.api_server.fault_spec import parse_faults
from ayne.collection.collect_year import collect_source
from ayne.collection.shard import Attempt
from ayne.collection.state import shard_state
from ayne.core.errors import CollectError, ConfigError
from ayne.core.files import read_jsonl
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.http_client.rate_limit import Clock
from ayne.http_client.response import KeyRefusedError, RequestRefusedError
from ayne.sources.tmdb.year import collect_tmdb

SECRET = "0123456789abcdef0123456789abcdef"
HEALED = [
    *("429", "429=7", "500", "502", "503", "504"),
    *("code9", "code11", "code15", "code24", "code25", "code43", "code46"),
    *("html", "short", "truncated", "close", "reset", "stall=0.2", "unsuccessful", "broken"),
]


@pytest.fixture
def collect(apis, tmp_path: Path, fake_time):
    """Collect a year of TMDB, or of OMDb after it; the records of its raw file."""

    def run(
        source: str = "tmdb",
        year: int = 1999,
        clock: Clock = fake_time.clock,
        timeout_s: float = 60,
        attempt: Attempt | None = None,
        **changes,
    ) -> list[dict]:
        base_url = apis.url + ("/3" if source == "tmdb" else "")
        key = Key(SECRET, query="api_key" if source == "tmdb" else "apikey")
        given = {"key": key, "key_name": "THE_KEY", "as_of": "2026-06-30", "timeout_s": timeout_s, "connections": 4}
        connection = Connection(base_url=base_url, clock=clock, **given | changes)
        journal, movies = tmp_path / "journal", tmp_path / "tmdb.jsonl"
        if source == "tmdb":
            collect_tmdb(year, tmp_path / "pages.jsonl", movies, journal, connection, attempt=attempt)
        else:
            collect_source(source, year, movies, tmp_path / "omdb.jsonl", journal, connection)
        return [orjson.loads(line) for line in read_jsonl(tmp_path / f"{source}.jsonl")]

    return run


def titles_of(records: list[dict]) -> set[str]:
    return {record["body"].get("title") or record["body"]["Title"] for record in records}


SIX = {f"Movie {n}" for n in range(1, 7)}
MANY = {f"Movie {n}" for n in range(7, 52)}


def test_without_faults_each_page_and_movie_is_asked_once(apis, collect) -> None:
    assert titles_of(collect()) == titles_of(collect("omdb")) == SIX
    assert Counter(apis.asked("/").values()) == {1: 1 + 2 * 6}


@pytest.mark.parametrize("fault", HEALED)
def test_an_accident_is_asked_again_until_it_heals(apis, collect, fault: str) -> None:
    apis.misbehave(f"movie.{fault}:first2")
    assert titles_of(collect()) == SIX
    assert Counter(apis.asked("/3/movie").values()) == {3: 6}


@pytest.mark.parametrize("fault", ["code25", "html", "truncated", "reset", "broken"])
def test_a_page_of_the_list_is_asked_again(apis, collect, fault: str) -> None:
    apis.misbehave(f"discover.{fault}:first2")
    assert titles_of(collect(year=2000)) == MANY
    assert Counter(apis.asked("/3/discover").values()) == {3: 3}


@pytest.mark.parametrize("fault", ["500", "html", "truncated", "reset", "429"])
def test_omdb_is_asked_again(apis, collect, fault: str) -> None:
    collect()
    apis.misbehave(f"omdb.{fault}:first2")
    assert titles_of(collect("omdb")) == SIX
    assert Counter(apis.asked("/?i").values()) == {3: 6}


@pytest.mark.parametrize(("fault", "least_s"), [("429=7", 7), ("500", 0)])
def test_a_pause_is_as_long_as_the_source_says_else_random(apis, collect, fake_time, fault, least_s) -> None:
    apis.misbehave(f"movie.{fault}:on2")
    collect()
    assert sum(fake_time.slept) >= least_s - 1e-6  # a sum of floats
    assert any(fake_time.slept)


def test_what_never_heals_fails_with_its_name_and_the_others_are_kept(apis, collect, tmp_path: Path) -> None:
    apis.misbehave("movie.500:40%")
    with pytest.raises(CollectError, match=r"(\d+) of 6 requests found no answer") as failure:
        collect(attempts=2)
    n_left = 6 - len(journal_ids(tmp_path))
    assert f" {n_left} of 6 requests" in str(failure.value)
    assert 0 < n_left < 6
    assert not (tmp_path / "tmdb.jsonl").exists()


def test_one_record_that_never_heals_leaves_the_others_and_waits_for_another_day(apis, collect, tmp_path) -> None:
    apis.misbehave("movie.500:of4")
    records = collect(attempts=3, attempt=Attempt("2026-06-30", range(1999, 2001)))
    assert titles_of(records) == SIX - {"Movie 4"}
    assert apis.asked("/3/movie") == {f"/3/movie/{n}": 3 if n == 4 else 1 for n in range(1, 7)}
    state = shard_state(tmp_path / "journal", "tmdb", 1999, "live")
    assert (state.wanted, state.have, state.pending, list(state.failures)) == (6, 5, 1, ["4"])
    apis.misbehave("")
    assert titles_of(collect(attempt=Attempt("2026-07-01", range(1999, 2001)))) == SIX
    assert apis.asked("/3/movie") == {"/3/movie/4": 1}


def test_a_source_that_is_down_is_left_alone(apis, collect) -> None:
    apis.misbehave("movie.503")
    with pytest.raises(CollectError, match="the source seems to be down"):
        collect(year=2000, connections=1, attempts=3)
    assert Counter(apis.asked("/3/movie").values()) == {3: 10}


@pytest.mark.parametrize("fault", ["code3", "code7", "code10", "code35", "code45"])
def test_a_refused_key_stops_the_run_at_once(apis, collect, tmp_path: Path, fault: str) -> None:
    apis.misbehave(f"movie.{fault}:after4")
    with pytest.raises(KeyRefusedError, match="THE_KEY must hold a valid key"):
        collect(connections=1)
    assert len(apis.asked("/3/movie")) == 4
    assert len(journal_ids(tmp_path)) == 3
    apis.misbehave("")
    collect()
    assert len(apis.asked("/3/movie")) == 3


@pytest.mark.parametrize("fault", ["code6", "code34", "code21", "code44"])
def test_a_tombstone_is_asked_once_and_never_again(apis, collect, fault: str) -> None:
    apis.misbehave(f"movie.{fault}:100%")
    records = collect()
    assert {record["body"]["status_code"] for record in records} == {int(fault.removeprefix("code"))}
    assert collect() == records
    assert Counter(apis.asked("/3/movie").values()) == {1: 6}


@pytest.mark.parametrize(
    ("fault", "message"),
    [("incorrect", "Incorrect IMDb ID."), ("unknown", "Error getting data."), ("notfound", "Movie not found!")],
)
def test_omdb_s_tombstones_are_asked_once_and_never_again(apis, collect, fault: str, message: str) -> None:
    collect()
    apis.misbehave(f"omdb.{fault}")
    records = collect("omdb")
    assert {record["body"]["Error"] for record in records} == {message}
    assert collect("omdb") == records
    assert Counter(apis.asked("/?i").values()) == {1: 6}


def test_a_used_up_quota_pauses_and_the_next_run_asks_for_the_rest(apis, collect) -> None:
    collect()
    apis.misbehave("omdb.quota:after4")
    records = collect("omdb", connections=1)
    assert len(titles_of(records)) == len(records) == 4
    assert sum(apis.asked("/?i").values()) == 5
    apis.misbehave("")
    assert titles_of(collect("omdb")) == SIX
    assert sum(apis.asked("/?i").values()) == 2


@pytest.mark.parametrize("fault", ["code5", "code18", "code22", "code47"])
def test_our_own_mistake_fails_with_the_request_shown_and_no_key(apis, collect, tmp_path: Path, fault: str) -> None:
    apis.misbehave(f"movie.{fault}:after4")
    with pytest.raises(RequestRefusedError, match=r"GET http://127\.0\.0\.1:\d+/3/movie/\d\?append") as failure:
        collect(connections=1)
    assert SECRET not in str(failure.value)
    assert len(apis.asked("/3/movie")) == 4
    assert len(journal_ids(tmp_path)) == 3


def test_what_omdb_cannot_write_as_json_is_asked_three_times_and_kept_as_text(apis, collect) -> None:
    collect()
    apis.misbehave("omdb.broken")
    records = collect("omdb")
    assert {record["body_text"] for record in records} == {r'{"id":1,"title":"inner\spiritual","imdbID":"tt0000001"}'}
    assert Counter(apis.asked("/?i").values()) == {3: 6}


def test_success_false_is_never_kept_as_a_movie(apis, collect, tmp_path: Path) -> None:
    apis.misbehave("movie.unsuccessful")
    with pytest.raises(CollectError):
        collect(attempts=2)
    assert journal_ids(tmp_path) == []


def test_a_movie_on_two_pages_is_asked_once(apis, collect, caplog) -> None:
    apis.misbehave("discover.duplicate")
    assert titles_of(collect(year=2000)) == MANY
    assert Counter(apis.asked("/3/movie").values()) == {1: 45}
    assert "announced" not in caplog.text


def test_a_list_that_lost_a_movie_while_its_pages_shifted_is_read_again(apis, collect, caplog) -> None:
    apis.misbehave("discover.shifted:on2")
    assert titles_of(collect(year=2000)) == MANY
    assert Counter(apis.asked("/3/discover").values()) == {2: 3}
    assert "announced" not in caplog.text


def test_a_movie_that_is_lost_all_the_same_is_reported(apis, collect, caplog) -> None:
    apis.misbehave("discover.shifted")
    assert len(collect(year=2000)) == 44
    assert "2000-01-01..2000-12-31: 44 distinct movies listed, 45 announced" in caplog.text


def test_all_at_once_each_movie_arrives_and_nothing_is_asked_beyond_the_faults(apis, collect) -> None:
    names = ["429=1", "500", "code46", "html", "short", "truncated", "reset", "close"]
    apis.misbehave(",".join(f"{name}:4%" for name in names))
    assert titles_of(collect(year=2000, connections=20)) == MANY
    assert titles_of(collect("omdb", year=2000, connections=20)) == MANY
    n_faults = sum(apis.app.seen.faults.values())
    assert n_faults > 15
    assert sum(apis.asked("/").values()) == 3 + 2 * 45 + n_faults


def test_with_the_real_clock_nobody_asks_before_retry_after_is_over(apis, collect) -> None:
    apis.misbehave("movie.429=1:on5")
    collect(clock=Clock(), connections=1)
    times = apis.app.seen.summary()["times_s"]
    assert times[5] - times[4] >= 1


def test_what_the_server_saw_can_be_asked_and_forgotten(apis, collect) -> None:
    collect()
    seen = httpx.get(f"{apis.url}/_requests", trust_env=False).json()
    assert seen["requests"] == len(seen["times_s"]) == 1 + 6
    assert seen["by_record"]["/3/movie/5"] == 1
    assert SECRET not in orjson.dumps(seen).decode()
    assert httpx.delete(f"{apis.url}/_requests", trust_env=False).json()["requests"] == 0


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("600", "no such fault; there are latency, 429"),
        ("movies.500", "no such place; there are tmdb, omdb"),
        ("500=3", "500 takes no value"),
        ("500:sometimes", "'sometimes' is not a time; write 5%"),
        ("latency=1.2.3", "'1.2.3' is not a number"),
    ],
)
def test_faults_that_make_no_sense_are_refused_by_name(spec: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_faults(f"reset:1%,{spec}")


def journal_ids(folder: Path) -> list[int]:
    path = folder / "journal" / "tmdb" / "movies" / "1999.jsonl"
    return [orjson.loads(line)["id"] for line in path.read_bytes().splitlines()]
