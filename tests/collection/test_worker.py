"""The loop: what is asked again, what is not, and how it ends."""

import asyncio
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpx
import orjson
import pytest

from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.worker import Collector
from ayne.core.errors import CollectError
from ayne.http_client.client import Client
from ayne.http_client.connection import Connection
from ayne.http_client.response import KeyRefusedError, SomeUnansweredError
from ayne.sources.tmdb.answers import classify
from ayne.sources.tmdb.source import movie_request

BASE_URL = "https://api.themoviedb.org/3"

type Connect = Callable[..., Connection]


class Movies:
    """Answers `/3/movie/{id}` and notes which ids it was asked; `wrong` maps an id to what it gets instead."""

    def __init__(self, wrong: dict[int, httpx.Response] | None = None) -> None:
        self.wrong, self.asked = wrong or {}, []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        tmdb_id = int(request.url.path.rsplit("/", 1)[1])
        self.asked.append(tmdb_id)
        return self.wrong.get(tmdb_id) or httpx.Response(200, json={"id": tmdb_id})


def collect(connection: Connection, path: Path, ids: range, known: int | None = None) -> dict[str, int]:
    async def run(journal: Journal, progress: Progress) -> None:
        async with Client(connection) as client:
            requests = (movie_request(BASE_URL, tmdb_id) for tmdb_id in ids)
            answered = None if known is None else movie_request(BASE_URL, known)
            await Collector(client, journal, classify, progress, answered).collect(requests)

    with Journal(path, connection.origin, connection.as_of) as journal, Progress("tmdb movies 1999", None) as progress:
        asyncio.run(run(journal, progress))
    return dict(progress.counts)


def ids_in(path: Path) -> list[int]:
    return sorted(orjson.loads(line)["id"] for line in path.read_bytes().splitlines())


def test_one_unanswered_request_lets_the_others_finish(connect: Connect, tmp_path: Path) -> None:
    path, failing = tmp_path / "1999.jsonl", httpx.Response(500, json={"status_code": 11})
    with pytest.raises(CollectError, match=r"(?s)1 of 30 requests found no answer.*movie/7\?append.*HTTP 500"):
        collect(connect(Movies({7: failing})), path, range(1, 31))
    assert ids_in(path) == [n for n in range(1, 31) if n != 7]


def test_a_source_that_is_down_is_not_asked_for_everything(connect: Connect, tmp_path: Path) -> None:
    api = Movies({n: httpx.Response(503) for n in range(1, 1001)})
    with pytest.raises(CollectError, match="seems to be down, 10 requests in a row"):
        collect(connect(api), tmp_path / "1999.jsonl", range(1, 1001))
    assert len(set(api.asked)) <= 14


def test_many_unanswered_requests_among_answered_ones_are_no_outage(connect: Connect, tmp_path: Path) -> None:
    api = Movies({n: httpx.Response(503) for n in range(1, 101) if n % 5})
    with pytest.raises(CollectError, match="80 of 100 requests found no answer"):
        collect(connect(api, connections=1), tmp_path / "1999.jsonl", range(1, 101))


@pytest.mark.parametrize("connections", [1, 4])
def test_bad_records_alone_are_no_outage_while_a_known_one_is_answered(connect, tmp_path: Path, connections) -> None:
    api = Movies({n: httpx.Response(503) for n in range(1, 26)})
    with pytest.raises(SomeUnansweredError, match="25 of 25 requests found no answer"):
        collect(connect(api, connections=connections), tmp_path / "1999.jsonl", range(1, 26), known=99)
    assert Counter(api.asked) == dict.fromkeys(range(1, 26), 8) | {99: 2}


def test_an_outage_is_one_for_the_known_record_too(connect: Connect, tmp_path: Path) -> None:
    api = Movies({n: httpx.Response(503) for n in range(1, 101)})
    with pytest.raises(CollectError, match="seems to be down"):
        collect(connect(api, connections=1), tmp_path / "1999.jsonl", range(1, 26), known=99)
    assert Counter(api.asked) == dict.fromkeys([*range(1, 11), 99], 8)


@pytest.mark.parametrize(("accident", "is_unreachable"), [(httpx.ConnectError, True), (httpx.ReadError, False)])
def test_nobody_to_connect_to_is_about_no_record(connect, script, tmp_path, accident, is_unreachable) -> None:
    with pytest.raises(SomeUnansweredError) as failure:
        collect(connect(script([accident("broken")])), tmp_path / "1999.jsonl", range(1, 3))
    assert failure.value.is_unreachable is is_unreachable


def test_a_refused_key_ends_it_with_what_was_fetched(connect: Connect, tmp_path: Path) -> None:
    path, refused = tmp_path / "1999.jsonl", httpx.Response(401, json={"status_code": 7})
    with pytest.raises(KeyRefusedError, match="TMDB_API_KEY"):
        collect(connect(Movies({20: refused}), connections=1), path, range(1, 1001))
    assert ids_in(path) == list(range(1, 20))


def test_no_more_requests_at_once_than_connections(connect: Connect, tmp_path: Path) -> None:
    running, most, are_three = 0, 0, asyncio.Event()

    async def slow(request: httpx.Request) -> httpx.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if running == 3:
            are_three.set()
        await asyncio.wait_for(are_three.wait(), 60)
        await asyncio.sleep(0.001)
        running -= 1
        return httpx.Response(200, json={"id": 1})

    collect(connect(slow, connections=3), tmp_path / "1999.jsonl", range(1, 31))
    assert most == 3


ENDLESS = """
    import asyncio, sys
    from pathlib import Path
    import httpx
    from ayne.collection.journal import Journal
    from ayne.http_client.key import Key
    from ayne.collection.progress import Progress
    from ayne.collection.worker import Collector
    from ayne.http_client.client import Client
    from ayne.http_client.connection import Connection
    from ayne.sources.tmdb.answers import classify
    from ayne.sources.tmdb.source import movie_request

    async def slow(request):
        await asyncio.sleep(0.002)
        return httpx.Response(200, json={"id": 1})

    async def run(journal):
        async with Client(connection) as client:
            requests = (movie_request("https://api.themoviedb.org/3", n) for n in range(10**9))
            await Collector(client, journal, classify, Progress("tmdb", None)).collect(requests)

    connection = Connection(
        base_url="", key=Key("k"), key_name="", as_of="2026-06-30", transport=httpx.MockTransport(slow)
    )
    with Journal(Path(sys.argv[1]), "live", "2026-06-30") as journal:
        asyncio.run(run(journal))
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_a_collection_that_is_stopped_leaves_whole_lines_and_no_lock(tmp_path: Path, stop: signal.Signals) -> None:
    path = tmp_path / "1999.jsonl"
    command = [sys.executable, "-c", textwrap.dedent(ENDLESS), path]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not (path.exists() and path.stat().st_size > 20_000):
            time.sleep(0.01)
        process.send_signal(stop)
        message = process.stderr.read()
    assert (b"KeyboardInterrupt" in message) == (stop is signal.SIGINT)
    n_lines = len(ids_in(path))
    with Journal(path, "live", "2026-06-30") as journal:
        assert sum(movie_request(BASE_URL, n).url in journal for n in range(n_lines + 100)) == n_lines
