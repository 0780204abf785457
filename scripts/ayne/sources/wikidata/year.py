"""Collect one year of Wikidata: first the list of its movies, then what is stated about each that is due."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import batched
from pathlib import Path
from zlib import crc32

import orjson

from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.refresh_classes import DEFAULT_REFRESH, Refresh
from ayne.collection.refresh_plan import RefreshPlan
from ayne.collection.shard import Attempt, Shard
from ayne.collection.worker import Request
from ayne.core.disk import disk_errors
from ayne.core.files import read_jsonl, write_jsonl
from ayne.core.readings import read_imdb_id
from ayne.http_client.client import Client
from ayne.http_client.connection import Connection
from ayne.http_client.response import ApiResponse
from ayne.sources.wikidata.asking import BATCH, Asker, Rows, in_order
from ayne.sources.wikidata.batches import asking
from ayne.sources.wikidata.identity import IMDB_TITLE
from ayne.sources.wikidata.listing import EVERY_MOVIE, Filters, listed, slices_of_year
from ayne.sources.wikidata.questions import AMOUNT_QUESTIONS, MOVIE_QUESTIONS, BatchQuery, find_query
from ayne.sources.wikidata.source import SOURCE, movie_request
from ayne.sources.wikidata.statements import Binding, day, item, number, number_of

type ListMovies = Callable[[Asker], Awaitable[Rows]]


@dataclass(frozen=True)
class YearList:
    """How a year's movies are listed, under which URL the list is kept, and what is asked about each of them."""

    url: str
    movies: ListMovies
    questions: Sequence[BatchQuery]


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
    snapshot = date.fromisoformat(connection.as_of)

    async def of_year(asker: Asker) -> Rows:
        slices = slices_of_year(year, filters, snapshot)
        return [row for wanted in slices for row in await listed(asker, wanted)]

    wanted = YearList(f"{connection.base_url}#list/{year}?{filters}", of_year, MOVIE_QUESTIONS)
    shard = Shard(
        source=SOURCE, year=year, journal_dir=journal_dir, connection=connection, refresh=refresh, attempt=attempt
    )
    collect_listed(shard, wanted, list_path, movies_path)


def collect_amounts(
    year: int,
    tmdb_movies_path: Path,
    list_path: Path,
    movies_path: Path,
    journal_dir: Path,
    connection: Connection,
    refresh: Refresh = DEFAULT_REFRESH,
    attempt: Attempt | None = None,
) -> None:
    """Find the items of the movies that TMDB released in `year`, by IMDb id, and ask about each that is due.

    Files and errors are as `collect_wikidata` has them; what is asked about is amounts, ids and dates.
    """
    movies = movies_by_imdb_id(tmdb_movies_path)

    async def with_imdb_ids(asker: Asker) -> Rows:
        batches = [await asker.query(find_query(batch)) for batch in batched(sorted(movies), BATCH)]
        return in_order([{**row, **movies[row["imdb_id"]["value"]]} for rows in batches for row in rows])

    ids = crc32(" ".join(sorted(movies)).encode())
    wanted = YearList(f"{connection.base_url}#imdb/{year}?{ids:08x}", with_imdb_ids, AMOUNT_QUESTIONS)
    shard = Shard(
        source=SOURCE, year=year, journal_dir=journal_dir, connection=connection, refresh=refresh, attempt=attempt
    )
    collect_listed(shard, wanted, list_path, movies_path)


def movies_by_imdb_id(tmdb_movies_path: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return by IMDb id when a raw file's movies were released and how wanted they are, as a list of Wikidata's has it.

    TMDB's votes take the place of the number of articles.
    """
    by_imdb_id = {}
    for line in read_jsonl(tmdb_movies_path):
        body = orjson.loads(line).get("body")
        imdb_id = read_imdb_id(body) if isinstance(body, dict) else ""
        if IMDB_TITLE.fullmatch(imdb_id):
            known = {"first": body.get("release_date"), "sitelinks": body.get("vote_count")}
            by_imdb_id[imdb_id] = {
                name: {"type": "literal", "value": str(value)} for name, value in known.items() if value
            }
    return by_imdb_id


def collect_listed(shard: Shard, wanted: YearList, list_path: Path, movies_path: Path) -> None:
    """Fill the journals of the list and of its movies, as far as they are due, and write both raw files."""
    path = shard.journal_dir / SOURCE.name / "list" / f"{shard.year}.jsonl"
    lists = Journal(path, shard.connection.origin, shard.connection.as_of)
    with ExitStack() as stack:
        stack.enter_context(lists)
        plan = shard.plan(stack.enter_context(shard.journal()))
        requests = asyncio.run(ask_year(shard, lists, plan, wanted))
        with disk_errors(list_path):
            write_jsonl(list_path, lists.raw_lines([wanted.url]))
        newest = lists.newest(wanted.url)
        shard.finish(requests, plan, movies_path, plan.list_due_day(newest.answered) if newest else None)


async def ask_year(shard: Shard, lists: Journal, plan: RefreshPlan, wanted: YearList) -> list[Request]:
    """Fill both journals; the requests for the year's movies."""
    async with Client(shard.connection) as client:
        newest = lists.newest(wanted.url)
        if newest is None or plan.list_due_day(newest.answered) <= plan.snapshot:
            with Progress(f"{SOURCE.name} list {shard.year}", None):
                rows = await wanted.movies(Asker(client))
            body = orjson.dumps({"results": {"bindings": rows}})
            lists.add(shard.year, shard.connection.fetched_at(), ApiResponse(wanted.url, 200, body))
        requests = requests_of(shard.connection.base_url, lists.read(wanted.url)["body"]["results"]["bindings"])
        await shard.ask(client, requests, plan, asking(wanted.questions))
    return requests


def requests_of(base_url: str, rows: Iterable[Binding]) -> list[Request]:
    """Return a request for each movie of a list, in the order of their items' numbers."""
    by_item: dict[str, tuple[date | None, int]] = {}
    for row in rows:
        film = item(row.get("film"))
        if film is not None:
            by_item[film] = day(row.get("first")), int(number(row.get("sitelinks")) or 0)
    return [movie_request(base_url, one, *by_item[one]) for one in sorted(by_item, key=number_of)]
