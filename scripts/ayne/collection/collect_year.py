"""Collect one year's records of any source that is asked movie by movie."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson

from ayne.collection.refresh_classes import DEFAULT_REFRESH, Refresh
from ayne.collection.refresh_plan import RefreshPlan
from ayne.collection.shard import Attempt, Shard
from ayne.collection.source_interface import Movie, Source, source_called
from ayne.collection.vote_threshold import vote_threshold
from ayne.collection.worker import Request
from ayne.core.errors import CollectError
from ayne.core.files import read_jsonl
from ayne.core.logging import get_logger
from ayne.http_client.client import Client
from ayne.http_client.connection import Connection

logger = get_logger("collect")


def collect_source(
    source: str,
    year: int,
    tmdb_movies_path: Path,
    out_path: Path,
    journal_dir: Path,
    connection: Connection,
    refresh: Refresh = DEFAULT_REFRESH,
    attempt: Attempt | None = None,
) -> None:
    """Ask `source` for the movies of one year that are due, and write its raw file, one record per line, sorted by id.

    A used-up quota leaves a raw file of what there is. CollectError leaves no raw file; every answer received until
    then stays in the journal.
    """
    shard = Shard(
        source=source_called(source),
        year=year,
        journal_dir=journal_dir,
        connection=connection,
        refresh=refresh,
        attempt=attempt,
        vote_threshold=votes_for_today(source, journal_dir, connection, attempt),
    )
    requests = title_requests(shard.source, year, tmdb_movies_path, connection.base_url)
    with shard.journal() as journal:
        plan = shard.plan(journal)
        asyncio.run(ask_all(shard, requests, plan))
        shard.finish(requests, plan, out_path)


def votes_for_today(source: str, journal_dir: Path, connection: Connection, attempt: Attempt | None) -> int:
    """Return the votes that a movie needs to be asked about on a day with a quota; 0 without one."""
    left = None if connection.quota is None else connection.quota.left()
    return 0 if attempt is None or left is None else vote_threshold(journal_dir, source, attempt.years, left)


async def ask_all(shard: Shard, requests: list[Request], plan: RefreshPlan) -> None:
    """Ask what is due of `requests`."""
    async with Client(shard.connection) as client:
        await shard.ask(client, requests, plan)


def title_requests(source: Source, year: int, tmdb_movies_path: Path, base_url: str) -> list[Request]:
    """List what to ask `source` for, each URL once; logs how many movies are left out, by reason."""
    if source.titles is None:
        raise CollectError(f"{source.name} is not asked movie by movie")
    left_out: Counter[str] = Counter()
    by_url: dict[str, Request] = {}
    for request in source.titles(base_url, movies(tmdb_movies_path), left_out):
        left_out["asked for already, for another movie"] += request.url in by_url
        by_url[request.url] = request
    for reason, n in sorted((+left_out).items()):
        logger.info("%s %s: %d movies not asked for: %s", source.name, year, n, reason)
    return list(by_url.values())


def movies(tmdb_movies_path: Path) -> Iterator[Movie]:
    """Yield the bodies of a TMDB raw file, its tombstones and unreadable records left out."""
    for line in read_jsonl(tmdb_movies_path):
        body = orjson.loads(line).get("body")
        if isinstance(body, dict) and "id" in body:
            yield body
