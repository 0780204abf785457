"""A small TMDB and OMDb: two paths, twenty a page, and a list that can announce more than it shows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import orjson
import pytest

from ayne.core.files import read_jsonl
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key


@dataclass
class SmallTmdb:
    """Movies by id: their release date and votes. `crowded` is the number of days that TMDB needs > 500 pages for."""

    movies: dict[int, tuple[date, int]]
    crowded: int = 366
    gone: frozenset[int] = frozenset()
    shift: bool = False
    changed: list[int] = field(default_factory=list)
    more_changes: int = 0
    asked: list[str] = field(default_factory=list)

    async def __call__(self, scope, _receive, send) -> None:
        query = dict(parse_qsl(scope["query_string"].decode()))
        path = scope["path"]
        self.asked.append(path.removeprefix("/3") + "?" + scope["query_string"].decode())
        status, body = self.answer(path, query)
        headers = [(b"content-type", b"application/json;charset=utf-8")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": orjson.dumps(body)})

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict]:
        if path == "/3/discover/movie":
            return self.page(query)
        if path == "/3/movie/changes":
            pages = {"total_pages": 1 + self.more_changes, "total_results": len(self.changed)}
            return 200, {
                "results": [{"id": n, "adult": False} for n in self.changed],
                "page": int(query["page"]),
            } | pages
        return self.movie(int(path.rsplit("/", 1)[1]))

    def page(self, query: dict[str, str]) -> tuple[int, dict]:
        first, last = (date.fromisoformat(query[f"primary_release_date.{end}"]) for end in ("gte", "lte"))
        votes, page = int(query.get("vote_count.gte", 0)), int(query["page"])
        ids = [n for n, (day, n_votes) in self.movies.items() if first <= day <= last and n_votes >= votes]
        ids.sort(key=lambda n: self.movies[n])
        start = (page - 1) * 20 - (self.shift and page > 1)
        return 200, {
            "page": page,
            "results": [{"id": n, "release_date": self.movies[n][0].isoformat()} for n in ids[start : start + 20]],
            "total_pages": 501 if (last - first).days >= self.crowded else -(-len(ids) // 20),
            "total_results": len(ids),
        }

    def movie(self, tmdb_id: int) -> tuple[int, dict]:
        if tmdb_id in self.gone:
            return 404, {"success": False, "status_code": 34, "status_message": "Not found."}
        return 200, {"id": tmdb_id, "release_date": self.movies[tmdb_id][0].isoformat()}


@pytest.fixture
def small_tmdb() -> type[SmallTmdb]:
    return SmallTmdb


@pytest.fixture
def connect() -> Callable[..., Connection]:
    """A connection to an ASGI application."""

    def build(app, **changes) -> Connection:
        given = {
            "base_url": "https://api.themoviedb.org/3",
            "key": Key("5ecre7-0123456789abcdef"),
            "key_name": "TMDB_API_KEY",
            "as_of": "2026-06-30",
            "origin": "simulated:0",
            "transport": httpx.ASGITransport(app=app),
        }
        return Connection(**given | changes)

    return build


@pytest.fixture
def records() -> Callable[[Path], list[dict]]:
    """The records of a raw file."""
    return lambda path: [orjson.loads(line) for line in read_jsonl(path)]
