"""The only module that talks HTTP: one client for all sources, over TCP or an in-process application.

The key is put into a request just before it is sent, and no such request outlives its answer. What is logged, raised
and returned therefore never holds it.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_random_exponential

from ayne.collection.answer import (
    Answer,
    KeyRefusedError,
    Meaning,
    MeaningOf,
    QuotaReachedError,
    RequestRefusedError,
    UnansweredError,
)
from ayne.collection.key import Key
from ayne.collection.lanes import Lanes
from ayne.collection.ledger import Ledger
from ayne.collection.limit import Clock, RateLimit

LIVE = "live"
HEADERS = {
    "User-Agent": "ayne/0.1 (research; one client, rate limited)",
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate",
}
UNREADABLE_ATTEMPTS = 3
LONGEST_WAIT_S = 60.0
# Beyond this, waiting inside a job is wrong: the message says when to come back.
LONGEST_RETRY_AFTER_S = 600.0
TEXT_SHOWN = 200
TOO_MANY_REQUESTS = 429
BACK_OFF = wait_random_exponential(multiplier=0.5, max=LONGEST_WAIT_S)


@dataclass(frozen=True, kw_only=True)
class Connection:
    """Where a source is, who asks, how hard, and as of which day.

    `origin` is "live", or names the world file that answers; `as_of` is the snapshot (YYYY-MM-DD). `transport` None
    is TCP. `key_setting` is the environment variable that a message about a refused key names. Every request is
    entered in `ledger`, which can say that the day has none left. `headers` go before those that every source is sent.
    """

    base_url: str
    key: Key
    key_setting: str
    as_of: str
    origin: str = LIVE
    transport: httpx.AsyncBaseTransport | None = None
    requests_per_second: float | None = None
    connections: int = 20
    attempts: int = 8
    timeout_s: float = 30.0
    clock: Clock = field(default_factory=Clock)
    ledger: Ledger | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def fetched_at(self) -> str:
        """Tell the clock in UTC if live, else the snapshot: a simulated catalogue gives the same bytes every day."""
        return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}" if self.origin == LIVE else f"{self.as_of}T00:00:00Z"


class KeyedRequests:
    """Builds requests that carry the key, each to be sent at once and kept nowhere."""

    def __init__(self, key: Key, timeout_s: float, headers: Mapping[str, str]) -> None:
        """Prepare what all requests have in common."""
        is_token = bool(key.value) and key.query is None
        token = {"Authorization": f"Bearer {key.value}"} if is_token else {}
        self._headers = httpx.Headers({**HEADERS, **headers, **token})
        self._pair = None if key.query is None else f"{key.query}={quote(key.value, safe='')}"
        self._extensions = {"timeout": httpx.Timeout(timeout_s).as_dict()}

    def get(self, url: str) -> httpx.Request:
        """Return a GET of `url`."""
        if self._pair is not None:
            # First, as in OMDb's own examples: it has taken a key that follows other parameters for a wrong one.
            path, _, query = url.partition("?")
            url = f"{path}?{self._pair}&{query}" if query else f"{path}?{self._pair}"
        return httpx.Request("GET", url, headers=self._headers, extensions=self._extensions)


class AskAgain(Exception):  # noqa: N818 -- a signal to the retry loop, never seen outside
    """One attempt brought no answer worth keeping."""

    def __init__(
        self,
        reason: str,
        answer: Answer | None = None,
        meaning: Meaning = Meaning.RETRY,
        *,
        is_unreachable: bool = False,
    ) -> None:
        """Keep the answer: an unreadable one is recorded in the end."""
        super().__init__(reason)
        self.reason, self.answer, self.meaning, self.is_unreachable = reason, answer, meaning, is_unreachable


class Client:
    """Asks one source, within its limits, until each answer has a meaning that can be recorded."""

    def __init__(self, connection: Connection) -> None:
        """Nothing is sent before the first question."""
        self.connection = connection
        self._limit = RateLimit(connection.requests_per_second, connection.clock)
        self._http = open_http(connection)
        self._requests = KeyedRequests(connection.key, connection.timeout_s, connection.headers)
        self._retrying = AsyncRetrying(
            retry=retry_if_exception_type(AskAgain),
            wait=BACK_OFF,
            stop=self._is_last,
            sleep=connection.clock.sleep,
            reraise=True,
        )

    async def __aenter__(self) -> Self:
        """Open the connection pool."""
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection pool."""
        await self._http.__aexit__(kind, error, trace)

    async def ask(self, url: str, meaning_of: MeaningOf) -> tuple[Answer, Meaning]:
        """GET `url` until its answer means OK, TOMBSTONE, or at last UNREADABLE; `meaning_of` is the source's table.

        UnansweredError where no attempt brought one; KeyRefusedError, QuotaReachedError and RequestRefusedError mean
        that no other request will fare better.
        """
        try:
            # A copy, because tenacity keeps the state of a call on the object.
            return await self._retrying.copy()(self._attempt, url, meaning_of)
        except AskAgain as last:
            if last.meaning is Meaning.UNREADABLE and last.answer is not None:
                return last.answer, Meaning.UNREADABLE
            attempts, is_unreachable = self.connection.attempts, last.is_unreachable
            raise UnansweredError(url, last.reason, attempts, is_unreachable=is_unreachable) from None

    async def _attempt(self, url: str, meaning_of: MeaningOf) -> tuple[Answer, Meaning]:
        await self._limit.start()
        self._enter_in_ledger(url)
        answer = await self._get(url)
        meaning = meaning_of(answer)
        if meaning is Meaning.OK or meaning is Meaning.TOMBSTONE:
            return answer, meaning
        leads = f" to {answer.location}" if answer.location else ""
        said = f"HTTP {answer.status}{leads}: {answer.text[:TEXT_SHOWN]!r}"
        match meaning:
            case Meaning.STOP:
                raise KeyRefusedError(f"{url}: {self._refusal(said)}")
            case Meaning.PAUSE:
                self._close_day()
                raise QuotaReachedError(f"{url}: the quota is used up ({said}); what was fetched is kept")
            case Meaning.BUG:
                raise RequestRefusedError(f"GET {url} was refused as wrong ({said})")
        if answer.status == TOO_MANY_REQUESTS:
            self._limit.slow_down()
        self._heed_retry_after(answer)
        raise AskAgain(said, answer, meaning)

    async def _get(self, url: str) -> Answer:
        try:
            async with asyncio.timeout(self.connection.timeout_s):
                response = await self._http.handle_async_request(self._requests.get(url))
                await response.aread()
        except (httpx.TransportError, httpx.DecodingError, TimeoutError) as error:
            reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            is_unreachable = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            if is_unreachable:
                reason = f"cannot connect to {httpx.URL(url).host}, check the network and the address ({reason})"
            shown = self.connection.key.hide(reason.encode()).decode()
            raise AskAgain(shown, is_unreachable=is_unreachable) from None
        content = self.connection.key.hide(response.content)
        headers = response.headers
        return Answer(
            url, response.status_code, content, retry_after_s(headers.get("retry-after")), headers.get("location")
        )

    def _refusal(self, said: str) -> str:
        setting = self.connection.key_setting
        if setting:
            return f"the key was refused ({said}); {setting} must hold a valid key"
        return f"turned away ({said}); nothing more is asked of this source, what was fetched is kept"

    def _enter_in_ledger(self, url: str) -> None:
        ledger = self.connection.ledger
        if ledger is not None and not ledger.take():
            raise QuotaReachedError(f"{url}: not asked, the requests of this day (UTC) are used up: {ledger.spent()}")

    def _close_day(self) -> None:
        if self.connection.ledger is not None:
            self.connection.ledger.close_day()

    def _heed_retry_after(self, answer: Answer) -> None:
        seconds = answer.retry_after_s
        if seconds is None:
            return
        if seconds > LONGEST_RETRY_AFTER_S:
            raise QuotaReachedError(f"{answer.url}: asks to come back in {seconds:.0f} s; what was fetched is kept")
        self._limit.pause(seconds)

    def _is_last(self, state: RetryCallState) -> bool:
        again, attempts = failure_of(state), self.connection.attempts
        is_unreadable = again is not None and again.meaning is Meaning.UNREADABLE
        return state.attempt_number >= min(UNREADABLE_ATTEMPTS if is_unreadable else attempts, attempts)


def open_http(connection: Connection) -> httpx.AsyncBaseTransport:
    """Open connections to send requests over.

    Without httpx's client above: it would follow redirects, which carry the key along, keep cookies, and write a line
    for every request; and it costs a fifth of the time of a request.
    """
    silence_httpx()
    return connection.transport or Lanes(connection.connections)


def silence_httpx() -> None:
    """Keep a line for every request out of the log; warnings pass."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def failure_of(state: RetryCallState) -> AskAgain | None:
    """Return what the attempt that just ended raised."""
    error = state.outcome.exception() if state.outcome is not None else None
    return error if isinstance(error, AskAgain) else None


def retry_after_s(header: str | None) -> float | None:
    """Seconds from a Retry-After header, which holds seconds or a date; None where it holds neither."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment.tzinfo else None
