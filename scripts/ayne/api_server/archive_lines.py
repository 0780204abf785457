"""What one line of an archive is: the answer about a movie or a title, or why it is none."""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import orjson

from ayne.core.readings import read_day, read_flag, read_imdb_id, read_whole

IMDB_ID = re.compile(r"tt\d+", re.ASCII)
IMDB_ID_IN_TEXT = re.compile(rb'"imdbID"\s*:\s*"(tt\d+)"')
# OMDb's own database cannot read a row; its quotes are not always escaped.
ERROR_IN_TEXT = re.compile(rb'"Error"\s*:\s*"(.*)"\s*\}\s*$', re.DOTALL)
TITLE_KEYS = (
    *("Title", "Year", "Rated", "Released", "Runtime", "Genre", "Director", "Writer", "Actors", "Plot", "Language"),
    *("Country", "Awards", "Ratings", "Metascore", "imdbRating", "imdbVotes", "imdbID", "BoxOffice", "Response"),
)
MOVIE_KEYS = (
    *("id", "title", "original_title", "release_date", "imdb_id", "budget", "revenue", "runtime", "vote_count"),
    *("vote_average", "original_language", "production_companies", "production_countries", "spoken_languages"),
    *("belongs_to_collection", "genres"),
)
SHOWN_CHARACTERS = 500
BYTE_ORDER_MARK, NO_NUMBERS = b"\xef\xbb\xbf", (b"NaN", b"Infinity")
NO_OBJECT = "the line is not a JSON object"
UNDATED, BAD_DATE = "no release date", "no release date written YYYY-MM-DD"
ADULT, VIDEO = "marked as adult", "marked as a video"


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the id that it is about, why it is not used (None if it is), and what of it is the reason.

    A line that `is_rejected` cannot be used; another one with a reason is of no interest. Of a movie also the year of
    its release, its votes, and the IMDb id that leads to its title.
    """

    record_id: str | None = None
    reason: str | None = None
    value: str | None = None
    is_rejected: bool = False
    year: int | None = None
    votes: int | None = None
    imdb_id: str | None = None


def movie_line(line: bytes) -> Line:
    """Judge a line that should be a body of TMDB's `/movie/{id}`."""
    return check_movie(loads(line), line)


def check_movie(body: Any, line: bytes) -> Line:
    """Judge what a line holds."""
    if not isinstance(body, dict):
        return _rejected(None, NO_OBJECT, line)
    tmdb_id = read_whole(body.get("id"))
    record_id = None if tmdb_id is None else str(tmdb_id)
    is_error = isinstance(body.get("status_code"), int) and read_flag(body.get("success")) is not True
    if is_error or read_flag(body.get("success")) is False:
        return _rejected(record_id, f"TMDB answered: {body.get('status_message', body.get('status_code'))}", line)
    if reason := _other_spelling(body, MOVIE_KEYS):
        return _rejected(record_id, reason, line)
    if tmdb_id is None:
        return _rejected(None, "no whole number as id", line)
    return _dated_movie(body, str(tmdb_id))


def _dated_movie(body: dict[str, Any], record_id: str) -> Line:
    written = body.get("release_date")
    day = read_day(written)
    if day is None:
        if isinstance(written, str) and written.strip():
            return Line(record_id, BAD_DATE, written[:SHOWN_CHARACTERS], is_rejected=True)
        if written not in (None, "") and not isinstance(written, str):
            return Line(record_id, BAD_DATE, _shown(orjson.dumps(written)), is_rejected=True)
        return Line(record_id, UNDATED)
    for key, reason in (("adult", ADULT), ("video", VIDEO)):
        # TMDB's list of movies leaves them out.
        if read_flag(body.get(key)):
            return Line(record_id, reason, year=day.year)
    return Line(
        record_id, year=day.year, votes=max(read_whole(body.get("vote_count")) or 0, 0), imdb_id=read_imdb_id(body)
    )


def title_line(line: bytes) -> Line:
    """Judge a line that should be a body of OMDb's `?i=`.

    OMDb sends control characters and lone backslashes; such a body passes if its id can be read.
    """
    body = loads(line)
    if body is None:
        match, error = IMDB_ID_IN_TEXT.search(line), ERROR_IN_TEXT.search(line)
        if error:
            return _rejected(match and match[1].decode(), f"OMDb: {_shown(error[1])}", line)
        return Line(match[1].decode()) if match else _rejected(None, NO_OBJECT, line)
    if not isinstance(body, dict):
        return _rejected(None, NO_OBJECT, line)
    imdb_id = body.get("imdbID")
    imdb_id = imdb_id if isinstance(imdb_id, str) and IMDB_ID.fullmatch(imdb_id) else None
    if reason := _why_no_title(body, imdb_id):
        return _rejected(imdb_id, reason, line)
    return Line(imdb_id)


def _why_no_title(body: dict[str, Any], imdb_id: str | None) -> str | None:
    """Say why an object is no body of a title; one as served, in its wrapper, is looked at when it is read."""
    if "Error" in body or read_flag(body.get("Response")) is False:
        return f"OMDb: {body.get('Error', 'Response is False')}"
    if reason := _other_spelling(body, TITLE_KEYS):
        return reason
    if imdb_id is None:
        return "no imdbID"
    if "raw" in body or body.get("Response") == "True":
        return None
    return f'Response is {_shown(orjson.dumps(body["Response"]))}, not "True"' if "Response" in body else "no Response"


def _other_spelling(body: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    """Name the keys that stand in the place of a service's own, as `imdb_id` for `imdbID`; None where none does."""
    own_keys = _by_plain_name(keys)
    other = [key for key in body if own_keys.get(_plain(key), key) not in (key, *body)]
    return f"keys spelled otherwise than the service's: {', '.join(other)}" if other else None


@cache
def _by_plain_name(keys: tuple[str, ...]) -> dict[str, str]:
    return {_plain(key): key for key in keys}


# An archive may have any keys, but has the same ones in most lines.
@lru_cache(maxsize=1024)
def _plain(key: str) -> str:
    return key.lower().replace("_", "")


def _rejected(record_id: str | None, reason: str, line: bytes) -> Line:
    return Line(record_id, reason[:SHOWN_CHARACTERS], _shown(line), is_rejected=True)


def as_json(line: bytes) -> bytes:
    """Return a line as it is, but without what programs add to JSON: a byte order mark, and Python's NaN for null."""
    line = line.removeprefix(BYTE_ORDER_MARK)
    if not any(word in line for word in NO_NUMBERS) or loads(line) is not None:
        return line
    try:
        return orjson.dumps(json.loads(line, parse_constant=lambda _: None))
    except (ValueError, RecursionError, TypeError):
        return line


def loads(line: bytes) -> Any:
    """Return what a line holds; None where it is not JSON."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return None


def _shown(content: bytes) -> str:
    return content[:SHOWN_CHARACTERS].decode(errors="replace")
