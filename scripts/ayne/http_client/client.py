"""The only module that talks HTTP: one client for all sources, over TCP or an in-process application.

The key is put into a request just before it is sent, and no such request outlives its answer. What is logged, raised
and returned therefore never holds it.
"""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_random_exponential

from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.http_client.rate_limit import RateLimit
from ayne.http_client.response import (
    ApiResponse,
    Classify,
    KeyRefusedError,
    Outcome,
    QuotaReachedError,
    RequestRefusedError,
    TooLargeError,
    UnansweredError,
)

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


class KeyedRequests:
    """Builds requests that carry the key, each to be sent at once and kept nowhere."""

    def __init__(self, key: Key, timeout_s: float, headers: Mapping[str, str]) -> None:
        """Prepare what all requests have in common."""
        is_token = bool(key.value) and key.query is None
        token = {"Authorization": f"Bearer {key.value}"} if is_token else {}
        self._headers = httpx.Headers({**HEADERS, **headers, **token})
        self._pair = None if key.query is None else f"{key.query}={quote(key.value, safe='')}"
        self._extensions = {"timeout": httpx.Timeout(timeout_s).as_dict()}

    def build(self, url: str, form: Mapping[str, str] | None) -> httpx.Request:
        """Return a GET of `url`, or a POST of the fields of a form."""
        if self._pair is not None:
            # First, as in OMDb's own examples: it has taken a key that follows other parameters for a wrong one.
            path, _, query = url.partition("?")
            url = f"{path}?{self._pair}&{query}" if query else f"{path}?{self._pair}"
        method = "GET" if form is None else "POST"
        return httpx.Request(method, url, data=form, headers=self._headers, extensions=self._extensions)


class AskAgain(Exception):  # noqa: N818 -- a signal to the retry loop, never seen outside
    """One attempt brought no answer worth keeping."""

    def __init__(
        self,
        reason: str,
        answer: ApiResponse | None = None,
        outcome: Outcome = Outcome.RETRY,
        *,
        is_unreachable: bool = False,
    ) -> None:
        """Keep the answer: an unreadable one is recorded in the end."""
        super().__init__(reason)
        self.reason, self.answer, self.outcome, self.is_unreachable = reason, answer, outcome, is_unreachable


class Client:
    """Asks one source, within its limits, until each answer has an outcome that can be recorded."""

    def __init__(self, connection: Connection) -> None:
        """Prepare the connections; nothing is sent yet."""
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

    async def ask(
        self, url: str, classify: Classify, form: Mapping[str, str] | None = None
    ) -> tuple[ApiResponse, Outcome]:
        """GET `url` until its answer means OK, TOMBSTONE, or at last UNREADABLE; `classify` is the source's table.

        With a `form`, it is sent to `url` by POST. UnansweredError where no attempt brought an answer, TooLargeError
        where less should be asked for at once; KeyRefusedError, QuotaReachedError and RequestRefusedError mean that
        no other request will fare better.
        """
        try:
            # A copy, because tenacity keeps the state of a call on the object.
            return await self._retrying.copy()(self._attempt, url, classify, form)
        except AskAgain as last:
            if last.outcome is Outcome.UNREADABLE and last.answer is not None:
                return last.answer, Outcome.UNREADABLE
            attempts, is_unreachable = self.connection.attempts, last.is_unreachable
            raise UnansweredError(url, last.reason, attempts, is_unreachable=is_unreachable) from None

    async def _attempt(
        self, url: str, classify: Classify, form: Mapping[str, str] | None
    ) -> tuple[ApiResponse, Outcome]:
        await self._limit.start()
        self._count_against_quota(url)
        answer = await self._send(url, form)
        outcome = classify(answer)
        if outcome is Outcome.OK or outcome is Outcome.TOMBSTONE:
            return answer, outcome
        leads = f" to {answer.location}" if answer.location else ""
        shown = f"HTTP {answer.status}{leads}: {answer.text[:TEXT_SHOWN]!r}"
        match outcome:
            case Outcome.UNAUTHORIZED:
                raise KeyRefusedError(f"{url}: {self._refusal(shown)}")
            case Outcome.QUOTA_EXHAUSTED:
                self._mark_exhausted()
                raise QuotaReachedError(f"{url}: the quota is used up ({shown}); what was fetched is kept")
            case Outcome.TOO_LARGE:
                raise TooLargeError(f"{url}: takes longer than the source allows ({shown})")
            case Outcome.BAD_REQUEST:
                raise RequestRefusedError(f"{'GET' if form is None else 'POST'} {url} was refused as wrong ({shown})")
        if answer.status == TOO_MANY_REQUESTS:
            self._limit.slow_down()
        self._heed_retry_after(answer)
        raise AskAgain(shown, answer, outcome)

    async def _send(self, url: str, form: Mapping[str, str] | None) -> ApiResponse:
        try:
            async with asyncio.timeout(self.connection.timeout_s):
                response = await self._http.handle_async_request(self._requests.build(url, form))
                try:
                    await response.aread()
                finally:
                    await response.aclose()
        except (httpx.TransportError, httpx.DecodingError, TimeoutError) as error:
            reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            is_unreachable = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            if is_unreachable:
                reason = f"cannot connect to {httpx.URL(url).host}, check the network and the address ({reason})"
            shown = self.connection.key.hide(reason.encode()).decode()
            raise AskAgain(shown, is_unreachable=is_unreachable) from None
        content = self.connection.key.hide(response.content)
        headers = response.headers
        return ApiResponse(
            url, response.status_code, content, retry_after_s(headers.get("retry-after")), headers.get("location")
        )

    def _refusal(self, refused: str) -> str:
        setting = self.connection.key_name
        if setting:
            return f"the key was refused ({refused}); {setting} must hold a valid key"
        return f"turned away ({refused}); nothing more is asked of this source, what was fetched is kept"

    def _count_against_quota(self, url: str) -> None:
        quota = self.connection.quota
        if quota is not None and not quota.take():
            raise QuotaReachedError(f"{url}: not asked, the requests of this day (UTC) are used up: {quota.spent()}")

    def _mark_exhausted(self) -> None:
        if self.connection.quota is not None:
            self.connection.quota.mark_exhausted()

    def _heed_retry_after(self, answer: ApiResponse) -> None:
        seconds = answer.retry_after_s
        if seconds is None:
            return
        if seconds > LONGEST_RETRY_AFTER_S:
            raise QuotaReachedError(f"{answer.url}: asks to come back in {seconds:.0f} s; what was fetched is kept")
        self._limit.pause(seconds)

    def _is_last(self, state: RetryCallState) -> bool:
        again, attempts = failure_of(state), self.connection.attempts
        is_unreadable = again is not None and again.outcome is Outcome.UNREADABLE
        return state.attempt_number >= min(UNREADABLE_ATTEMPTS if is_unreadable else attempts, attempts)


def open_http(connection: Connection) -> httpx.AsyncBaseTransport:
    """Open connections to send requests over.

    Without httpx's client above: it would follow redirects, which carry the key along, keep cookies, and write a line
    for every request; and it costs a fifth of the time of a request.
    """
    silence_httpx()
    limits = httpx.Limits(
        max_connections=connection.connections,
        max_keepalive_connections=connection.connections,
        keepalive_expiry=None,
    )
    return connection.transport or httpx.AsyncHTTPTransport(
        verify=httpx.create_ssl_context(trust_env=False), trust_env=False, limits=limits
    )


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
