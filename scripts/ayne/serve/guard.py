"""What every request passes: token, rate, size and patience; and the headers that every answer carries."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ayne.serve.access import Access
from ayne.serve.problems import problem

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}
CLIENTS = 10_000


@dataclass(frozen=True)
class ServerLimits:
    """`body_bytes` of one request, its `body_seconds` to arrive, `answer_seconds` to be answered in.

    `requests_per_second` of one client, with as many again at once; None for any number.
    """

    body_bytes: int = 2_000_000
    body_seconds: float = 10.0
    answer_seconds: float = 30.0
    requests_per_second: float | None = 200.0


class BodyTooLargeError(Exception):
    """More of a body than is read."""


class Guard:
    """ASGI around the app: refuses what it must not do, and answers for it."""

    def __init__(self, app: ASGIApp, access: Access, limits: ServerLimits, etag: Callable[[], str]) -> None:
        """`etag` gives the tag of what is served now."""
        self._app, self._access, self._limits, self._etag = app, access, limits, etag
        self._rates = Rates(limits.requests_per_second)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, etag = Headers(scope=scope), self._etag()
        answer = _Answer(send, etag)
        refused = self._refusal(scope, headers)
        if refused is not None:
            await refused(scope, receive, answer.send)
        elif (
            scope["method"] in ("GET", "HEAD")
            and etag in headers.get("if-none-match", "")
            and scope["path"] != "/health"
        ):
            await answer.not_modified()
        else:
            await self._answered(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        client = scope["client"][0] if scope.get("client") else ""
        if not self._rates.allow(client):
            return problem(429, "more requests a second than one client may make", headers={"Retry-After": "1"})
        if not self._access.allows(scope["path"], headers):
            if "text/html" in headers.get("accept", ""):
                return problem(303, "the token is asked for", headers={"Location": "/login"})
            return problem(401, "a token is needed: Authorization: Bearer …", headers={"WWW-Authenticate": "Bearer"})
        length = headers.get("content-length", "0")
        if not length.isdigit() or len(length) > 12 or int(length) > self._limits.body_bytes:
            return problem(413, f"a body of {length} bytes; at most {self._limits.body_bytes:,} are read")
        return None

    async def _answered(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        """Read the body whole, in time and in bounds, so that a slow client holds up nothing; then answer in time."""
        try:
            body = await asyncio.wait_for(self._body(receive), self._limits.body_seconds)
        except TimeoutError:
            late = problem(408, f"the body took more than {self._limits.body_seconds:g} seconds")
            await late(scope, receive, answer.send)
            return
        except BodyTooLargeError:
            await problem(413, f"at most {self._limits.body_bytes:,} bytes are read")(scope, receive, answer.send)
            return
        if body is None:
            return
        try:
            await asyncio.wait_for(self._app(scope, _replay(body, receive), answer.send), self._limits.answer_seconds)
        except TimeoutError:
            if not answer.has_begun:
                busy = problem(503, "too busy to answer in time", headers={"Retry-After": "5"})
                await busy(scope, receive, answer.send)

    async def _body(self, receive: Receive) -> bytes | None:
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self._limits.body_bytes:
                raise BodyTooLargeError
            if not message.get("more_body", False):
                return b"".join(parts)


class Rates:
    """A bucket of requests for each client, refilled at its rate."""

    def __init__(self, per_second: float | None) -> None:
        """`per_second` is both the rate and what may be asked at once."""
        self._per_second = per_second
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allow(self, client: str) -> bool:
        """Take one request out of a client's bucket; whether there was one left."""
        if self._per_second is None:
            return True
        now = time.monotonic()
        left, since = self._buckets.pop(client, (self._per_second, now))
        left = min(self._per_second, left + (now - since) * self._per_second)
        allowed = left >= 1
        self._buckets[client] = (left - 1 if allowed else left, now)
        if len(self._buckets) > CLIENTS:
            self._buckets.popitem(last=False)
        return allowed


class _Answer:
    """Adds the headers of every answer to the first message."""

    def __init__(self, send: Send, etag: str) -> None:
        self._send, self._etag = send, etag
        self.has_begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(raw=message["headers"])
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers["etag"] = self._etag
        await self._send(message)

    async def not_modified(self) -> None:
        await self.send({"type": "http.response.start", "status": 304, "headers": []})
        await self.send({"type": "http.response.body", "body": b""})


def _replay(body: bytes, receive: Receive) -> Receive:
    is_sent = False

    async def replayed() -> Message:
        nonlocal is_sent
        if is_sent:
            return await receive()
        is_sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
