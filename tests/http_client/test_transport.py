"""Connections over TLS, as to the real APIs, and what a connection that has ended means."""

import asyncio
import shutil
import ssl
import subprocess
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from ayne.http_client.client import open_http
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{"id":1}'


async def answer_all(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer requests until the other end closes."""
    try:
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(ANSWER)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


class OneAnswer:
    """Answers one request a connection and closes it, without having said so; `closed` is set once it is."""

    def __init__(self) -> None:
        self.closed = asyncio.Event()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER)
        writer.close()
        await writer.wait_closed()
        self.closed.set()


@asynccontextmanager
async def listening(handler, context: ssl.SSLContext | None = None):
    async with await asyncio.start_server(handler, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1]


async def ask(url: str, times: int = 1, closed: asyncio.Event | None = None) -> list[bytes]:
    """Ask so often; with `closed`, wait after each answer until the other end has closed the connection."""
    connection = Connection(base_url=url, key=Key(""), key_name="", as_of="2026-06-30", connections=1)
    async with open_http(connection) as http:
        answers = []
        for _ in range(times):
            response = await http.handle_async_request(httpx.Request("GET", url))
            answers.append(await response.aread())
            if closed:
                await closed.wait()
                closed.clear()
        return answers


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost that signs itself, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate with")
    path = tmp_path / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "cert.pem").read_bytes())
    return path


def test_https_is_asked_over_a_connection_whose_certificate_is_good(certificate, monkeypatch) -> None:
    trusting = ssl.create_default_context(cafile=certificate.with_name("cert.pem"))
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate)

    async def run() -> list[bytes]:
        async with listening(answer_all, serving) as port:
            return await ask(f"https://localhost:{port}/3/movie/1", times=3)

    assert asyncio.run(run()) == [b'{"id":1}'] * 3


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate) -> None:
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate)

    async def run() -> None:
        async with listening(answer_all, serving) as port:
            await ask(f"https://localhost:{port}/3/movie/1")

    with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
        asyncio.run(run())


def test_a_connection_that_ended_at_rest_is_opened_again() -> None:
    async def run() -> list[bytes]:
        once = OneAnswer()
        async with listening(once) as port:
            return await ask(f"http://127.0.0.1:{port}/3/movie/1", times=3, closed=once.closed)

    assert asyncio.run(run()) == [b'{"id":1}'] * 3


def test_nobody_there_is_a_connect_error(dead_port: int) -> None:
    with pytest.raises(httpx.ConnectError):
        asyncio.run(ask(f"http://127.0.0.1:{dead_port}/"))
