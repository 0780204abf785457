"""The second pass: what people, companies, series and genres are called, and the ISO codes of countries and languages.

Each item is asked about once, whatever number of movies and years it stands in.
"""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.worker import Request
from ayne.core.disk import disk_errors
from ayne.core.files import read_jsonl, write_jsonl
from ayne.http_client.client import Client
from ayne.http_client.connection import Connection
from ayne.sources.wikidata.answers import classify
from ayne.sources.wikidata.batches import BatchCollector
from ayne.sources.wikidata.questions import COUNTRY_CODES, LABELS, LANGUAGE_CODES
from ayne.sources.wikidata.source import SOURCE
from ayne.sources.wikidata.statements import Binding, item, number_of

NAMED = ("director", "writer", "cast", "company", "series", "franchise", "country", "language")
QUESTIONS = (LABELS, COUNTRY_CODES, LANGUAGE_CODES)


def collect_names(movie_paths: Iterable[Path], out_path: Path, journal_dir: Path, connection: Connection) -> None:
    """Ask about every item that the movies of all years name, as far as it was not asked about, and write a raw file.

    One record an item, by its number. CollectError as for every source; what was answered stays in the journal.
    """
    journal = Journal(journal_dir / SOURCE.name / "names" / "items.jsonl", connection.origin, connection.as_of)
    with journal:
        wanted = sorted(named_items(movie_paths), key=number_of)
        requests = [Request(one, f"{connection.base_url}#name/{one}") for one in wanted]
        asyncio.run(ask_names(connection, journal, [one for one in requests if one.url not in journal]))
        with disk_errors(out_path):
            write_jsonl(out_path, journal.raw_lines(request.url for request in requests))


async def ask_names(connection: Connection, journal: Journal, requests: list[Request]) -> None:
    """Fill the journal."""
    async with Client(connection) as client:
        with Progress(f"{SOURCE.name} names", len(requests)) as progress:
            collector = BatchCollector(client, journal, classify, progress, None, QUESTIONS)
            await collector.collect(iter(requests))


def named_items(movie_paths: Iterable[Path]) -> set[str]:
    """Return the items that are shown by their names."""
    return {
        named for path in movie_paths for line in read_jsonl(path) for named in items_in(orjson.loads(line)["body"])
    }


def items_in(body: dict[str, list[Binding]]) -> Iterator[str]:
    """Yield the items that one movie names."""
    for question in NAMED:
        for row in body.get(question, []):
            if (target := item(row.get("value"))) is not None:
                yield target
