"""Connections side by side, each with its own place in a queue.

httpcore's pool looks through all of its connections several times for every request: half of what a request costs at
twenty of them. A pool of one connection has nothing to look through.
"""

import asyncio
import ssl
import sys
from importlib.util import find_spec

import httpcore
import httpx

from ayne.collection.stream import StreamBackend


class Lanes(httpx.AsyncBaseTransport):
    """So many connections, HTTP/1.1 and kept alive; a request takes the one used last, and waits if none is free.

    An answer is read whole before its connection is free again.
    """

    def __init__(self, connections: int) -> None:
        """Nothing is opened before the first request."""
        hide_missing_sniffio()
        context = httpx.create_ssl_context(trust_env=False)
        self._lanes = [lane(context) for _ in range(connections)]
        self._free: asyncio.LifoQueue[httpx.AsyncHTTPTransport] = asyncio.LifoQueue()
        for free in reversed(self._lanes):
            self._free.put_nowait(free)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and read its answer."""
        free = await self._free.get()
        try:
            response = await free.handle_async_request(request)
            try:
                await response.aread()
            finally:
                await response.aclose()
        finally:
            self._free.put_nowait(free)
        return response

    async def aclose(self) -> None:
        """Close every connection."""
        for free in self._lanes:
            await free.aclose()


def lane(context: ssl.SSLContext) -> httpx.AsyncHTTPTransport:
    """Return a transport of one connection on asyncio's streams."""
    transport = httpx.AsyncHTTPTransport(verify=context, trust_env=False)
    # httpx has no other way to hand a network backend to httpcore.
    transport._pool = httpcore.AsyncConnectionPool(
        ssl_context=context, max_connections=1, network_backend=StreamBackend()
    )
    return transport


def hide_missing_sniffio() -> None:
    """Tell Python that sniffio is absent, where it is: httpcore looks for it several times for every request.

    A None among the loaded modules is how Python notes that; else each search walks all of `sys.path`.
    """
    if "sniffio" not in sys.modules and find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]
