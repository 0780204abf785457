"""Collect one year of TMDB: first the list of its movies, then each of them that is due."""

import asyncio
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from ayne.collection.aging import Aging
from ayne.collection.answer import SomeUnansweredError
from ayne.collection.disk import disk_errors
from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.refresh import DEFAULT_REFRESH, Refresh
from ayne.collection.shard import Attempt, Shard
from ayne.collection.worker import Request
from ayne.core.files import write_jsonl
from ayne.core.logging import get_logger
from ayne.http import LIVE, Client, Connection
from ayne.sources.tmdb.changes import unchanged
from ayne.sources.tmdb.listing import Listing, movie_requests
from ayne.sources.tmdb.slices import slices_of_year
from ayne.sources.tmdb.source import SOURCE

logger = get_logger("collect")


def collect_tmdb(
    year: int,
    discover_path: Path,
    movies_path: Path,
    journal_dir: Path,
    connection: Connection,
    min_vote_count: int = 0,
    refresh: Refresh = DEFAULT_REFRESH,
    attempt: Attempt | None = None,
) -> None:
    """List the movies first released in `year`, ask for each that is due, and write both raw files.

    One record a page in `discover_path`, in the order of release dates; one a movie in `movies_path`, sorted by id:
    the newest answers up to the snapshot. A movie whose own release date has moved to another year stays: TMDB's list
    lags behind its records. CollectError leaves no raw file half written; every answer received until then stays in
    the journal.
    """
    shard = Shard(
        source=SOURCE,
        year=year,
        journal_dir=journal_dir,
        connection=connection,
        refresh=refresh,
        attempted_on=attempt.day if attempt else None,
    )
    with ExitStack() as stack:
        pages, movies = (stack.enter_context(journal) for journal in (side_journal(shard, "discover"), shard.journal()))
        aging = shard.aging(movies)
        listed = list_day(pages, aging)
        page_urls, requests = asyncio.run(ask_year(shard, pages, aging, listed, min_vote_count))
        with disk_errors(discover_path):
            write_jsonl(discover_path, pages.raw_lines(page_urls))
        shard.finish(requests, aging, movies_path, aging.list_due_day(listed))


def side_journal(shard: Shard, kind: str) -> Journal:
    """Return the journal of lists that a shard needs beside its movies."""
    path = shard.journal_dir / SOURCE.name / kind / f"{shard.year}.jsonl"
    return Journal(path, shard.connection.origin, shard.connection.as_of)


def list_day(pages: Journal, aging: Aging) -> date:
    """Return the snapshot of the list to use: that of the last one while it is young enough, else this one."""
    newest = pages.newest_day()
    return newest if newest is not None and aging.list_due_day(newest) > aging.snapshot else aging.snapshot


async def ask_year(
    shard: Shard, pages: Journal, aging: Aging, listed: date, min_vote_count: int
) -> tuple[list[str], list[Request]]:
    """Fill both journals; the URLs of the year's pages, and the requests for its movies, by id."""
    async with Client(shard.connection) as client:
        with Progress(f"{SOURCE.name} discover {shard.year}", None) as progress:
            listing = Listing(client, pages, progress, listed)
            page_urls = await listing.walk(slices_of_year(shard.year, min_vote_count, listed))
        requests = movie_requests(shard.connection.base_url, pages, page_urls)
        if shard.connection.origin == LIVE:
            # What a replayed TMDB says about changes is invented.
            await spare_unchanged(client, shard, aging, requests)
        await shard.ask(client, requests, aging)
    return page_urls, requests


async def spare_unchanged(client: Client, shard: Shard, aging: Aging, requests: list[Request]) -> None:
    """Leave out the due movies that TMDB has not changed since it answered."""
    due = [request for request in requests if request.url in aging.journal and aging.is_due(request)]
    with side_journal(shard, "changes") as changes:
        try:
            aging.spared |= await unchanged(client, changes, due, aging.journal, f"{SOURCE.name} changes {shard.year}")
        except SomeUnansweredError as unanswered:
            if unanswered.is_unreachable:
                raise
            logger.warning("%s; nothing is spared, all that is due is asked about", unanswered)
