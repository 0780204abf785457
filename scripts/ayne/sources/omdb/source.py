"""What to ask OMDb: one title by IMDb id, with the short plot."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ayne.collection.source_interface import Movie, Source
from ayne.collection.worker import Request
from ayne.core.readings import read_day, read_imdb_id, read_number
from ayne.http_client.key import Key
from ayne.sources.omdb.answers import classify

IMDB_ID = re.compile(r"^tt\d{7,10}$")


def titles(base_url: str, movies: Iterator[Movie], left_out: Counter[str]) -> Iterator[Request]:
    """Yield one request for each movie with an IMDb id; two movies can carry the same one."""
    for movie in movies:
        imdb_id = read_imdb_id(movie)
        if not imdb_id:
            left_out["no IMDb id"] += 1
        elif not IMDB_ID.fullmatch(imdb_id):
            left_out["malformed IMDb id"] += 1
        else:
            # This order, after the key: OMDb has answered "Invalid API key!" to others.
            url = f"{base_url.rstrip('/')}/?i={imdb_id}&plot=short&r=json"
            yield Request(imdb_id, url, read_day(movie.get("release_date")), int(read_number(movie.get("vote_count"))))


def stable_fields(body: Any) -> tuple[str, ...] | None:
    """Return what settles in a title: its gross, runtime, date and id, but no rating; None for an error."""
    if not isinstance(body, dict) or body.get("Response") != "True":
        return None
    return tuple(str(body.get(name)) for name in ("BoxOffice", "Runtime", "Released", "imdbID"))


def key(value: str) -> Key:
    """OMDb takes its key from the query only."""
    return Key(value, query="apikey")


SOURCE = Source(
    name="omdb",
    base_url="https://www.omdbapi.com",
    key=key,
    classify=classify,
    stable_fields=stable_fields,
    titles=titles,
)
