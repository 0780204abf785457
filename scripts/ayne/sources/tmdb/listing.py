"""The list of a year's movies: slices of release dates, page by page."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.worker import Collector, Request
from ayne.core.logging import get_logger
from ayne.core.readings import read_day, read_id, read_number, read_whole
from ayne.http_client.client import Client
from ayne.sources.tmdb.answers import classify_page
from ayne.sources.tmdb.slices import Slice
from ayne.sources.tmdb.source import LAST_PAGE, movie_request, page_request

logger = get_logger("collect")


class Listing:
    """Walks slices of release dates; a page that was read for `listed` or later is not asked for again."""

    def __init__(self, client: Client, journal: Journal, progress: Progress, listed: date) -> None:
        """Write to `journal`, which is open."""
        self._client, self._journal, self._progress = client, journal, progress
        self._collector = Collector(client, journal, classify_page, progress)
        self._listed = listed.isoformat()

    async def walk(self, slices: Iterable[Slice]) -> list[str]:
        """List the URLs of all pages of `slices`, in order; a slice of more than 500 pages is halved until it fits."""
        urls: list[str] = []
        for wanted in slices:
            request = self._page(wanted, 1)
            was_asked = await self._collect([request])
            n_pages, n_results = totals(self._journal, request.url)
            halves = wanted.halves() if n_pages > LAST_PAGE else (wanted,)
            if len(halves) > 1:
                urls += await self.walk(halves)
            else:
                urls += await self._all_pages(wanted, n_pages, n_results, was_asked)
        return urls

    async def _all_pages(self, wanted: Slice, n_pages: int, n_results: int, was_asked: bool) -> list[str]:
        # TMDB says 0 or 1 pages of nothing; and no more than 500 pages, whatever total_pages says.
        requests = [self._page(wanted, page) for page in range(1, min(max(n_pages, 1), LAST_PAGE) + 1)]
        was_asked |= await self._collect(requests[1:])
        urls = [request.url for request in requests]
        if was_asked and n_listed(self._journal, urls) < n_results:
            # Pages shift while they are read, so that a movie can slip through between two of them.
            await self._collector.collect(iter(requests))
        n_movies, (_, announced) = n_listed(self._journal, urls), totals(self._journal, urls[0])
        if n_movies != announced:
            logger.warning(
                "tmdb discover %s..%s: %d distinct movies listed, %d announced",
                *(wanted.first, wanted.last, n_movies, announced),
            )
        return urls

    async def _collect(self, requests: list[Request]) -> bool:
        """Ask for the pages that are missing or too old; whether there were any."""
        missing = [request for request in requests if not self._is_fresh(request)]
        if n_there := len(requests) - len(missing):
            self._progress.count("already in the journal", n_there)
        await self._collector.collect(iter(missing))
        return bool(missing)

    def _is_fresh(self, request: Request) -> bool:
        newest = self._journal.newest(request.url)
        return newest is not None and newest.as_of >= self._listed

    def _page(self, wanted: Slice, page: int) -> Request:
        base_url = self._client.connection.base_url
        return page_request(base_url, wanted.first, wanted.last, wanted.min_vote_count, page)


def movie_requests(base_url: str, journal: Journal, page_urls: Iterable[str]) -> list[Request]:
    """Return one request for each movie on these pages, by id; it can stand on two, as pages shift while read."""
    listed = dict(listed_on(journal, page_urls))
    return [
        movie_request(base_url, tmdb_id, read_day(movie.get("release_date")), int(read_number(movie.get("vote_count"))))
        for tmdb_id, movie in sorted(listed.items())
    ]


def n_listed(journal: Journal, page_urls: Iterable[str]) -> int:
    """Count the distinct movies on these pages."""
    return len(dict(listed_on(journal, page_urls)))


def totals(journal: Journal, page_url: str) -> tuple[int, int]:
    """Return the numbers of pages and of movies that a page announces."""
    body = journal.read(page_url)["body"]
    return read_whole(body["total_pages"]) or 0, read_whole(body["total_results"]) or 0


def listed_on(journal: Journal, page_urls: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the movies on these pages with their ids; entries without one are rejected with the tables."""
    for url in page_urls:
        for entry in journal.read(url)["body"]["results"]:
            if (tmdb_id := read_id(entry)) is not None:
                yield tmdb_id, entry
