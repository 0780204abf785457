"""What Wikidata is to the collector: its address, what its answers mean, and the record of a movie."""

from datetime import date
from typing import Any

from ayne.collection.source_interface import Source
from ayne.collection.worker import Request
from ayne.http_client.key import Key
from ayne.sources.wikidata.answers import classify
from ayne.sources.wikidata.statements import in_words

# What settles in time: amounts and ids, unlike the number of articles.
STABLE = ("box_office", "cost", "publication", "imdb_id", "tmdb_id", "duration")


def movie_request(base_url: str, item_id: str, released: date | None = None, sitelinks: int = 0) -> Request:
    """Return what stands for all questions about one movie; of two, the one with more articles is more wanted."""
    return Request(item_id, f"{base_url}#{item_id}", released, sitelinks)


def stable_fields(body: Any) -> tuple[str, ...] | None:
    """Return what of a movie lasts; None for an item that is gone."""
    if not isinstance(body, dict) or not body.get("sitelinks"):
        return None
    return tuple(repr([in_words(row) for row in body.get(name, [])]) for name in STABLE)


SOURCE = Source(
    name="wikidata",
    base_url="https://query.wikidata.org/sparql",
    key=Key,
    classify=classify,
    stable_fields=stable_fields,
    # Its query service gives a query sixty seconds.
    longest_answer_s=75,
)
