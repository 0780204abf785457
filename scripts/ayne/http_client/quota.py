"""How many requests a source was sent on each UTC day: one small SQLite file a source, shared by all jobs and runs."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ayne.core.disk import disk_errors
from ayne.core.errors import CollectError
from ayne.core.logging import get_logger

logger = get_logger("quota")

TABLE = """
CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, requests INTEGER NOT NULL, is_exhausted INTEGER NOT NULL)
"""
# A clock set back does not give a day a second time: the last day that was counted goes on.
DAY = "max(:today, coalesce((SELECT max(day) FROM days), ''))"
TAKE = f"""
INSERT INTO days VALUES ({DAY}, 1, 0)
ON CONFLICT (day) DO UPDATE SET requests = requests + 1
WHERE NOT is_exhausted AND (:per_day IS NULL OR requests < :per_day)
"""
EXHAUST = f"INSERT INTO days VALUES ({DAY}, 0, 1) ON CONFLICT (day) DO UPDATE SET is_exhausted = 1"
SPENT = f"SELECT requests, is_exhausted FROM days WHERE day = {DAY}"
# What counted before there was a database; nothing reads it any more.
EARLIER_FILE = "requests.txt"
WAIT_S = 60.0


def utc_today() -> date:
    """Return the day in UTC, at whose midnight OMDb reportedly renews its quota."""
    return datetime.now(UTC).date()


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
        with self._opened() as database:
            return database.execute(TAKE, self._day() | {"per_day": self.per_day}).rowcount == 1

    def mark_exhausted(self) -> None:
        """Note that the source gives no more today, whatever was counted here."""
        with self._opened() as database:
            database.execute(EXHAUST, self._day())

    def spent(self) -> int:
        """Count today's requests."""
        return self._spent()[0]

    def left(self) -> int | None:
        """Count what is left of today; None without a limit."""
        requests, is_exhausted = self._spent()
        if is_exhausted:
            return 0
        return None if self.per_day is None else max(0, self.per_day - requests)

    def _spent(self) -> tuple[int, bool]:
        if not self.path.exists():
            return 0, False
        with self._opened() as database:
            requests, is_exhausted = database.execute(SPENT, self._day()).fetchone() or (0, False)
        return requests, bool(is_exhausted)

    def _day(self) -> dict[str, object]:
        return {"today": self.today().isoformat()}

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Give the database, in which each statement is a transaction that survives a kill."""
        earlier = self.path.with_name(EARLIER_FILE)
        if not self.path.exists() and earlier.exists():
            logger.warning(
                "%s is of an earlier version of AYNE: what it counted today is not known any more; remove it", earlier
            )
        with disk_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)) as database:
                # Waiting for the disk would take 9 ms a request, and saves nothing but from a power cut.
                database.execute("PRAGMA synchronous = OFF")
                database.execute(TABLE)
                yield database
        except sqlite3.Error as error:
            raise CollectError(
                f"cannot count requests in {self.path}: {error}; free some space if the disk is full, or remove the "
                "file, after which the requests of today count from 0"
            ) from None
