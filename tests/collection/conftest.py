"""A clock that tests wind on, and connections to a source whose answers a test scripts."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import orjson
import pytest

from ayne.api_server.app import create_app
from ayne.api_server.catalogue import Catalogue
from ayne.api_server.fault_spec import parse_faults
from ayne.api_server.faults import FaultyApp
from ayne.api_server.server import served
from ayne.core.files import write_jsonl
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.http_client.rate_limit import Clock

SECRET = "0123456789abcdef0123456789abcdef"


@dataclass
class FakeTime:
    """Seconds that pass only while someone sleeps."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        return Clock(self.now, self.sleep)


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@dataclass
class Script:
    """Answers requests in order, the last answer for ever; keeps what it was asked."""

    answers: list[httpx.Response | Exception]
    requests: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


@pytest.fixture
def connect(fake_time: FakeTime) -> Callable[..., Connection]:
    """A connection to a function from request to response."""

    def build(handler: Callable[[httpx.Request], httpx.Response], **changes) -> Connection:
        given = {
            "base_url": "https://api.themoviedb.org/3",
            "key": Key(SECRET, query="api_key"),
            "key_setting": "TMDB_API_KEY",
            "as_of": "2026-06-30",
            "origin": "simulated:0",
            "transport": httpx.MockTransport(handler),
            "clock": fake_time.clock,
            "connections": 4,
        }
        return Connection(**given | changes)

    return build


@pytest.fixture
def script() -> type[Script]:
    return Script


class Apis:
    """TMDB and OMDb on a port, for 6 movies of 1999 and 45 of 2000; misbehaves as told, and knows what it was asked."""

    def __init__(self, folder: Path) -> None:
        bodies = [movie_body(n) for n in range(1, 52)]
        titles = [{"Title": body["title"], "imdbID": body["imdb_id"], "Response": "True"} for body in bodies]
        write_jsonl(folder / "tmdb.jsonl", map(orjson.dumps, bodies))
        write_jsonl(folder / "omdb.jsonl", map(orjson.dumps, titles))
        catalogue = Catalogue.load([folder / "tmdb.jsonl"], [folder / "omdb.jsonl"])
        self.app = FaultyApp(create_app(catalogue, tmdb_key=SECRET, omdb_key=SECRET))
        self.url = ""

    def misbehave(self, spec: str) -> None:
        self.app.faults = parse_faults(spec)
        self.app.seen.forget()

    def asked(self, start: str) -> dict[str, int]:
        """How often each record was asked for whose name begins so."""
        counts = self.app.seen.summary()["by_record"]
        return {record: n for record, n in counts.items() if record.startswith(start)}


def movie_body(n: int) -> dict[str, object]:
    day = f"{1999 if n <= 6 else 2000}-{1 + n % 12:02d}-{1 + n % 28:02d}"
    return {
        "id": n,
        "title": f"Movie {n}",
        "imdb_id": f"tt{n:07d}",
        "release_date": day,
        "vote_count": n,
        "overview": "A long story. " * 20,
        "genres": [],
    }


@pytest.fixture(scope="module")
def listening(tmp_path_factory) -> Iterator[Apis]:
    apis = Apis(tmp_path_factory.mktemp("apis"))
    with served(apis.app) as apis.url:
        yield apis


@pytest.fixture
def apis(listening: Apis) -> Apis:
    listening.misbehave("")
    return listening
