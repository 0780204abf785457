"""Ask the BLS for the price index, if the last answer is too old; without one the shipped averages alone are used."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

from ayne.collection.journal import Journal, name_of
from ayne.collection.state import ShardState
from ayne.core.disk import disk_errors
from ayne.core.files import write_jsonl
from ayne.core.logging import get_logger
from ayne.http_client.client import Client
from ayne.http_client.connection import Connection
from ayne.http_client.response import (
    ApiResponse,
    KeyRefusedError,
    QuotaReachedError,
    RequestRefusedError,
    UnansweredError,
)
from ayne.sources.bls.source import SOURCE, series_request

logger = get_logger("collect")

# A month's index is published about the middle of the next month.
REFRESH_DAYS = 15
NO_ANSWER = (KeyRefusedError, QuotaReachedError, RequestRefusedError, UnansweredError)


def journal_path(journal_dir: Path) -> Path:
    """Return where the answers are."""
    return journal_dir / SOURCE.name / "cpi" / "months.jsonl"


def prices_state_path(journal_dir: Path) -> Path:
    """Return where it is kept what was answered, and when the next answer is due."""
    return journal_path(journal_dir).with_name("months.state.json")


def collect_prices(out_path: Path, journal_dir: Path, connection: Connection, attempted_on: str | None) -> None:
    """Write the newest answer as of the snapshot, one line, or none where there never was one.

    The BLS out of reach, or refusing, is a warning: the next day's run (`attempted_on`, UTC) asks again.
    """
    request, snapshot = series_request(connection.base_url), date.fromisoformat(connection.as_of)
    journal = Journal(journal_path(journal_dir), connection.origin, connection.as_of, SOURCE.stable_fields)
    with journal:
        newest = journal.newest(request.url)
        if newest is None or newest.answered + timedelta(days=REFRESH_DAYS) <= snapshot:
            answer = asyncio.run(ask(connection, request.url))
            if answer is not None:
                journal.add(request.id, connection.fetched_at(), answer)
            newest = journal.newest(request.url)
        with disk_errors(out_path):
            write_jsonl(out_path, journal.raw_lines([] if newest is None else [request.url]))
        due = {} if newest is None else {(newest.answered + timedelta(days=REFRESH_DAYS)).isoformat(): 1}
        note(prices_state_path(journal_dir), connection, due, attempted_on)


async def ask(connection: Connection, url: str) -> ApiResponse | None:
    """Ask, with retries; None, with a warning, if there is no answer."""
    async with Client(connection) as client:
        try:
            answer, _ = await client.ask(url, SOURCE.classify)
        except NO_ANSWER as error:
            logger.warning("%s: %s; the prices known before stand, the next day's run asks again", SOURCE.name, error)
            return None
    return answer


def note(path: Path, connection: Connection, due: dict[str, int], attempted_on: str | None) -> None:
    """Keep the state of the latest snapshot."""
    origin, before = name_of(connection.origin), ShardState.read(path)
    if before is not None and before.as_of > connection.as_of:
        return
    state = ShardState(
        origin=origin,
        as_of=connection.as_of,
        wanted=1,
        have=len(due),
        pending=1 - len(due),
        due=due,
        attempted_on=attempted_on,
        purged_at=None if before is None else before.purged_at,
    )
    state.write(path)
