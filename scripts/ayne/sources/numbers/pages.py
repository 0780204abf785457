"""Fetch The Numbers' movie pages into the journal, one by one and slowly, and write them as files from there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from ayne.collection.connect import quota_path
from ayne.collection.journal import Journal, RecordId
from ayne.collection.progress import Progress
from ayne.collection.refresh_classes import Refresh
from ayne.collection.worker import Collector
from ayne.core.config_sources import NumbersFetch
from ayne.core.disk import disk_errors
from ayne.core.files import write_text
from ayne.core.logging import get_logger
from ayne.http_client.client import Client
from ayne.http_client.connection import LIVE, Connection
from ayne.http_client.key import Key
from ayne.http_client.quota import RequestQuota
from ayne.http_client.rate_limit import SPACING
from ayne.http_client.response import ApiResponse
from ayne.sources.numbers.answers import stable_fields
from ayne.sources.numbers.movies import Addresses, MoviePage
from ayne.sources.numbers.robots import AGENT, read_robots, require_allowed, seconds_asked_for
from ayne.sources.numbers.wanted import Wanted
from ayne.tables.numbers_pages import page_text

logger = get_logger("collect")

SOURCE = "numbers"
# The only host that is asked; no redirect is followed.
BASE_URL = "https://www.the-numbers.com"
FEWEST_SECONDS = 6.0
ATTEMPTS = 4
# Files of this name in the folder of pages are written, and removed, by this program; no other file there is.
FILE = "ayne-{}.html"
# From so many answers on, not one page among them is worth a warning.
SUSPICIOUS = 20


@dataclass(frozen=True)
class Plan:
    """What is there and what is left: pages, movies to ask about, and how many requests that takes at most.

    `missed` are movies without a page, whose addresses are not to be asked again yet.
    `next_run` is how many of them one run sends, `pause` the seconds between two, `today` the requests already sent on
    this UTC day.
    """

    movies: int
    pages: int
    missed: int
    due: int
    requests: int
    next_run: int
    pause: float
    today: int

    def hours(self, requests: int) -> float:
        """Return how long so many requests take."""
        return requests * self.pause / 3600


class PageJournal(Journal):
    """A journal that keeps, in the place of an answer, what `body` makes of it."""

    def __init__(self, path: Path, as_of: str, body: Callable[[ApiResponse], Any]) -> None:
        """Of live answers only, as there is nothing that answers in The Numbers' place."""
        super().__init__(path, LIVE, as_of, stable_fields)
        self._body = body

    def add(self, record_id: RecordId, fetched_at: str, answer: ApiResponse) -> None:
        """Append one page, or that there was none."""
        super().add(record_id, fetched_at, replace(answer, content=orjson.dumps(self._body(answer))))


@dataclass(frozen=True)
class Fetch:
    """One study's pages: its movies, its journal, whom to ask and how often, and when a page is too old."""

    movies: list[MoviePage]
    journal_dir: Path
    connection: Connection
    refresh: Refresh
    pages_per_run: int

    def plan(self) -> Plan:
        """Say what a run would do; nothing is asked."""
        addresses = Addresses(self.movies, self.connection.base_url)
        with self._journal(addresses) as journal:
            wanted = self._wanted(addresses, journal)
            n_requests = len(wanted.most_requests())
            return Plan(
                movies=len(self.movies),
                pages=len(wanted.pages()),
                missed=wanted.n_movies_missed(),
                due=wanted.n_movies_due(),
                requests=n_requests,
                next_run=min(n_requests, self.pages_per_run),
                pause=pause_of(self.connection),
                today=RequestQuota(quota_path(self.journal_dir, SOURCE)).spent(),
            )

    def run(self, folder: Path) -> None:
        """Ask for what is due, as far as one run goes, and write all pages that are there to `folder`.

        They are written after an error or an interruption, too; every answer is in the journal before that.
        """
        addresses = Addresses(self.movies, self.connection.base_url)
        with self._journal(addresses) as journal:
            wanted = self._wanted(addresses, journal)
            try:
                if most := wanted.most_requests():
                    with Progress(f"{SOURCE} pages", min(len(most), self.pages_per_run)) as progress:
                        asyncio.run(self._ask(addresses, wanted, journal, progress))
                    warn_of_nothing(progress)
            finally:
                n_new, n_pages = write_pages(wanted, journal, folder)
                logger.info("%s pages: %d in %s, %d of them new or changed", SOURCE, n_pages, folder, n_new)
            logger.info("%s pages: %d movies are left to ask about", SOURCE, wanted.n_movies_due())

    async def _ask(self, addresses: Addresses, wanted: Wanted, journal: Journal, progress: Progress) -> None:
        async with politely(self.connection) as client:
            robots = await read_robots(client)
        require_allowed(robots, (request.url for request in wanted.most_requests()), self.connection.base_url)
        pause = max(pause_of(self.connection), seconds_asked_for(robots) * SPACING)
        async with politely(replace(self.connection, requests_per_second=SPACING / pause)) as client:
            collector = Collector(client, journal, addresses.classify, progress, wanted.answered())
            await collector.collect(islice(wanted.to_ask(), self.pages_per_run))

    def _journal(self, addresses: Addresses) -> PageJournal:
        path = self.journal_dir / SOURCE / "pages" / "pages.jsonl"
        return PageJournal(path, self.connection.as_of, addresses.body)

    def _wanted(self, addresses: Addresses, journal: Journal) -> Wanted:
        return Wanted(addresses, journal, self.refresh, date.fromisoformat(self.connection.as_of))


def connection_of(fetch: NumbersFetch, as_of: str, timeout: float, journal_dir: Path, base_url: str) -> Connection:
    """Connect to The Numbers: one connection, and no more often than once in six seconds, whatever the settings say."""
    contact = f"; {fetch.contact}" if fetch.contact else ""
    return Connection(
        base_url=base_url,
        key=Key(""),
        key_name="",
        as_of=as_of,
        requests_per_second=1 / max(fetch.seconds_between, FEWEST_SECONDS),
        connections=1,
        attempts=ATTEMPTS,
        timeout_s=timeout,
        quota=RequestQuota(quota_path(journal_dir, SOURCE)),
        headers={"User-Agent": f"{AGENT}/0.1 (movie research, one page at a time{contact})", "Accept": "text/html"},
    )


def pause_of(connection: Connection) -> float:
    """Return the seconds between two requests."""
    return SPACING / (connection.requests_per_second or 1 / FEWEST_SECONDS)


@asynccontextmanager
async def politely(connection: Connection) -> AsyncIterator[Client]:
    """Open a client whose first request waits as any other does: runs in a row are no faster than one."""
    await connection.clock.sleep(pause_of(connection))
    async with Client(connection) as client:
        yield client


def write_pages(wanted: Wanted, journal: Journal, folder: Path) -> tuple[int, int]:
    """Write each page as received to a file of its own, and remove those that are no more; files written, and pages.

    A file whose content is the same stays as it is. Only files of this program's name are touched.
    """
    pages = {folder / FILE.format(slug): request for slug, request in wanted.pages().items()}
    n_new = 0
    with disk_errors(folder):
        for path in set(folder.glob(FILE.format("*"))) - pages.keys():
            path.unlink()
        for path, request in pages.items():
            html = journal.read(request.url)["body"]["html"]
            text = file_text(html)
            if not path.is_file() or path.read_bytes() != text.encode():
                write_text(path, text)
                n_new += 1
    return n_new, len(pages)


def file_text(html: str) -> str:
    """Return a page for a file in UTF-8: with a byte order mark where the page itself declares another charset."""
    try:
        is_utf8 = page_text(html.encode()) == html
    except UnicodeError:
        is_utf8 = False
    return html if is_utf8 else f"\ufeff{html}"


def warn_of_nothing(progress: Progress) -> None:
    """Warn where many addresses had no page at all: the site may answer otherwise than it did."""
    if progress.counts["tombstone"] >= SUSPICIOUS and not progress.counts["ok"]:
        logger.warning(
            "%s pages: none of %d addresses had the movie's page; `missed` in the journal says what was there instead",
            *(SOURCE, progress.counts["tombstone"]),
        )
