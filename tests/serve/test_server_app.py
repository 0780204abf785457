"""The server over TCP, with an app of one line."""

import socket
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

from ayne.serve import server_app
from fixtures.served_app import client_of


async def hello(scope, receive, send):
    await PlainTextResponse("hello")(scope, receive, send)


def opened(client, sent):
    address = urlsplit(str(client.base_url))
    connection = socket.create_connection((address.hostname, address.port), timeout=60)
    connection.sendall(sent)
    return connection


def unfinished(client, count):
    return [opened(client, b"GET / HTTP/1.1\r\nHost: a\r\n") for _ in range(count)]


def test_whoever_does_not_finish_a_request_s_head_holds_nobody_up(monkeypatch):
    # longer than the client waits for its answer
    monkeypatch.setattr(server_app, "HEAD_SECONDS", 3600)
    with client_of(hello) as client:
        slow = unfinished(client, 50)
        assert client.get("/").text == "hello"
        for connection in slow:
            connection.close()


def test_whoever_does_not_finish_a_request_s_head_is_let_go(monkeypatch):
    monkeypatch.setattr(server_app, "HEAD_SECONDS", 0.1)
    with client_of(hello) as client:
        slow = unfinished(client, 50)
        assert [connection.recv(1) for connection in slow] == [b""] * 50
        for connection in slow:
            connection.close()


async def hello_or_much(scope, receive, send):
    much = scope["path"] == "/much"
    await PlainTextResponse("x" * 4_000_000 if much else "hello")(scope, receive, send)


def test_whoever_does_not_read_an_answer_holds_nobody_up():
    with client_of(hello_or_much) as client:
        slow = [opened(client, b"GET /much HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(10)]
        # which does not come, as long as the client waits, if a server writes one answer after the other
        assert client.get("/").text == "hello"
        assert [connection.recv(12) for connection in slow] == [b"HTTP/1.1 200"] * 10
        for connection in slow:
            connection.close()


def test_a_connection_that_asks_in_time_is_kept(monkeypatch):
    monkeypatch.setattr(server_app, "HEAD_SECONDS", 1.0)
    with client_of(hello) as client, opened(client, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") as in_time:
        assert in_time.recv(12) == b"HTTP/1.1 200"
        # opened later, so that the time of the first one is over once this one is let go
        with opened(client, b"GET / HTTP/1.1\r\n") as late:
            assert late.recv(1) == b""
        in_time.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        in_time.settimeout(60)
        answered = in_time.recv(4096)
        while b"HTTP/1.1 200" not in answered:
            answered += (received := in_time.recv(4096))
            assert received


def test_what_is_no_http_is_answered_400(monkeypatch):
    with client_of(hello) as client, opened(client, b"\x16\x03\x01nonsense\r\n\r\n") as connection:
        assert connection.recv(12) == b"HTTP/1.1 400"
