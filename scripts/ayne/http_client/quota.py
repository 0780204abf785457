"""How many requests a source was sent on each UTC day: one small file a source, shared by all jobs and runs."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ayne.core.disk import disk_errors
from ayne.core.logging import get_logger

logger = get_logger("quota")

# 2026-11-24 0000000123 . (or ! where the source itself said that its limit is reached)
LINE = "{day} {count:010d} {mark}\n"
LINE_BYTES = len(LINE.format(day=date.min, count=0, mark="."))
FULL = "!"


def utc_today() -> date:
    """Return the day in UTC, at whose midnight OMDb's quota is said to be renewed."""
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class Day:
    """The requests of one UTC day, and whether the source has said that there are no more."""

    day: date
    count: int = 0
    is_full: bool = False


@dataclass(frozen=True)
class RequestQuota:
    """The quota of one source; `per_day` None counts without a limit.

    A request is entered before it is sent, so that a kill can make the count too high, never too low.
    """

    path: Path
    per_day: int | None = None
    today: Callable[[], date] = utc_today

    def take(self) -> bool:
        """Enter one request; False, and no entry, if the day has none left."""
        with self._locked() as (file, content):
            today = self._today_in(last_entry(content))
            if self._left(today) == 0:
                return False
            write(file, content, Day(today.day, today.count + 1, today.is_full))
        return True

    def mark_exhausted(self) -> None:
        """Note that the source gives no more today, whatever was counted here."""
        with self._locked() as (file, content):
            today = self._today_in(last_entry(content))
            write(file, content, Day(today.day, today.count, is_full=True))

    def spent(self) -> int:
        """Count today's requests."""
        return self._today_in(read(self.path)).count

    def left(self) -> int | None:
        """Count what is left of today; None without a limit."""
        return self._left(self._today_in(read(self.path)))

    def _left(self, day: Day) -> int | None:
        if day.is_full:
            return 0
        return None if self.per_day is None else max(0, self.per_day - day.count)

    def _today_in(self, last: Day | None) -> Day:
        """Return the last entry if it is today's; a clock set back does not give the day a second time."""
        today = self.today()
        return last if last is not None and last.day >= today else Day(today)

    @contextmanager
    def _locked(self) -> Iterator[tuple[int, bytes]]:
        """Give the open file and its content, which no other process changes meanwhile."""
        with disk_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file, os.pread(file, os.fstat(file).st_size, 0)
            finally:
                os.close(file)


def read(path: Path) -> Day | None:
    """Return the last whole entry of a file; None where there is none."""
    return last_entry(path.read_bytes()) if path.exists() else None


def last_entry(content: bytes) -> Day | None:
    """Return the last whole entry; None where there is none. Lines that a power cut has damaged are passed over."""
    lines = [content[start : start + LINE_BYTES] for start in range(0, len(content), LINE_BYTES)]
    return next((day for line in reversed(lines) if (day := parsed(line)) is not None), None)


def parsed(line: bytes) -> Day | None:
    """Read one entry; None if it is damaged."""
    try:
        day, count, mark = line.decode("ascii").split()
        return Day(date.fromisoformat(day), int(count), mark == FULL)
    except (UnicodeDecodeError, ValueError):
        logger.warning("a damaged line of the request quota is passed over: %r", line)
        return None


def write(file: int, content: bytes, entry: Day) -> None:
    """Put `entry` in the place of the last line of the file's `content` if that is of its day, else behind it."""
    size = len(content) // LINE_BYTES * LINE_BYTES
    tail = parsed(content[size - LINE_BYTES : size]) if size else None
    offset = size - LINE_BYTES if tail is not None and tail.day == entry.day else size
    os.pwrite(file, LINE.format(day=entry.day, count=entry.count, mark=FULL if entry.is_full else ".").encode(), offset)
