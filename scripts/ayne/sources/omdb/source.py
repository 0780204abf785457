"""What to ask OMDb: one title by IMDb id, with the short plot."""

import re
from collections import Counter
from collections.abc import Iterator

from ayne.collection.key import Key
from ayne.collection.source import Movie, Source
from ayne.collection.worker import Request
from ayne.sources.omdb.answers import meaning

IMDB_ID = re.compile(r"^tt\d{7,10}$")


def titles(base_url: str, movies: Iterator[Movie], left_out: Counter[str]) -> Iterator[Request]:
    """Yield one request for each movie with an IMDb id; two movies can carry the same one."""
    for movie in movies:
        imdb_id = imdb_id_of(movie)
        if not imdb_id:
            left_out["no IMDb id"] += 1
        elif not IMDB_ID.fullmatch(imdb_id):
            left_out["malformed IMDb id"] += 1
        else:
            # This order, after the key: OMDb has answered "Invalid API key!" to others.
            yield Request(imdb_id, f"{base_url.rstrip('/')}/?i={imdb_id}&plot=short&r=json")


def imdb_id_of(movie: Movie) -> str:
    """Return the IMDb id of a TMDB body; "" where both places write null or ""."""
    return str(movie.get("imdb_id") or (movie.get("external_ids") or {}).get("imdb_id") or "")


def key(value: str) -> Key:
    """OMDb takes its key from the query only."""
    return Key(value, query="apikey")


SOURCE = Source(
    name="omdb",
    base_url="https://www.omdbapi.com",
    key_setting="OMDB_API_KEY",
    key=key,
    meaning=meaning,
    titles=titles,
)
