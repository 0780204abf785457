"""The server over TCP, with an app of one line."""

import socket
import time
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

from ayne.serve import server_app
from fixtures.served_app import client_of


async def hello(scope, receive, send):
    await PlainTextResponse("hello")(scope, receive, send)


def opened(client, sent):
    address = urlsplit(str(client.base_url))
    connection = socket.create_connection((address.hostname, address.port), timeout=10)
    connection.sendall(sent)
    return connection


def test_whoever_does_not_finish_a_request_s_head_is_let_go_and_holds_nobody_up(monkeypatch):
    monkeypatch.setattr(server_app, "HEAD_SECONDS", 0.5)
    with client_of(hello) as client:
        slow = [opened(client, b"GET / HTTP/1.1\r\nHost: a\r\n") for _ in range(50)]
        begun = time.perf_counter()
        assert client.get("/").text == "hello"
        assert time.perf_counter() - begun < 0.5
        assert [connection.recv(1) for connection in slow] == [b""] * 50
        for connection in slow:
            connection.close()


async def hello_or_much(scope, receive, send):
    much = scope["path"] == "/much"
    await PlainTextResponse("x" * 4_000_000 if much else "hello")(scope, receive, send)


def test_whoever_does_not_read_an_answer_holds_nobody_up():
    with client_of(hello_or_much) as client:
        slow = [opened(client, b"GET /much HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(10)]
        begun = time.perf_counter()
        assert client.get("/").text == "hello"
        assert time.perf_counter() - begun < 0.5
        assert [connection.recv(12) for connection in slow] == [b"HTTP/1.1 200"] * 10
        for connection in slow:
            connection.close()


def test_a_connection_that_asks_in_time_is_kept(monkeypatch):
    monkeypatch.setattr(server_app, "HEAD_SECONDS", 0.5)
    with client_of(hello) as client:
        assert client.get("/").text == "hello"
        time.sleep(0.8)
        with opened(client, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") as connection:
            assert connection.recv(12) == b"HTTP/1.1 200"


def test_what_is_no_http_is_answered_400(monkeypatch):
    with client_of(hello) as client, opened(client, b"\x16\x03\x01nonsense\r\n\r\n") as connection:
        assert connection.recv(12) == b"HTTP/1.1 400"
