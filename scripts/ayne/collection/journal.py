"""The journal: every answer ever received, one JSON line each, only ever appended to.

A line is a raw record with its `origin` in front: the name of who answered, and after a colon the version of the file
that answered in its place. Another name is another source: what one simulated world answered is never served for
another. Two versions of one name are that source at two dates, as two archives are; for one and the same snapshot
they contradict each other, and only the present version counts.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from ayne.core.disk import disk_errors, open_locked
from ayne.core.logging import get_logger
from ayne.http_client.response import ApiResponse

logger = get_logger("journal")

SYNC_EVERY_S = 5.0

type RecordId = int | str
type StableFields = Callable[[Any], object]
"""What of a body a refresh is for, to be compared with the answer before; None for a body that is no record."""

ORIGIN = b'{"origin":"'


@dataclass(slots=True)
class CachedResponse:
    """The newest answer to one URL: where it stands, the snapshot and the day it was fetched for and on.

    `unchanged` counts the answers in a row, before this one, with the same stable fields. `fingerprint` is their hash;
    None where the answer is a tombstone, which never counts as unchanged.
    """

    offset: int
    length: int
    as_of: str
    fetched_on: str
    fingerprint: int | None
    unchanged: int = 0

    @property
    def answered(self) -> date:
        """The snapshot that the answer was fetched for."""
        return date.fromisoformat(self.as_of)


class Journal:
    """The answers of one source, kind and year; of them, the newest of one origin up to a snapshot can be read.

    Open for one collector at a time (an OS lock, which dies with its process). An answer is in the file before `add`
    returns. A torn line, left by a kill or a full disk, is skipped. Memory holds places, never bodies.
    """

    def __init__(self, path: Path, origin: str, as_of: str, stable_fields: StableFields | None = None) -> None:
        """`as_of` is the snapshot (YYYY-MM-DD) that answers are fetched for."""
        self.path, self._as_of, self._stable_fields = path, as_of, stable_fields
        self._origin, self._name = origin, name_of(origin)
        self._cached: dict[str, CachedResponse] = {}
        self._days: dict[str, str] = {}
        self._end, self._synced_at = 0, time.monotonic()
        self._syncs, self._sync = ThreadPoolExecutor(max_workers=1), Future[None]()
        self._sync.set_result(None)

    def __enter__(self) -> Self:
        """Lock the file and find what it already holds."""
        self._file = open_locked(self.path)
        try:
            self._end = self._index()
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write through to the disk, and unlock."""
        with self._file, disk_errors(self.path), self._syncs:
            self._sync_aside()
            self._sync.result()

    def __contains__(self, url: str) -> bool:
        """Whether an answer to `url` as of this snapshot, or of an earlier one, is here."""
        return url in self._cached

    def newest(self, url: str) -> CachedResponse | None:
        """Return the newest answer to `url` as of this snapshot."""
        return self._cached.get(url)

    def newest_day(self) -> date | None:
        """Return the latest snapshot that anything here was fetched for, up to this one."""
        return max((cached.answered for cached in self._cached.values()), default=None)

    def add(self, record_id: RecordId, fetched_at: str, answer: ApiResponse) -> None:
        """Append one answer; CollectError where the disk is full, with the file as it was before."""
        line = ORIGIN + self._origin.encode() + b'",' + record(record_id, fetched_at, self._as_of, answer)[1:]
        with disk_errors(self.path):
            self._append(line + b"\n")
        body = answer.json if answer.is_json else answer.text
        self._cache(
            answer.url, CachedResponse(self._end, len(line), self._as_of, fetched_at[:10], self._fingerprint(body))
        )
        self._end += len(line) + 1

    def raw_lines(self, urls: Iterable[str]) -> Iterator[bytes]:
        """Yield the records of `urls` as the raw files hold them: without `origin`; one at a time in memory."""
        for url in urls:
            cached = self._cached[url]
            line = os.pread(self._file.fileno(), cached.length, cached.offset)
            yield b"{" + line[line.index(b'",') + 2 :]

    def read(self, url: str) -> dict[str, Any]:
        """Return the record of `url`, parsed."""
        return dict(orjson.loads(next(self.raw_lines([url]))))

    def _append(self, line: bytes) -> None:
        written = 0
        try:
            while written < len(line):
                written += os.write(self._file.fileno(), line[written:])
        except OSError:
            os.ftruncate(self._file.fileno(), self._end)
            raise
        if time.monotonic() - self._synced_at > SYNC_EVERY_S:
            self._sync_aside()

    def _sync_aside(self) -> None:
        """Have the disk take what is written, beside the requests in flight; OSError where it refused the last time."""
        self._sync.result()
        self._sync = self._syncs.submit(os.fsync, self._file.fileno())
        self._synced_at = time.monotonic()

    def _index(self) -> int:
        """Note where the newest answer to each URL stands; the length of the file."""
        offset, line, n_damaged = 0, b"\n", 0
        with self.path.open("rb") as lines:
            for line in lines:
                n_damaged += not self._note(line, offset)
                offset += len(line)
        if not line.endswith(b"\n"):
            self._end = offset
            self._append(b"\n")
            offset += 1
        if n_damaged:
            logger.warning("%s: %d torn lines skipped", self.path, n_damaged)
        return offset

    def _note(self, line: bytes, offset: int) -> bool:
        """Index one line if it is of this origin and not of a later snapshot; False if it is damaged."""
        origin = line[len(ORIGIN) : line.find(b'",')].decode(errors="replace") if line.startswith(ORIGIN) else ""
        if name_of(origin) != self._name:
            return line.startswith(ORIGIN) and line.endswith(b"}\n")
        try:
            entry = orjson.loads(line)
        except orjson.JSONDecodeError:
            return False
        as_of = entry["as_of"]
        if as_of < self._as_of or (as_of == self._as_of and origin == self._origin):
            fingerprint = self._fingerprint(entry["body"] if "body" in entry else entry["body_text"])
            fetched_on = entry["fetched_at"][:10]
            self._cache(entry["url"], CachedResponse(offset, len(line.rstrip(b"\n")), as_of, fetched_on, fingerprint))
        return True

    def _cache(self, url: str, cached: CachedResponse) -> None:
        """Take `cached` for the newest answer; passed over if it was fetched for an earlier snapshot than what is here.

        A second answer for one snapshot takes the first one's place: it is no refresh.
        """
        before = self._cached.get(url)
        if before is not None:
            if cached.as_of < before.as_of:
                return
            if cached.fingerprint is not None and cached.fingerprint == before.fingerprint:
                cached.unchanged = before.unchanged + (cached.as_of > before.as_of)
        # One string for each day, not one for each line.
        cached.as_of = self._days.setdefault(cached.as_of, cached.as_of)
        cached.fetched_on = self._days.setdefault(cached.fetched_on, cached.fetched_on)
        self._cached[url] = cached

    def _fingerprint(self, body: Any) -> int | None:
        if self._stable_fields is None or isinstance(body, str):
            return hash(str(body)) if isinstance(body, str) else 0
        stable_fields = self._stable_fields(body)
        return None if stable_fields is None else hash(stable_fields)


def name_of(origin: str) -> str:
    """Return an origin without its version."""
    return origin.rpartition(":")[0] or origin


def record(record_id: RecordId, fetched_at: str, as_of: str, answer: ApiResponse) -> bytes:
    """One raw record: the body spliced in as received, or as text where it is not JSON.

    Re-encoding would round large integers and drop duplicate keys. Newlines in valid JSON stand between its tokens
    only, so that a blank can take their place.
    """
    head = {"id": record_id, "url": answer.url, "fetched_at": fetched_at, "as_of": as_of, "status": answer.status}
    if not answer.is_json:
        return orjson.dumps(head | {"body_text": answer.text})
    body = answer.content.strip().replace(b"\n", b" ").replace(b"\r", b" ")
    return orjson.dumps(head)[:-1] + b',"body":' + body + b"}"
