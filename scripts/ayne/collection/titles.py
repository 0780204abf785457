"""Collect one year's records of any source that is asked movie by movie."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson

from ayne.collection.journal import Journal, disk_errors
from ayne.collection.progress import Progress
from ayne.collection.source import Movie, Source, source_called
from ayne.collection.worker import Collector, Request
from ayne.core.errors import CollectError
from ayne.core.files import read_jsonl, write_jsonl
from ayne.core.logging import get_logger
from ayne.http import Client, Connection

logger = get_logger("collect")

KIND = "movies"


def collect_titles(
    source: str, year: int, tmdb_movies_path: Path, out_path: Path, journal_dir: Path, connection: Connection
) -> None:
    """Ask `source` for the movies of one year, and write its raw file, one record a line, sorted by id.

    What `journal_dir` already holds for this snapshot is not asked again. CollectError leaves no raw file; every
    answer received until then stays in the journal.
    """
    asked = source_called(source)
    requests = title_requests(asked, year, tmdb_movies_path, connection.base_url)
    with Journal(journal_dir / source / KIND / f"{year}.jsonl", connection.origin, connection.as_of) as journal:
        asyncio.run(ask_all(asked, requests, journal, connection, f"{source} {KIND} {year}"))
        urls = [request.url for request in sorted(requests, key=lambda request: request.id)]
        with disk_errors(out_path):
            write_jsonl(out_path, journal.raw_lines(urls))


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


async def ask_all(
    source: Source, requests: list[Request], journal: Journal, connection: Connection, title: str
) -> None:
    """Ask for each of `requests` that the journal lacks."""
    async with Client(connection) as client:
        with Progress(title, len(requests)) as progress:
            await Collector(client, journal, source.meaning, progress).collect(iter(requests))


def movies(tmdb_movies_path: Path) -> Iterator[Movie]:
    """Yield the bodies of a TMDB raw file, its tombstones and unreadable records left out."""
    for line in read_jsonl(tmdb_movies_path):
        record = orjson.loads(line)
        if "id" in record.get("body", ()):
            yield record["body"]
