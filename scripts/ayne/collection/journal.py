"""The journal: every answer ever received, one JSON line each, only ever appended to.

A line is a raw record with its `origin` in front. A changed simulated world, or another archive, has another origin;
so what one world answered is never served for another.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from ayne.collection.answer import Answer
from ayne.core.errors import CollectError
from ayne.core.logging import get_logger

logger = get_logger("journal")

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
SYNC_EVERY_S = 5.0

type RecordId = int | str


class Journal:
    """The answers of one source, kind and year; of them, those of one origin and one snapshot can be read.

    Open for one collector at a time (an OS lock, which dies with its process). An answer is in the file before `add`
    returns. A torn line, left by a kill or a full disk, is skipped.
    """

    def __init__(self, path: Path, origin: str, as_of: str) -> None:
        """`as_of` is the snapshot (YYYY-MM-DD) that answers are fetched for."""
        self.path, self._as_of = path, as_of
        self._prefix = b'{"origin":' + orjson.dumps(origin) + b","
        self._places: dict[str, tuple[int, int]] = {}
        self._end, self._synced_at = 0, time.monotonic()

    def __enter__(self) -> Self:
        """Lock the file and find what it already holds."""
        with disk_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("a+b", buffering=0)
        try:
            lock(self._file.fileno(), self.path)
            self._end = self._index()
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write through to the disk, and unlock."""
        with self._file, disk_errors(self.path):
            os.fsync(self._file.fileno())

    def __contains__(self, url: str) -> bool:
        """Whether this snapshot's answer to `url` is here."""
        return url in self._places

    def add(self, record_id: RecordId, fetched_at: str, answer: Answer) -> None:
        """Append one answer; CollectError where the disk is full, with the file as it was before."""
        line = self._prefix + record(record_id, fetched_at, self._as_of, answer)[1:]
        with disk_errors(self.path):
            self._append(line + b"\n")
        self._places[answer.url] = (self._end, len(line))
        self._end += len(line) + 1

    def raw_lines(self, urls: Iterable[str]) -> Iterator[bytes]:
        """Yield the records of `urls` as the raw files hold them: without `origin`; one at a time in memory."""
        for url in urls:
            offset, length = self._places[url]
            yield b"{" + os.pread(self._file.fileno(), length, offset)[len(self._prefix) :]

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
            os.fsync(self._file.fileno())
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
        """Index one line if it is of this origin and snapshot; False if it is damaged."""
        if not line.startswith(self._prefix):
            return line.startswith(b'{"origin":') and line.endswith(b"}\n")
        try:
            entry = orjson.loads(line)
        except orjson.JSONDecodeError:
            return False
        if entry["as_of"] == self._as_of:
            self._places[entry["url"]] = (offset, len(line.rstrip(b"\n")))
        return True


def record(record_id: RecordId, fetched_at: str, as_of: str, answer: Answer) -> bytes:
    """One raw record: the body spliced in as received, or as text where it is not JSON.

    Re-encoding would round large integers and drop duplicate keys. Newlines in valid JSON stand between its tokens
    only, so that a blank can take their place.
    """
    head = {"id": record_id, "url": answer.url, "fetched_at": fetched_at, "as_of": as_of, "status": answer.status}
    if not answer.is_json:
        return orjson.dumps(head | {"body_text": answer.text})
    body = answer.content.strip().replace(b"\n", b" ").replace(b"\r", b" ")
    return orjson.dumps(head)[:-1] + b',"body":' + body + b"}"


def lock(descriptor: int, path: Path) -> None:
    """Take the OS lock on the journal; CollectError if another process holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CollectError(
            f"{path} is being written by another collector; wait until it ends, or end it, and run again"
        ) from None


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn an OSError of a write into a CollectError that names the file and what to do."""
    try:
        yield
    except OSError as error:
        advice = "; free some space and run again" if error.errno in DISK_FULL else ""
        raise CollectError(
            f"cannot write {path}: {error.strerror}{advice}; the answers received so far are kept"
        ) from error
