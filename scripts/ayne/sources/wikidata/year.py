"""Collect one year of Wikidata: first the list of its movies, then what is stated about each that is due."""

import asyncio
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import orjson

from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.refresh_classes import DEFAULT_REFRESH, Refresh
from ayne.collection.refresh_plan import RefreshPlan
from ayne.collection.shard import Attempt, Shard
from ayne.collection.worker import Request
from ayne.core.disk import disk_errors
from ayne.core.files import write_jsonl
from ayne.http_client.client import Client
from ayne.http_client.connection import Connection
from ayne.http_client.response import ApiResponse
from ayne.sources.wikidata.asking import Asker
from ayne.sources.wikidata.batches import asking
from ayne.sources.wikidata.listing import EVERY_MOVIE, Filters, listed, slices_of_year
from ayne.sources.wikidata.questions import MOVIE_QUESTIONS
from ayne.sources.wikidata.source import SOURCE, movie_request
from ayne.sources.wikidata.statements import Binding, day, item, number, number_of


def collect_wikidata(
    year: int,
    list_path: Path,
    movies_path: Path,
    journal_dir: Path,
    connection: Connection,
    filters: Filters = EVERY_MOVIE,
    refresh: Refresh = DEFAULT_REFRESH,
    attempt: Attempt | None = None,
) -> None:
    """List the movies first published in `year`, ask about each that is due, and write both raw files.

    The list is one record, a movie one: its rows by question. CollectError as for every source.
    """
    shard = Shard(
        source=SOURCE,
        year=year,
        journal_dir=journal_dir,
        connection=connection,
        refresh=refresh,
        attempted_on=attempt.day if attempt else None,
    )
    lists = Journal(journal_dir / SOURCE.name / "list" / f"{year}.jsonl", connection.origin, connection.as_of)
    with ExitStack() as stack:
        stack.enter_context(lists)
        movies = stack.enter_context(shard.journal())
        plan = shard.plan(movies)
        requests, list_url = asyncio.run(ask_year(shard, lists, plan, filters))
        with disk_errors(list_path):
            write_jsonl(list_path, lists.raw_lines([list_url]))
        day_listed = lists.newest(list_url)
        shard.finish(requests, plan, movies_path, plan.list_due_day(day_listed.answered) if day_listed else None)


async def ask_year(shard: Shard, lists: Journal, plan: RefreshPlan, filters: Filters) -> tuple[list[Request], str]:
    """Fill both journals; the requests for the year's movies, and the URL of its list."""
    base_url = shard.connection.base_url
    list_url = f"{base_url}#list/{shard.year}?{filters}"
    async with Client(shard.connection) as client:
        kept = lists.newest(list_url)
        if kept is None or plan.list_due_day(kept.answered) <= plan.snapshot:
            with Progress(f"{SOURCE.name} list {shard.year}", None):
                rows = [
                    row
                    for wanted in slices_of_year(shard.year, filters, plan.snapshot)
                    for row in await listed(Asker(client), wanted)
                ]
            body = orjson.dumps({"results": {"bindings": rows}})
            lists.add(shard.year, shard.connection.fetched_at(), ApiResponse(list_url, 200, body))
        requests = requests_of(base_url, lists.read(list_url)["body"]["results"]["bindings"])
        await shard.ask(client, requests, plan, asking(MOVIE_QUESTIONS))
    return requests, list_url


def requests_of(base_url: str, rows: Iterable[Binding]) -> list[Request]:
    """Return a request for each movie of a list, in the order of their items' numbers."""
    by_item: dict[str, tuple[date | None, int]] = {}
    for row in rows:
        found = item(row.get("film"))
        if found is not None:
            by_item[found] = day(row.get("first")), int(number(row.get("sitelinks")) or 0)
    return [movie_request(base_url, one, *by_item[one]) for one in sorted(by_item, key=number_of)]
