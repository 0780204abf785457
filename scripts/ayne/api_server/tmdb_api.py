"""TMDB's API, version 3, as far as a collector of movies asks it."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import orjson
from starlette.responses import Response

from ayne.api_server.catalogue import EMPTY_APPENDS, Catalogue, StoredMovie
from ayne.api_server.discover import find_movies, page_body, page_number
from ayne.api_server.replies import TmdbError, tmdb_answer, tmdb_error, tmdb_json
from ayne.core.seeded_random import SeededRandom

MOST_APPENDS = 20
MOST_CHANGE_DAYS = 14
CHANGES_PER_PAGE = 100
# Share of all movies that somebody edits in a day.
CHANGED_SHARE = 0.01


class TmdbApi:
    """Answers for one catalogue; `today` is what "the last 24 hours" of changes end with."""

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        """Keep the catalogue."""
        self._movies = catalogue.movies
        self._today = today
        self._found = lru_cache(maxsize=8)(self._find)

    def answer(self, path: str, query: Mapping[str, str]) -> Response:
        """Answer a path below `/3/`; what TMDB would refuse is answered with its error body."""
        try:
            return self._answer(path, query)
        except TmdbError as refusal:
            return tmdb_error(refusal.code)

    def _answer(self, path: str, query: Mapping[str, str]) -> Response:
        match path.split("/"):
            case ["authentication"]:
                return tmdb_json({"success": True, "status_code": 1, "status_message": "Success."})
            case ["discover", "movie"]:
                return self._discover(query)
            case ["movie", "changes"]:
                return self._changes(query)
            case ["movie", movie_id]:
                return self._movie(movie_id, query)
            case _:
                raise TmdbError(34)

    def _discover(self, query: Mapping[str, str]) -> Response:
        page = page_number(query)
        filters = tuple(sorted((name, value) for name, value in query.items() if name not in {"page", "api_key"}))
        return tmdb_json(page_body(self._found(filters), page))

    def _find(self, filters: tuple[tuple[str, str], ...]) -> list[StoredMovie]:
        return find_movies(self._movies, dict(filters))

    def _movie(self, movie_id: str, query: Mapping[str, str]) -> Response:
        if not (movie_id.isascii() and movie_id.isdigit()):
            raise TmdbError(6)
        appends = [name for name in query.get("append_to_response", "").split(",") if name]
        if len(appends) > MOST_APPENDS:
            raise TmdbError(27)
        stored = self._movies.get(int(movie_id))
        if stored is None or not stored.details:
            raise TmdbError(34)
        return tmdb_answer(body_with(stored, EMPTY_APPENDS.keys() & set(appends)))

    def _changes(self, query: Mapping[str, str]) -> Response:
        end = _day(query.get("end_date"), self._today)
        start = _day(query.get("start_date"), end - timedelta(days=1))
        if not timedelta(0) <= end - start <= timedelta(days=MOST_CHANGE_DAYS):
            raise TmdbError(20)
        page = page_number(query)
        days = range(start.toordinal(), end.toordinal() + 1)
        changed = [movie_id for movie_id in sorted(self._movies) if any(_is_changed(movie_id, day) for day in days)]
        entries = changed[(page - 1) * CHANGES_PER_PAGE : page * CHANGES_PER_PAGE]
        body: dict[str, Any] = {"results": [{"id": movie_id, "adult": False} for movie_id in entries], "page": page}
        total_pages = -(-len(changed) // CHANGES_PER_PAGE)
        return tmdb_json(body | {"total_pages": total_pages, "total_results": len(changed)})


def body_with(stored: StoredMovie, appends: set[str]) -> bytes:
    """Return the stored body with just the appends asked for: its own bytes, as long as none must be taken out."""
    if stored.appends - appends:
        body = orjson.loads(stored.raw)
        asked_for = {key: value for key, value in body.items() if key not in stored.appends - appends}
        return orjson.dumps(asked_for | {name: EMPTY_APPENDS[name] for name in sorted(appends - stored.appends)})
    missing = {name: EMPTY_APPENDS[name] for name in sorted(appends - stored.appends)}
    return stored.raw.rstrip()[:-1] + b"," + orjson.dumps(missing)[1:] if missing else stored.raw


def _day(text: str | None, default: date) -> date:
    try:
        return date.fromisoformat(text) if text else default
    except ValueError:
        raise TmdbError(23) from None


def _is_changed(movie_id: int, day: int) -> bool:
    return SeededRandom(movie_id, day).chance(CHANGED_SHARE)
