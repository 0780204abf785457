"""Collect one year of TMDB: first the list of its movies, then each of them that is due."""

import asyncio
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.refresh_classes import DEFAULT_REFRESH, Refresh
from ayne.collection.refresh_plan import RefreshPlan
from ayne.collection.shard import Attempt, Shard
from ayne.collection.worker import Request
from ayne.core.disk import disk_errors
from ayne.core.files import write_jsonl
from ayne.core.logging import get_logger
from ayne.http_client.client import Client
from ayne.http_client.connection import LIVE, Connection
from ayne.http_client.response import SomeUnansweredError
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

    One record per page in `discover_path`, in the order of release dates; one per movie in `movies_path`, sorted by id:
    the newest answers up to the snapshot. A movie whose own release date has moved to another year stays: TMDB's list
    lags behind its records. CollectError leaves no raw file half written; every answer received until then stays in
    the journal.
    """
    shard = Shard(
        source=SOURCE, year=year, journal_dir=journal_dir, connection=connection, refresh=refresh, attempt=attempt
    )
    with ExitStack() as stack:
        pages, movies = (stack.enter_context(journal) for journal in (side_journal(shard, "discover"), shard.journal()))
        plan = shard.plan(movies)
        listed = list_day(pages, plan)
        page_urls, requests = asyncio.run(ask_year(shard, pages, plan, listed, min_vote_count))
        with disk_errors(discover_path):
            write_jsonl(discover_path, pages.raw_lines(page_urls))
        shard.finish(requests, plan, movies_path, plan.list_due_day(listed))


def side_journal(shard: Shard, kind: str) -> Journal:
    """Return the journal of lists that a shard needs beside its movies."""
    path = shard.journal_dir / SOURCE.name / kind / f"{shard.year}.jsonl"
    return Journal(path, shard.connection.origin, shard.connection.as_of)


def list_day(pages: Journal, plan: RefreshPlan) -> date:
    """Return the snapshot of the list to use: that of the last one while it is young enough, else this one."""
    newest = pages.newest_day()
    return newest if newest is not None and plan.list_due_day(newest) > plan.snapshot else plan.snapshot


async def ask_year(
    shard: Shard, pages: Journal, plan: RefreshPlan, listed: date, min_vote_count: int
) -> tuple[list[str], list[Request]]:
    """Fill both journals; the URLs of the year's pages, and the requests for its movies, by id."""
    async with Client(shard.connection) as client:
        with Progress(f"{SOURCE.name} discover {shard.year}", None) as progress:
            listing = Listing(client, pages, progress, listed)
            page_urls = await listing.walk(slices_of_year(shard.year, min_vote_count, listed))
        requests = movie_requests(shard.connection.base_url, pages, page_urls)
        if shard.connection.origin == LIVE:
            # What a replayed TMDB says about changes is invented.
            await skip_unchanged(client, shard, plan, requests)
        await shard.ask(client, requests, plan)
    return page_urls, requests


async def skip_unchanged(client: Client, shard: Shard, plan: RefreshPlan, requests: list[Request]) -> None:
    """Leave out the due movies that TMDB has not changed since it answered."""
    due = [request for request in requests if request.url in plan.journal and plan.is_due(request)]
    with side_journal(shard, "changes") as changes:
        try:
            plan.unchanged_upstream |= await unchanged(
                client, changes, due, plan.journal, f"{SOURCE.name} changes {shard.year}"
            )
        except SomeUnansweredError as unanswered:
            if unanswered.is_unreachable:
                raise
            logger.warning("%s; nothing is unchanged_upstream, all that is due is asked about", unanswered)
