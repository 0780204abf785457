"""The client: attempts, waits, and where the key is."""

import asyncio
import logging
import traceback
from collections.abc import Callable

import httpx
import pytest

from ayne.core.errors import CollectError
from ayne.http_client.client import Client, retry_after_s
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.http_client.response import (
    ApiResponse,
    KeyRefusedError,
    Outcome,
    QuotaReachedError,
    RequestRefusedError,
    UnansweredError,
)
from ayne.sources.omdb.answers import classify as classify_omdb
from ayne.sources.tmdb.answers import classify as classify_tmdb

URL = "https://api.themoviedb.org/3/movie/11"
FIGHT_CLUB = httpx.Response(200, content=b'{"id":11,"title":"Fight Club"}')
BUSY = httpx.Response(429, json={"success": False, "status_code": 25, "status_message": "Over the limit."})
BROKEN_ROW = httpx.Response(200, content=b'{"Error":"Conversion from string "3896198a" to type \'Double\'"}')

type Connect = Callable[..., Connection]


def ask(connection: Connection, url: str = URL, classify=classify_tmdb) -> tuple[ApiResponse, Outcome]:
    async def once() -> tuple[ApiResponse, Outcome]:
        async with Client(connection) as client:
            return await client.ask(url, classify)

    return asyncio.run(once())


@pytest.mark.parametrize(
    "accident",
    [
        BUSY,
        httpx.Response(503, content=b"<html>Service Unavailable</html>"),
        httpx.Response(200, content=b'{"id":11,"title":"Fig'),
        httpx.Response(200, json={"success": False, "status_code": 9}),
        httpx.ConnectTimeout("timed out"),
        httpx.ReadError("connection reset by peer"),
        httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
    ],
)
def test_two_accidents_and_the_answer_are_three_requests(connect: Connect, script, accident) -> None:
    api = script([accident, accident, FIGHT_CLUB])
    answer, outcome = ask(connect(api))
    assert (answer.json["title"], outcome, len(api.requests)) == ("Fight Club", Outcome.OK, 3)


def test_waits_grow_with_full_jitter(connect: Connect, script, fake_time) -> None:
    # Not a 429, which would also slow down the rate and so add waits of its own.
    with pytest.raises(UnansweredError, match=r"HTTP 503.* gave up after 8 attempts"):
        ask(connect(script([httpx.Response(503)])))
    assert len(fake_time.slept) == 7
    assert all(0 <= slept <= 0.5 * 2**n for n, slept in enumerate(fake_time.slept))


@pytest.mark.parametrize(("attempts", "asked"), [(1, 1), (3, 3)])
def test_the_number_of_attempts_is_a_setting(connect: Connect, script, attempts: int, asked: int) -> None:
    api = script([BUSY])
    with pytest.raises(UnansweredError):
        ask(connect(api, attempts=attempts))
    assert len(api.requests) == asked


def test_retry_after_is_waited_out(connect: Connect, script, fake_time) -> None:
    busy = httpx.Response(429, headers={"Retry-After": "17"}, content=BUSY.content)
    ask(connect(script([busy, FIGHT_CLUB])))
    assert fake_time.now() >= 1000 + 17


def test_a_retry_after_of_a_day_ends_the_run(connect: Connect, script, fake_time) -> None:
    with pytest.raises(QuotaReachedError, match="come back in 86400 s"):
        ask(connect(script([httpx.Response(429, headers={"Retry-After": "86400"})])))
    assert fake_time.slept == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("soon", None), ("-5", None), (None, None)],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after_s(header) == seconds


@pytest.mark.parametrize(("attempts", "asked"), [(8, 3), (1, 1)])
def test_broken_json_is_asked_for_a_few_times_and_then_kept(connect: Connect, script, attempts, asked) -> None:
    api = script([BROKEN_ROW])
    answer, outcome = ask(connect(api, attempts=attempts), classify=classify_omdb)
    assert (outcome, len(api.requests)) == (Outcome.UNREADABLE, asked)
    assert answer.content == BROKEN_ROW.content


def test_a_tombstone_is_asked_once(connect: Connect, script) -> None:
    api = script([httpx.Response(404, json={"success": False, "status_code": 34})])
    assert ask(connect(api))[1] is Outcome.TOMBSTONE
    assert len(api.requests) == 1


@pytest.mark.parametrize(
    ("answer", "classify", "error", "says"),
    [
        (httpx.Response(401, json={"status_code": 7}), classify_tmdb, KeyRefusedError, "TMDB_API_KEY must hold"),
        (httpx.Response(422, json={"status_code": 5}), classify_tmdb, RequestRefusedError, f"GET {URL} was refused"),
        (
            httpx.Response(401, json={"Response": "False", "Error": "Request limit reached!"}),
            classify_omdb,
            QuotaReachedError,
            "Request limit reached!",
        ),
    ],
)
def test_what_no_repetition_heals_is_asked_once(
    connect: Connect, script, answer, classify, error: type[CollectError], says: str
) -> None:
    api = script([answer])
    with pytest.raises(error, match=says.replace("?", r"\?")):
        ask(connect(api), classify=classify)
    assert len(api.requests) == 1


def test_an_answer_that_drips_is_cut_off(connect: Connect) -> None:
    async def drip(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        return FIGHT_CLUB

    with pytest.raises(UnansweredError, match="TimeoutError"):
        ask(connect(drip, timeout_s=0.05, attempts=2))


def test_a_redirect_is_not_followed(connect: Connect, script) -> None:
    api = script([httpx.Response(302, headers={"Location": "https://elsewhere.example/"})])
    with pytest.raises(RequestRefusedError, match="HTTP 302"):
        ask(connect(api))
    assert [request.url.host for request in api.requests] == ["api.themoviedb.org"]


def test_a_token_goes_into_the_header(connect: Connect, script) -> None:
    api = script([FIGHT_CLUB])
    ask(connect(api, key=Key("eyJhbGciOi.token")))
    assert api.requests[0].headers["Authorization"] == "Bearer eyJhbGciOi.token"
    assert str(api.requests[0].url) == URL


def test_omdb_gets_its_key_first(connect: Connect, script) -> None:
    api = script([httpx.Response(200, json={"Title": "Dune", "Response": "True"})])
    ask(connect(api, key=Key("a1b2&c", query="apikey")), "https://omdb.test/?i=tt1160419&plot=short", classify_omdb)
    assert api.requests[0].url.query == b"apikey=a1b2%26c&i=tt1160419&plot=short"


ECHO = f'{{"success":false,"status_code":%d,"status_message":"bad request: {URL}?api_key=%s"}}'


@pytest.mark.parametrize("code", [7, 5, 11, 34])
@pytest.mark.parametrize("query", ["api_key", None])
def test_the_key_is_in_no_log_error_or_answer(
    connect: Connect, script, caplog: pytest.LogCaptureFixture, code: int, query: str | None
) -> None:
    secret = "5ecre7-0123456789abcdef"
    caplog.set_level(logging.DEBUG)
    api = script([httpx.Response(400, content=(ECHO % (code, secret)).encode())])
    try:
        answer, _ = ask(connect(api, key=Key(secret, query=query), attempts=2))
        output = f"{answer!r}"
    except CollectError as error:
        output = "".join(traceback.format_exception(error))
    assert secret in f"{api.requests[0].url}{api.requests[0].headers.raw}"
    assert "bad request" in output
    assert secret not in output + caplog.text + repr(connect(api, key=Key(secret)))


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.DecodingError, httpx.ProxyError])
def test_a_transport_error_that_quotes_the_key_is_cleaned(connect: Connect, script, error) -> None:
    secret = "5ecre7"
    api = script([error(f"cannot reach https://omdb.test/?apikey={secret}")])
    with pytest.raises(UnansweredError, match=r"apikey=\*\*\*") as raised:
        ask(connect(api, key=Key(secret, query="apikey"), attempts=2))
    assert secret not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize("echo", [b"?apikey=a1b2%26c", b'{"key":"a1b2&c"}'])
def test_a_key_is_hidden_as_it_is_and_url_encoded(echo: bytes) -> None:
    assert Key("a1b2&c").hide(echo) in {b"?apikey=***", b'{"key":"***"}'}
