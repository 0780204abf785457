"""Simulated archives for the benchmarks, made once, and raw shards of them as the collector writes them."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import orjson

from ayne.api_server.archive_layout import ARCHIVE_OMDB, ARCHIVE_TMDB, open_lines
from ayne.core.files import read_jsonl
from ayne.core.logging import get_logger
from ayne.simulation.write_world import write_archive

logger = get_logger("benchmark")
SNAPSHOT = date(2026, 6, 30)
FIRST_YEAR = 1995
SEED = 20260630
# What a raw record says beside the answer; `ayne.collection` writes the same fields.
_BEGIN = '{"id":"%s","url":"https://example.org/%s","fetched_at":"2026-06-30T00:00:00Z","as_of":"2026-06-30",'


def simulated_archive(folder: Path, movies: int) -> Path:
    """Return the archive of so many movies in `folder`, which is made if it is not there."""
    archive = folder / str(movies)
    # Written last: an archive that was interrupted does not have it.
    if not (archive / "counts.json").is_file():
        write_archive(archive, seed=SEED, movies=movies, first_year=FIRST_YEAR, snapshot=SNAPSHOT)
    return archive


def write_raw(archive: Path, out: Path) -> int:
    """Write `{source}/{year}.jsonl.gz` to `out`, a title of OMDb in the year of its release; return the bytes inside.

    Undated movies are left out, as the collector does not find them.
    """
    years = range(FIRST_YEAR, SNAPSHOT.year + 2)
    written = 0
    with ExitStack() as stack:
        files = {
            (source, year): stack.enter_context(open_lines(out / source / f"{year}.jsonl.gz"))
            for source in ("tmdb", "omdb")
            for year in years
        }
        for source, year, record in _records(archive):
            if (source, year) in files:
                files[source, year].write(record + b"\n")
                written += len(record) + 1
    return written


def _records(archive: Path) -> Iterator[tuple[str, int, bytes]]:
    """Yield the source, year and raw line of each answer; year 0 where it has none."""
    for line in read_jsonl(archive / ARCHIVE_TMDB):
        body = orjson.loads(line)
        yield "tmdb", int((body.get("release_date") or "0")[:4]), raw_line(str(body["id"]), line)
    for line in read_jsonl(archive / ARCHIVE_OMDB):
        body = orjson.loads(line) if line.startswith(b'{"Title"') else {}
        yield "omdb", int(body.get("Year", "0")[:4]), raw_line(body.get("imdbID", ""), line)


def raw_line(record_id: str, body: bytes) -> bytes:
    """Return the raw record of an answer."""
    return (_BEGIN % (record_id, record_id)).encode() + b'"status":200,"body":' + body + b"}"
