"""What TMDB is to the collector, and the URLs of what it is asked for."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from ayne.collection.source_interface import Source
from ayne.collection.worker import Request
from ayne.core.errors import CollectError
from ayne.http_client.key import Key
from ayne.sources.tmdb.answers import classify

APPENDS = ("credits", "keywords", "release_dates", "external_ids", "videos")
LAST_PAGE = 500
MOST_CHANGE_DAYS = 14
STABLE_FIELDS = ("budget", "revenue", "runtime", "status", "release_date", "imdb_id")
V3_KEY = re.compile(r"^[0-9a-f]{32}$")


def movie_request(base_url: str, tmdb_id: int, released: date | None = None, votes: int = 0) -> Request:
    """One movie, with everything about it that TMDB gives in the same answer."""
    url = f"{base_url.rstrip('/')}/movie/{tmdb_id}?append_to_response={','.join(APPENDS)}"
    return Request(tmdb_id, url, released, votes)


def changes_request(base_url: str, first: date, last: date, page: int) -> Request:
    """One page of the ids of all movies changed from `first` to `last`, both included: at most 14 days apart."""
    if not 0 <= (last - first).days <= MOST_CHANGE_DAYS:
        raise CollectError(f"TMDB cannot list the changes {first}..{last}: it takes at most {MOST_CHANGE_DAYS} days")
    query = urlencode({"start_date": first.isoformat(), "end_date": last.isoformat(), "page": page})
    return Request(page, f"{base_url.rstrip('/')}/movie/changes?{query}")


def page_request(base_url: str, first: date, last: date, min_vote_count: int, page: int) -> Request:
    """One page of the movies first released from `first` to `last`, oldest first.

    Checked here, because TMDB ignores a parameter that it does not understand and answers with every movie there is.
    """
    if first > last or min_vote_count < 0 or not 1 <= page <= LAST_PAGE:
        raise CollectError(
            f"TMDB cannot list {first}..{last}, vote count ≥ {min_vote_count}, page {page}: it takes first ≤ last, "
            f"a count ≥ 0 and pages 1..{LAST_PAGE}"
        )
    parameters: dict[str, str | int] = {
        "include_adult": "false",
        "include_video": "true",  # a movie that went straight to video is a movie
        "primary_release_date.gte": first.isoformat(),
        "primary_release_date.lte": last.isoformat(),
        "sort_by": "primary_release_date.asc",
    }
    if min_vote_count > 0:
        parameters["vote_count.gte"] = min_vote_count
    return Request(page, f"{base_url.rstrip('/')}/discover/movie?{urlencode(parameters | {'page': page})}")


def stable_fields(body: Any) -> tuple[str, ...] | None:
    """Return what settles in a movie, unlike votes and popularity, which always move; None for an error."""
    return tuple(str(body.get(name)) for name in STABLE_FIELDS) if isinstance(body, dict) and "id" in body else None


def key(value: str) -> Key:
    """Place a v3 key (32 hex digits) in the query; anything else is a Read Access Token."""
    return Key(value, query="api_key" if V3_KEY.fullmatch(value) else None)


SOURCE = Source(
    name="tmdb",
    base_url="https://api.themoviedb.org/3",
    key=key,
    classify=classify,
    stable_fields=stable_fields,
)
