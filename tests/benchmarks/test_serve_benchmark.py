from urllib.parse import urlsplit

import pytest
from starlette.responses import PlainTextResponse

from ayne.benchmarks import serve_benchmark
from ayne.core.errors import DataError
from fixtures.served_app import client_of


def answering(status):
    async def app(scope, receive, send):
        await PlainTextResponse("a", status)(scope, receive, send)

    return app


def port_of(client):
    return urlsplit(str(client.base_url)).port


def test_a_steady_load_counts_answers_and_errors():
    with client_of(answering(200)) as client:
        load = serve_benchmark._load(port_of(client), [{}] * 50, 1)
    assert (load["n"], load["errors"]) == (50, 0)
    assert 0 < load["p50_ms"] <= load["p99_ms"]


def test_what_is_not_answered_is_an_error():
    with client_of(answering(500)) as client:
        assert serve_benchmark._load(port_of(client), [{}] * 50, 1)["errors"] == 50
        with pytest.raises(DataError, match="answered 500"):
            serve_benchmark._timed(port_of(client), ("/", b""))


def test_latencies_leave_out_the_first_requests():
    found = serve_benchmark._latencies([9.0] * 20 + [0.010] * 99 + [0.2])
    assert found == {"n": 100, "p50_ms": 10.0, "p99_ms": 11.9, "first_ms": 9000.0}
