"""An ASGI application around another that injects faults, and logs the requests it receives."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import orjson
from starlette.responses import Response

from ayne.api_server.fault_spec import OMDB_ERRORS, Fault
from ayne.api_server.replies import omdb_error, tmdb_answer, tmdb_error
from ayne.api_server.request_log import REQUEST_LOG_PATH, RequestLog
from ayne.api_server.sparql_faults import SPARQL_FAULTS, sparql_fault

type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type App = Callable[[Any, Receive, Send], Awaitable[None]]

PROXY_PAGE = b"<html><head><title>Bad Gateway</title></head><body><hr><center>openresty</center></body></html>"
UNSUCCESSFUL = b'{"success":false,"status_message":"Something went wrong."}'
BROKEN = rb'{"id":1,"title":"inner\spiritual","imdbID":"tt0000001"}'
# Closing a socket with no time to linger sends a reset instead of an end.
NO_LINGER = struct.pack("ii", 1, 0)
# Until the server has noticed an end; a request that ends before, without an answer, is a mistake of ours to it.
NOTICED_S = 0.001


class FaultyApp:
    """Answers as `app` does but for `faults`; of those that hit a request, the first one counts (and every latency)."""

    def __init__(self, app: App, faults: list[Fault] | None = None, seed: int = 0) -> None:
        """Expect the server to keep the open connection of each client address in `transports`."""
        self._app, self._seed = app, seed
        self.faults = list(faults or ())
        self.seen = RequestLog()
        self.transports: dict[Any, asyncio.Transport] = {}

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["path"] == REQUEST_LOG_PATH:
            await self._tell(scope)(scope, receive, send)
            return
        body = await whole_body(receive) if scope["method"] == "POST" else b""
        receive = repeated(body) if scope["method"] == "POST" else receive
        arrival = self.seen.note(scope, body)
        hits = [fault for n, fault in enumerate(self.faults) if fault.hits(arrival, f"{self._seed} {n}")]
        latency_ms = sum(fault.value or 0 for fault in hits if fault.name == "latency")
        if latency_ms:
            await asyncio.sleep(latency_ms / 1000)
        others = [fault for fault in hits if fault.name != "latency"]
        if not others:
            await self._app(scope, receive, send)
            return
        self.seen.faults[others[0].name] += 1
        await self._misbehave(others[0], scope, receive, send)

    def _tell(self, scope: Any) -> Response:
        if scope["method"] == "DELETE":
            self.seen.forget()
        return Response(orjson.dumps(self.seen.summary()), media_type="application/json")

    async def _misbehave(self, fault: Fault, scope: Any, receive: Receive, send: Send) -> None:
        if fault.name in SPARQL_FAULTS:
            await sparql_fault(fault.name, await answered(self._app, scope, receive))(scope, receive, send)
            return
        match fault.name:
            case "close" | "reset" | "stall":
                await self._hang_up(fault, scope)
            case "short" | "truncated":
                body = await answered(self._app, scope, receive)
                await tmdb_answer(body[: len(body) // 2])(scope, receive, _lengthened(send, len(body), fault))
                if fault.name == "truncated":
                    self.transports[scope["client"]].close()
                    await asyncio.sleep(NOTICED_S)
            case "duplicate" | "shifted":
                await (await self._moved_page(fault, scope))(scope, receive, send)
            case "echo":
                await tmdb_answer(echo(scope))(scope, receive, send)
            case _:
                await error_answer(fault)(scope, receive, send)

    async def _hang_up(self, fault: Fault, scope: Any) -> None:
        transport = self.transports[scope["client"]]
        if fault.name == "stall":
            await asyncio.sleep(fault.value or 0)
        if fault.name == "reset":
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        transport.abort()
        await asyncio.sleep(NOTICED_S)

    async def _moved_page(self, fault: Fault, scope: Any) -> Response:
        """Return a page that begins with the last movie of the one before; the first page as it is."""
        body = orjson.loads(await answered(self._app, scope))
        query = dict(parse_qsl(scope["query_string"].decode()))
        page = int(query.get("page", "1"))
        if page > 1 and "results" in body:
            before_query = urlencode(query | {"page": page - 1}).encode()
            before = orjson.loads(await answered(self._app, scope | {"query_string": before_query}))
            own = body["results"][: -1 if fault.name == "shifted" else None]
            body["results"] = [*before["results"][-1:], *own]
        return tmdb_answer(orjson.dumps(body))


def error_answer(fault: Fault) -> Response:
    """Return the whole answer that a fault puts in place of the right one."""
    if fault.name.startswith("code"):
        return tmdb_error(int(fault.name.removeprefix("code")))
    if fault.name in OMDB_ERRORS:
        return omdb_error(*OMDB_ERRORS[fault.name])
    match fault.name:
        case "429":
            return _too_many(fault.value)
        case "unsuccessful" | "broken":
            return tmdb_answer(UNSUCCESSFUL if fault.name == "unsuccessful" else BROKEN)
    return Response(PROXY_PAGE, 200 if fault.name == "html" else int(fault.name), media_type="text/html")


def _too_many(retry_after_s: float | None) -> Response:
    answer = tmdb_error(25)
    if retry_after_s is not None and retry_after_s >= 0:
        answer.headers["retry-after"] = f"{retry_after_s:.0f}"
    return answer


def echo(scope: Any) -> bytes:
    """Quote the request in what could be a body, but is no JSON, so that a collector keeps it as text."""
    return b"{%s %s}" % (scope["query_string"], dict(scope["headers"]).get(b"authorization", b""))


async def whole_body(receive: Receive) -> bytes:
    """Return the body of a request."""
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def repeated(body: bytes) -> Receive:
    """Return a way to receive a body that was received already."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def answered(app: App, scope: Any, receive: Receive | None = None) -> bytes:
    """Return the body that `app` answers."""
    parts: list[bytes] = []

    async def keep(message: Message) -> None:
        parts.append(message.get("body", b""))

    await app(scope, receive or repeated(b""), keep)
    return b"".join(parts)


def _lengthened(send: Send, length: int, fault: Fault) -> Send:
    """Announce `length` bytes and leave the answer open, if it is to be truncated."""

    async def send_on(message: Message) -> None:
        if fault.name == "truncated" and message["type"] == "http.response.start":
            headers = [(name, value) for name, value in message["headers"] if name != b"content-length"]
            message["headers"] = [*headers, (b"content-length", str(length).encode())]
        elif fault.name == "truncated":
            message["more_body"] = True
        await send(message)

    return send_on
