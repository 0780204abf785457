"""A clock that tests wind on, and connections to a source whose answers a test scripts."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pytest

from ayne.collection.key import Key
from ayne.collection.limit import Clock
from ayne.http import Connection

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
