"""The quota of requests: by the UTC day, across runs and processes, in spite of damage."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest

from ayne.http_client.client import Client
from ayne.http_client.connection import Connection
from ayne.http_client.quota import RequestQuota
from ayne.http_client.response import QuotaReachedError
from ayne.sources.omdb.answers import classify

TODAY, TOMORROW = date(2026, 7, 1), date(2026, 7, 2)


def quota(path: Path, per_day: int | None = 3, today: date = TODAY) -> RequestQuota:
    return RequestQuota(path / "requests.txt", per_day, lambda: today)


def test_a_day_has_so_many_requests_and_the_next_as_many_again(tmp_path: Path) -> None:
    assert [quota(tmp_path).take() for _ in range(4)] == [True, True, True, False]
    assert (quota(tmp_path).spent(), quota(tmp_path).left()) == (3, 0)
    assert quota(tmp_path, today=TOMORROW).left() == 3
    assert quota(tmp_path, today=TOMORROW).take()
    assert (tmp_path / "requests.txt").read_text() == "2026-07-01 0000000003 .\n2026-07-02 0000000001 .\n"


def test_a_clock_set_back_gives_no_second_day(tmp_path: Path) -> None:
    assert quota(tmp_path, per_day=1, today=TOMORROW).take()
    assert not quota(tmp_path, per_day=1, today=TODAY).take()


def test_without_a_limit_requests_are_counted(tmp_path: Path) -> None:
    assert all(quota(tmp_path, per_day=None).take() for _ in range(5))
    assert (quota(tmp_path).spent(), quota(tmp_path, per_day=None).left()) == (5, None)


def test_the_source_has_the_last_word(tmp_path: Path) -> None:
    quota(tmp_path, per_day=None).mark_exhausted()
    assert not quota(tmp_path, per_day=None).take()
    assert quota(tmp_path, per_day=None, today=TOMORROW).take()


def test_a_damaged_line_is_passed_over(tmp_path: Path) -> None:
    assert quota(tmp_path).take()
    with (tmp_path / "requests.txt").open("ab") as file:
        file.write(b"\0\0\0")
    assert quota(tmp_path).take()
    assert quota(tmp_path).spent() == 2


def test_processes_share_a_day(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ayne.http_client.quota import RequestQuota\n"
        "print(sum(RequestQuota(Path(sys.argv[1]), 100).take() for _ in range(60)))"
    )
    command = [sys.executable, "-c", code, tmp_path / "requests.txt"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    assert sum(int(process.communicate()[0]) for process in running) == 100


@pytest.fixture
def ask(connect: Callable[..., Connection], tmp_path: Path) -> Callable:
    async def run(script, per_day: int | None, n: int) -> None:
        async with Client(connect(script, quota=quota(tmp_path, per_day))) as client:
            for _ in range(n):
                await client.ask("https://www.omdbapi.com/?i=tt1160419", classify)

    return run


def test_nothing_is_sent_beyond_the_limit_and_attempts_count(ask, script, tmp_path: Path) -> None:
    found = httpx.Response(200, json={"Response": "True", "Title": "Dune"})
    answers = script([httpx.Response(503), found])
    with pytest.raises(QuotaReachedError, match=r"the requests of this day .* are used up: 3"):
        asyncio.run(ask(answers, 3, 3))
    assert len(answers.requests) == 3


def test_a_limit_that_omdb_reports_closes_the_day(ask, script, tmp_path: Path) -> None:
    answers = script([httpx.Response(401, json={"Response": "False", "Error": "Request limit reached!"})])
    for _ in range(2):
        with pytest.raises(QuotaReachedError):
            asyncio.run(ask(answers, 1000, 1))
    assert len(answers.requests) == 1
