"""The client over real TCP, against a server that breaks off, stalls and talks nonsense."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import orjson
import pytest

from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.worker import Collector
from ayne.http_client.client import Client
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.http_client.rate_limit import RateLimit
from ayne.sources.tmdb.answers import classify
from ayne.sources.tmdb.source import movie_request
from fixtures.connections import LastLook, most_in_one_second

GOOD = b"good"
RESET = b"reset"
STALL = b"stall"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CUT_OFF = HEAD + b'Content-Length: 500\r\n\r\n{"id":1,"title":"Cut o'
CUT_OFF_CHUNK = HEAD + b'Transfer-Encoding: chunked\r\n\r\n20\r\n{"id":1,"ti'
SHORT_BUT_CONSISTENT = HEAD + b'Content-Length: 12\r\n\r\n{"id":1,"tit'
NO_HTTP = b"SSH-2.0-OpenSSH_9.6\r\n\r\n"
BAD_GZIP = HEAD + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"


class Server:
    """Answers the nth request with the nth behaviour, and with the movie asked for when those are used up."""

    def __init__(self, behaviours: list[bytes]) -> None:
        self.behaviours, self.n_connections, self.started_at = list(behaviours), 0, []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.n_connections += 1
        while (request := await reader.readuntil(b"\r\n\r\n")) and await self.answer(request, writer):
            pass

    async def answer(self, request: bytes, writer: asyncio.StreamWriter) -> bool:
        self.started_at.append(asyncio.get_running_loop().time())
        behaviour = self.behaviours.pop(0) if self.behaviours else GOOD
        if behaviour == GOOD:
            body = b'{"id":' + request.split(b"/movie/")[1].split(b"?")[0] + b"}"
            writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()
            return True
        if behaviour == RESET:
            writer.transport.abort()
        elif behaviour == STALL:
            await asyncio.sleep(0.2)
        else:
            writer.write(behaviour)
        writer.close()
        return False


@asynccontextmanager
async def listening(server: Server) -> AsyncIterator[str]:
    tasks = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.append(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await server(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    listener = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/3"
    finally:
        listener.close()
        await asyncio.gather(*tasks)


async def collect(server: Server, path: Path, n_movies: int, clock, **changes) -> Progress:
    async with listening(server) as base_url:
        given = {"key": Key("5ecre7"), "key_name": "TMDB_API_KEY", "as_of": "2026-06-30", "timeout_s": 60}
        connection = Connection(base_url=base_url, clock=clock, **given | changes)
        progress = Progress("tmdb movies 1999", n_movies)
        with Journal(path, connection.origin, connection.as_of) as journal:
            async with Client(connection) as client:
                requests = (movie_request(base_url, tmdb_id) for tmdb_id in range(1, n_movies + 1))
                await Collector(client, journal, classify, progress).collect(requests)
    return progress


@pytest.mark.parametrize(
    "accident",
    [RESET, STALL, b"", CUT_OFF, CUT_OFF_CHUNK, SHORT_BUT_CONSISTENT, NO_HTTP, BAD_GZIP],
    ids=["reset", "stall", "closed", "cut off", "cut-off chunk", "short", "no HTTP", "bad gzip"],
)
def test_every_movie_arrives_whole_in_spite_of(accident: bytes, tmp_path: Path, fake_time) -> None:
    path = tmp_path / "1999.jsonl"
    server = Server([GOOD, accident, accident, GOOD, accident])
    progress = asyncio.run(collect(server, path, 10, fake_time.clock, connections=2))
    assert progress.counts == {"ok": 10}
    bodies = [orjson.loads(line)["body"] for line in path.read_bytes().splitlines()]
    assert sorted(body["id"] for body in bodies) == list(range(1, 11))
    assert len(server.started_at) == 13


def test_connections_are_kept_and_never_more_than_allowed(tmp_path: Path, fake_time) -> None:
    server = Server([])
    asyncio.run(collect(server, tmp_path / "1999.jsonl", 200, fake_time.clock, connections=3))
    assert server.n_connections == 3


def test_no_second_lets_more_requests_go_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server, look, starts = Server([]), LastLook(), []
    start = RateLimit.start

    async def noted(limit: RateLimit) -> None:
        await start(limit)
        starts.append(look.seconds)

    monkeypatch.setattr(RateLimit, "start", noted)
    asyncio.run(collect(server, tmp_path / "1999.jsonl", 45, look.clock, connections=20, requests_per_second=40))
    assert most_in_one_second(starts) <= 40
    # each request was let go; how late it arrives is a busy machine's
    assert all(let_go <= arrived for let_go, arrived in zip(starts, server.started_at, strict=True))


@pytest.mark.parametrize("query", ["api_key", None])
def test_nothing_is_logged_about_single_requests(tmp_path: Path, fake_time, caplog, query: str | None) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "1999.jsonl"
    asyncio.run(collect(Server([CUT_OFF, RESET]), path, 5, fake_time.clock, key=Key("5ecre7", query)))
    assert {record.name for record in caplog.records} <= {"asyncio"}
    assert "5ecre7" not in caplog.text
    assert b"5ecre7" not in path.read_bytes()


def test_a_live_record_has_the_time_of_its_answer(tmp_path: Path, fake_time) -> None:
    path = tmp_path / "1999.jsonl"
    asyncio.run(collect(Server([]), path, 1, fake_time.clock))
    fetched_at = orjson.loads(path.read_bytes())["fetched_at"]
    assert fetched_at.endswith("Z")
    assert fetched_at != "2026-06-30T00:00:00Z"
