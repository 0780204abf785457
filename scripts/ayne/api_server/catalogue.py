"""Recorded or invented answers by id, as bytes, and the fields that TMDB's list shows and filters by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import orjson

from ayne.core.errors import DataError
from ayne.core.files import read_jsonl

# The appends that a stored body may hold, with what TMDB answers for a movie that has nothing there.
EMPTY_APPENDS: dict[str, dict[str, Any]] = {
    "account_states": {},
    "alternative_titles": {"titles": []},
    "changes": {"changes": []},
    "credits": {"cast": [], "crew": []},
    "external_ids": {},
    "images": {"backdrops": [], "logos": [], "posters": []},
    "keywords": {"keywords": []},
    "lists": {"page": 1, "results": [], "total_pages": 0, "total_results": 0},
    "recommendations": {"page": 1, "results": [], "total_pages": 0, "total_results": 0},
    "release_dates": {"results": []},
    "reviews": {"page": 1, "results": [], "total_pages": 0, "total_results": 0},
    "similar": {"page": 1, "results": [], "total_pages": 0, "total_results": 0},
    "translations": {"translations": []},
    "videos": {"results": []},
    "watch/providers": {"results": {}},
}
LISTED = (
    "adult",
    "backdrop_path",
    "id",
    "original_language",
    "original_title",
    "overview",
    "popularity",
    "poster_path",
    "release_date",
    "softcore",
    "title",
    "video",
    "vote_average",
    "vote_count",
)
IMDB_ID_IN_TEXT = re.compile(rb'"imdbID"\s*:\s*"(tt\d+)"')


@dataclass(frozen=True, slots=True)
class StoredMovie:
    """TMDB's body as stored, which appends it holds, its entry in lists, and what else can be filtered by.

    `details` is False where only the list knows the movie and its details answer 404.
    """

    raw: bytes
    appends: frozenset[str]
    entry: dict[str, Any]
    revenue: int
    runtime: int
    details: bool


@dataclass
class Catalogue:
    """Everything the app can answer with."""

    movies: dict[int, StoredMovie] = field(default_factory=dict)
    titles: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def load(cls, tmdb_files: Iterable[Path], omdb_files: Iterable[Path] = ()) -> Self:
        """Read files of the world store; of two bodies with one id the later counts. DataError names a broken line."""
        catalogue = cls()
        for path in tmdb_files:
            for number, line in enumerate(read_jsonl(path), start=1):
                catalogue._add_movie(path, number, line)
        for path in omdb_files:
            for number, line in enumerate(read_jsonl(path), start=1):
                catalogue._add_title(path, number, line)
        return catalogue

    def _add_movie(self, path: Path, number: int, line: bytes) -> None:
        try:
            body = orjson.loads(line)
            self.movies[body["id"]] = _stored(line, body)
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise DataError(
                f"{path}, line {number}: no body of a TMDB movie ({error!r}); build the world again"
            ) from None

    def _add_title(self, path: Path, number: int, line: bytes) -> None:
        found = IMDB_ID_IN_TEXT.search(line)
        if not found:
            raise DataError(f"{path}, line {number}: no imdbID; build the world again")
        self.titles[found[1].decode()] = _unwrapped(line)


def _stored(line: bytes, body: dict[str, Any]) -> StoredMovie:
    entry = {key: body[key] for key in LISTED if key in body}
    genres = body["genres"] if "genres" in body else [{"id": genre} for genre in body.get("genre_ids", [])]
    return StoredMovie(
        raw=line,
        appends=frozenset(EMPTY_APPENDS.keys() & body.keys()),
        entry=entry | {"genre_ids": [genre["id"] for genre in genres]},
        revenue=body.get("revenue") or 0,
        runtime=body.get("runtime") or 0,
        details=body.get("success") is not False,
    )


def _unwrapped(line: bytes) -> bytes:
    """Return the text inside the store's wrapper `{"imdbID": …, "raw": …}`; any other line is the body itself."""
    if b'"raw"' not in line:
        return line
    try:
        body = orjson.loads(line)
    except orjson.JSONDecodeError:
        return line
    return body["raw"].encode() if body.keys() == {"imdbID", "raw"} else line
