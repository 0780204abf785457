"""Serve an application over TCP, with its open connections at hand for faults that need the socket."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from ayne.api_server.faults import FaultyApp

HOST = "127.0.0.1"


class OpenProtocol(H11Protocol):
    """Notes each connection with `faulty` while it is open."""

    def __init__(self, faulty: FaultyApp, *args: Any, **options: Any) -> None:
        """Further arguments are the server's own."""
        super().__init__(*args, **options)
        self._faulty = faulty

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the connection under its client's address."""
        super().connection_made(transport)
        # asyncio leaves Nagle's algorithm on for a socket that was accepted: 40 ms between head and body of an answer.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._faulty.seen.n_connections += 1
        self._faulty.transports[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        super().connection_lost(exc)
        self._faulty.transports.pop(self.client, None)


def server_of(app: FaultyApp, port: int = 0) -> uvicorn.Server:
    """Return a server that has not begun; it keeps connections open for a minute."""
    config = uvicorn.Config(
        app,
        host=HOST,
        port=port,
        http=partial(OpenProtocol, app),  # type: ignore[arg-type]
        log_level="critical",
        access_log=False,
        lifespan="off",
        timeout_keep_alive=60,
    )
    return uvicorn.Server(config)


def serve(app: FaultyApp, port: int) -> None:
    """Answer until interrupted."""
    server_of(app, port).run()


@contextmanager
def served(app: FaultyApp) -> Iterator[str]:
    """Answer from a thread of this process; yields `http://127.0.0.1:{port}`."""
    server = server_of(app)
    with socket.create_server((HOST, 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://{HOST}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = server.force_exit = True
            thread.join()
