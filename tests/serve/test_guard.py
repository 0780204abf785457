"""What stands between a client and the app, on an app of three lines."""

import asyncio
from types import SimpleNamespace

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ayne.serve import guard
from ayne.serve.access import COOKIE, Access, is_loopback
from ayne.serve.guard import Guard, Rates, ServerLimits


async def echo(request):
    return PlainTextResponse((await request.body()).decode())


async def sleep(request):
    await asyncio.sleep(5)
    return PlainTextResponse("late")


def ask(method, path, *, access=None, limits=None, **options):
    inner = Starlette(routes=[Route("/echo", echo, methods=["GET", "POST"]), Route("/sleep", sleep)])
    app = Guard(inner, access or Access(None), limits or ServerLimits(), lambda: 'W/"tag"')

    async def answer():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.request(method, path, **options)

    return asyncio.run(answer())


def test_every_answer_carries_the_tag_and_forbids_other_hosts():
    answer = ask("GET", "/echo")
    assert answer.headers["etag"] == 'W/"tag"'
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_a_client_has_already_is_not_sent_again():
    assert ask("GET", "/echo", headers={"If-None-Match": 'W/"tag"'}).status_code == 304
    assert ask("GET", "/echo", headers={"If-None-Match": 'W/"other"'}).status_code == 200
    assert ask("POST", "/echo", headers={"If-None-Match": 'W/"tag"'}, content="x").text == "x"


@pytest.mark.parametrize("content", ["x" * 11, [b"x" * 6, b"x" * 6]])
def test_a_body_beyond_the_limit_is_refused_whether_its_length_is_said_or_not(content):
    async def parts():
        for part in content:
            yield part

    answer = ask(
        "POST", "/echo", limits=ServerLimits(body_bytes=10), content=content if isinstance(content, str) else parts()
    )
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "10" in answer.json()["detail"]


def test_a_body_that_does_not_come_is_not_waited_for():
    async def slow():
        yield b"a"
        await asyncio.sleep(5)

    assert ask("POST", "/echo", limits=ServerLimits(body_seconds=0.1), content=slow()).status_code == 408


def test_an_answer_that_takes_too_long_is_given_up():
    answer = ask("GET", "/sleep", limits=ServerLimits(answer_seconds=0.1))
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"


def test_a_client_may_ask_so_often_a_second(monkeypatch):
    clock = SimpleNamespace(monotonic=lambda: 1000.0)
    monkeypatch.setattr(guard, "time", clock)
    rates = Rates(3)
    assert [rates.allow("a") for _ in range(4)] == [True, True, True, False]
    assert rates.allow("b")
    clock.monotonic = lambda: 1000.5
    assert [rates.allow("a") for _ in range(2)] == [True, False]
    assert ask("GET", "/echo", limits=ServerLimits(requests_per_second=0.5)).status_code == 429
    assert Rates(None).allow("anybody")


def test_without_the_token_nothing_is_answered_but_health_and_login():
    access = Access("s3cret")
    assert ask("GET", "/echo", access=access).status_code == 401
    assert ask("GET", "/echo", access=access, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert ask("GET", "/echo", access=access, headers={"Authorization": "Bearer s3cret"}).status_code == 200
    assert ask("GET", "/echo", access=access, headers={"Cookie": f"{COOKIE}={access.cookie()}"}).status_code == 200
    assert ask("GET", "/echo", access=access, headers={"Cookie": f"{COOKIE}=s3cret"}).status_code == 401
    assert "s3cret" not in access.cookie()
    page = ask("GET", "/echo", access=access, headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/login")
    assert ask("GET", "/health", access=access).status_code == 404


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), (".".join("0000"), False), ("desk", False)],
)
def test_only_this_machine_s_own_addresses_need_no_token(host, alone):
    assert is_loopback(host) is alone
