"""Recorded or invented answers by id, as bytes, and the fields that TMDB's list shows and filters by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import orjson

from ayne.api_server.archive_lines import check_movie, loads, title_line
from ayne.core.files import read_jsonl
from ayne.core.logging import get_logger
from ayne.core.readings import read_day, read_flag, read_number, read_whole

logger = get_logger("simulation")

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
    "adult", "backdrop_path", "id", "original_language", "original_title", "overview", "popularity", "poster_path",
    "release_date", "softcore", "title", "video", "vote_average", "vote_count",
)  # fmt: skip
FLAGS, NUMBERS = ("adult", "softcore", "video"), ("popularity", "vote_average", "vote_count")
TEXTS = ("original_language", "original_title", "release_date", "title")


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
    # What OMDb says of an id that is well formed, but not in its database.
    unknown_title: str = "Error getting data."

    @classmethod
    def load(
        cls, tmdb_files: Iterable[Path], omdb_files: Iterable[Path] = (), unknown_title: str = unknown_title
    ) -> Self:
        """Read files of the world store, or of an archive; of two bodies with one id the later counts.

        A line that is no answer is passed over, with a warning that says how many are.
        """
        catalogue = cls(unknown_title=unknown_title)
        for paths, add in ((tmdb_files, catalogue._add_movie), (omdb_files, catalogue._add_title)):
            for path in paths:
                missed = sum(not add(line) for line in read_jsonl(path) if line.strip())
                if missed:
                    logger.warning("%s: %d lines are not answers, and are skipped", path, missed)
        return catalogue

    def _add_movie(self, line: bytes) -> bool:
        body = loads(line)
        tmdb_id = check_movie(body, line).record_id
        if tmdb_id is not None:
            self.movies[int(tmdb_id)] = _stored(line, body)
        return tmdb_id is not None

    def _add_title(self, line: bytes) -> bool:
        title = title_line(line)
        if title.record_id is None or title.reason:
            return False
        self.titles[title.record_id] = _unwrapped(line)
        return True


def _stored(line: bytes, body: dict[str, Any]) -> StoredMovie:
    return StoredMovie(
        raw=line,
        appends=frozenset(EMPTY_APPENDS.keys() & body.keys()),
        entry=_entry(body),
        revenue=int(read_number(body.get("revenue"))),
        runtime=int(read_number(body.get("runtime"))),
        details=read_flag(body.get("success")) is not False,
    )


def _entry(body: dict[str, Any]) -> dict[str, Any]:
    """Return a movie as lists show it: whatever a body has, of the types that TMDB's lists have."""
    entry = {key: body[key] for key in LISTED if key in body}
    entry["id"] = read_whole(body["id"])
    entry |= {key: None for key in TEXTS if key in entry and not isinstance(entry[key], str)}
    if day := read_day(entry.get("release_date")):
        entry["release_date"] = day.isoformat()
    entry |= {key: read_flag(entry[key]) or False for key in FLAGS if key in entry}
    entry |= {key: read_number(entry[key]) for key in NUMBERS if key in entry}
    genres = body["genres"] if "genres" in body else body.get("genre_ids")
    listed = genres if isinstance(genres, list) else []
    ids = (genre.get("id") if isinstance(genre, dict) else genre for genre in listed)
    return entry | {"genre_ids": [number for number in map(read_whole, ids) if number is not None]}


def _unwrapped(line: bytes) -> bytes:
    """Return the text inside the store's wrapper `{"imdbID": …, "raw": …}`; any other line is the body itself."""
    if b'"raw"' not in line:
        return line
    try:
        body = orjson.loads(line)
    except orjson.JSONDecodeError:
        return line
    return body["raw"].encode() if body.keys() == {"imdbID", "raw"} else line
