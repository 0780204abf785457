"""TMDB for any number of movies that differ by id and day only.

Bodies by template and HTTP as far as one client speaks it cost the server next to nothing, so that it is the client
that is measured: uvicorn would add 3 ms to each 50 of latency.
"""

import asyncio
import sys
import time
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs

import orjson

from ayne.api_server.request_log import REQUEST_LOG_PATH, RequestLog
from ayne.core.files import read_jsonl
from ayne.simulation.write_world import write_archive

YEAR = 2000
FIRST_DAY, N_DAYS = date(YEAR, 1, 1), 366
PAGE_SIZE = 20
MARK = 999_999_999
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json;charset=utf-8\r\ncontent-length: %d\r\n\r\n"
END_OF_HEAD = b"\r\n\r\n"


class TemplateApi:
    """Answers `/3/discover/movie` by release date, and `/3/movie/{id}`, for `n_movies` spread evenly over a year."""

    def __init__(self, n_movies: int, body: bytes) -> None:
        """`body` is that of a movie whose id is `MARK`."""
        self._n_movies = n_movies
        self._before, self._after = body.split(str(MARK).encode())

    def answer(self, path: str, query: str) -> bytes:
        """Return the body for one request."""
        if path.startswith("/3/movie/"):
            return self._before + path.removeprefix("/3/movie/").encode() + self._after
        parameters = {name: values[0] for name, values in parse_qs(query).items()}
        first, last = (day_number(parameters[f"primary_release_date.{bound}"]) for bound in ("gte", "lte"))
        return self._page(self._first_id(first), self._first_id(last + 1), int(parameters["page"]))

    def _page(self, first_id: int, end_id: int, page: int) -> bytes:
        start = first_id + (page - 1) * PAGE_SIZE
        entries = [self._entry(tmdb_id) for tmdb_id in range(start, min(start + PAGE_SIZE, end_id))]
        n = end_id - first_id
        return orjson.dumps({"page": page, "results": entries, "total_pages": -(-n // PAGE_SIZE), "total_results": n})

    def _first_id(self, day: int) -> int:
        """Return the first id released on or after the nth day of the year."""
        return 1 - (-day * self._n_movies // N_DAYS)

    def _entry(self, tmdb_id: int) -> dict[str, Any]:
        day = FIRST_DAY + timedelta((tmdb_id - 1) * N_DAYS // self._n_movies)
        return {"id": tmdb_id, "title": f"Movie {tmdb_id}", "release_date": day.isoformat(), "vote_count": tmdb_id}


@cache
def day_number(day: str) -> int:
    """Count the days since the first of the year."""
    return (date.fromisoformat(day) - FIRST_DAY).days


class TemplateConnection(asyncio.Protocol):
    """One connection, kept open: answers each request after `latency_s`; `/_requests` at once."""

    def __init__(self, api: TemplateApi, log: RequestLog, latency_s: float) -> None:
        """All connections share `api` and `log`."""
        self._api, self._log, self._latency_s = api, log, latency_s
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 -- what TCP gives
        self._transport = transport
        self._log.n_connections += 1

    def data_received(self, data: bytes) -> None:
        """Answer what is whole."""
        self._received += data
        while END_OF_HEAD in self._received:
            head, self._received = self._received.split(END_OF_HEAD, 1)
            method, target, _ = head.split(b" ", 2)
            path, _, query = target.decode().partition("?")
            if path == REQUEST_LOG_PATH:
                self._write(self._summary(method))
                continue
            self._log.note({"path": path, "query_string": query.encode()})
            asyncio.get_running_loop().call_later(self._latency_s, self._write, self._api.answer(path, query))

    def _summary(self, method: bytes) -> bytes:
        if method == b"DELETE":
            self._log.forget()
        summary = self._log.summary()
        return orjson.dumps({name: summary[name] for name in ("requests", "connections", "times_s")} | {"cpu_s": cpu()})

    def _write(self, body: bytes) -> None:
        self._transport.write(HEAD % len(body) + body)


def cpu() -> float:
    """Return the CPU seconds of this process."""
    return time.process_time()


def simulated_body() -> bytes:
    """Return a body of the simulated world, of the middle length, under the id `MARK`."""
    with TemporaryDirectory() as folder:
        write_archive(Path(folder), seed=1, movies=100, first_year=2024, snapshot=date(2026, 6, 30))
        lines = sorted(read_jsonl(Path(folder) / "tmdb" / "movies.jsonl.gz"), key=len)
    line = lines[len(lines) // 2]
    return line.replace(b'"id":%d,' % orjson.loads(line)["id"], b'"id":%d,' % MARK, 1)


async def answer_for_ever(port: int, n_movies: int, latency_ms: float) -> None:
    """Answer on the loopback interface until killed."""
    api, log = TemplateApi(n_movies, simulated_body()), RequestLog()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: TemplateConnection(api, log, latency_ms / 1000), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(answer_for_ever(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
