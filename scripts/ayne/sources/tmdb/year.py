"""Collect one year of TMDB: first the list of its movies, then each of them."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ayne.collection.journal import Journal, disk_errors
from ayne.collection.progress import Progress
from ayne.collection.worker import Collector, Request
from ayne.core.files import write_jsonl
from ayne.core.logging import get_logger
from ayne.http import Client, Connection
from ayne.sources.tmdb.answers import page_meaning
from ayne.sources.tmdb.slices import Slice, slices_of_year
from ayne.sources.tmdb.source import LAST_PAGE, SOURCE, movie_request, page_request

logger = get_logger("collect")


def collect_tmdb(
    year: int,
    discover_path: Path,
    movies_path: Path,
    journal_dir: Path,
    connection: Connection,
    min_vote_count: int = 0,
) -> None:
    """List the movies first released in `year`, ask for each, and write both raw files.

    One record a page in `discover_path`, in the order of release dates; one a movie in `movies_path`, sorted by id.
    A movie whose own release date has moved to another year stays: TMDB's list lags behind its records. What
    `journal_dir` holds for this snapshot is not asked again. CollectError leaves no raw file half written; every
    answer received until then stays in the journal.
    """
    folder = journal_dir / SOURCE.name
    pages = Journal(folder / "discover" / f"{year}.jsonl", connection.origin, connection.as_of)
    movies = Journal(folder / "movies" / f"{year}.jsonl", connection.origin, connection.as_of)
    with pages, movies:
        page_urls, movie_urls = asyncio.run(ask_year(year, min_vote_count, pages, movies, connection))
        for path, journal, urls in ((discover_path, pages, page_urls), (movies_path, movies, movie_urls)):
            with disk_errors(path):
                write_jsonl(path, journal.raw_lines(urls))


async def ask_year(
    year: int, min_vote_count: int, pages: Journal, movies: Journal, connection: Connection
) -> tuple[list[str], list[str]]:
    """Fill both journals; the URLs of the year's pages and of its movies, in the order of the raw files."""
    async with Client(connection) as client:
        with Progress(f"{SOURCE.name} discover {year}", None) as progress:
            listing = Listing(client, pages, progress)
            page_urls = await listing.walk(slices_of_year(year, min_vote_count, date.fromisoformat(connection.as_of)))
        requests = [movie_request(connection.base_url, tmdb_id) for tmdb_id in sorted(ids_on(pages, page_urls))]
        with Progress(f"{SOURCE.name} movies {year}", len(requests)) as progress:
            await Collector(client, movies, SOURCE.meaning, progress).collect(iter(requests))
    return page_urls, [request.url for request in requests]


class Listing:
    """Walks slices of release dates page by page."""

    def __init__(self, client: Client, journal: Journal, progress: Progress) -> None:
        """Write to `journal`, which is open."""
        self._client, self._journal = client, journal
        self._collector = Collector(client, journal, page_meaning, progress)

    async def walk(self, slices: Iterable[Slice]) -> list[str]:
        """List the URLs of all pages of `slices`, in order; a slice of more than 500 pages is halved until it fits."""
        urls: list[str] = []
        for wanted in slices:
            first = await self._body(self._page(wanted, 1))
            halves = wanted.halves() if first["total_pages"] > LAST_PAGE else (wanted,)
            urls += await self.walk(halves) if len(halves) > 1 else await self._all_pages(wanted, first)
        return urls

    async def _all_pages(self, wanted: Slice, first: dict[str, Any]) -> list[str]:
        # TMDB says 0 or 1 pages of nothing; and no more than 500 pages, whatever total_pages says.
        n_pages = min(max(first["total_pages"], 1), LAST_PAGE)
        requests = [self._page(wanted, page) for page in range(1, n_pages + 1)]
        await self._collector.collect(iter(requests[1:]))
        urls = [request.url for request in requests]
        n_movies = len(ids_on(self._journal, urls))
        if n_movies != first["total_results"]:
            logger.warning(
                "tmdb discover %s..%s: %d distinct movies listed, %d announced",
                *(wanted.first, wanted.last, n_movies, first["total_results"]),
            )
        return urls

    async def _body(self, request: Request) -> dict[str, Any]:
        await self._collector.collect(iter([request]))
        body: dict[str, Any] = self._journal.read(request.url)["body"]
        return body

    def _page(self, wanted: Slice, page: int) -> Request:
        base_url = self._client.connection.base_url
        return page_request(base_url, wanted.first, wanted.last, wanted.min_vote_count, page)


def ids_on(journal: Journal, page_urls: Iterable[str]) -> set[int]:
    """Return the movie ids on these pages; pages shift while they are read, so that one id can stand on two."""
    return {movie["id"] for url in page_urls for movie in results_of(journal, url)}


def results_of(journal: Journal, page_url: str) -> Iterator[dict[str, Any]]:
    """Yield the movies on one page."""
    yield from journal.read(page_url)["body"]["results"]
