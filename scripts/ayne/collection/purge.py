"""Remove answers from the journal by their age; nothing else ever removes anything from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import orjson

from ayne.collection.journal import name_of
from ayne.collection.state import ShardState, purged, state_path
from ayne.core.disk import disk_errors, open_locked
from ayne.core.errors import CollectError
from ayne.core.files import read_jsonl, write_jsonl
from ayne.http_client.quota import utc_today


@dataclass(frozen=True)
class Purged:
    """What one file of the journal lost: answers, of those the last ones to a URL, and bytes."""

    path: Path
    answers: int
    last_answers: int
    size: int


def purge(
    journal_dir: Path, source: str, older_than_days: int, *, is_done: bool, today: date | None = None
) -> list[Purged]:
    """Remove the answers of a source that were fetched more than so many days ago, by the UTC day; say which files.

    Nothing is removed unless `is_done`. A movie without any answer left is due again. CollectError if the journal
    knows no such source, or if a collector has one of its files.
    """
    before = ((today or utc_today()) - timedelta(days=older_than_days)).isoformat()
    folder = journal_dir / source
    if not folder.is_dir():
        known = sorted(path.name for path in journal_dir.glob("*") if path.is_dir())
        raise CollectError(
            f"{journal_dir} holds no answers of {source!r}; it holds those of {', '.join(known) or 'none'}"
        )
    purged_files = (purge_file(path, before, is_done=is_done) for path in sorted(folder.rglob("*.jsonl")))
    return [purged_file for purged_file in purged_files if purged_file.answers]


def purge_file(path: Path, before: str, *, is_done: bool) -> Purged:
    """Rewrite one file without the answers fetched before that day (YYYY-MM-DD); the lock is held throughout."""
    with open_locked(path), disk_errors(path):
        gone: dict[str, str] = {}
        remaining: set[str] = set()
        n_gone = size = 0
        for line, url, origin, fetched_at in entries(path):
            if fetched_at >= before:
                remaining.add(url)
                continue
            gone[url] = name_of(origin)
            n_gone += 1
            size += len(line) + 1
        lost = {url: origin for url, origin in gone.items() if url not in remaining}
        if is_done and n_gone:
            # The state first: after a kill in between, the next run finds nothing missing and sets it right.
            note(path, lost)
            write_jsonl(path, (line for line, _, _, fetched_at in entries(path) if fetched_at >= before))
        return Purged(path, n_gone, len(lost), size)


def entries(path: Path) -> Iterator[tuple[bytes, str, str, str]]:
    """Yield each whole line with its URL, origin and time; torn lines are skipped."""
    for line in read_jsonl(path):
        try:
            entry = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        yield line, entry["url"], entry["origin"], entry["fetched_at"]


def note(path: Path, lost: dict[str, str]) -> None:
    """Tell the state of a shard how many of its movies have no answer left; a purge of lists is noted as well."""
    source_dir = path.parent.parent
    beside = path.with_suffix(".state.json")
    at = beside if beside.exists() else state_path(source_dir.parent, source_dir.name, path.stem)
    state = ShardState.read(at)
    if state is not None:
        n_movies = sum(origin == state.origin for origin in lost.values()) if at == beside else 0
        purged(state, n_movies).write(at)
