"""The quota of requests: by the UTC day, across runs and processes, in spite of damage."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import httpx
import pytest

from ayne.core.errors import CollectError
from ayne.http_client.client import Client
from ayne.http_client.connection import Connection
from ayne.http_client.quota import RequestQuota
from ayne.http_client.response import QuotaReachedError
from ayne.sources.omdb.answers import classify

TODAY, TOMORROW = date(2026, 7, 1), date(2026, 7, 2)


def quota(path: Path, per_day: int | None = 3, today: date = TODAY) -> RequestQuota:
    return RequestQuota(path / "requests.sqlite", per_day, lambda: today)


def test_a_day_has_so_many_requests_and_the_next_as_many_again(tmp_path: Path) -> None:
    assert [quota(tmp_path).take() for _ in range(4)] == [True, True, True, False]
    assert (quota(tmp_path).spent(), quota(tmp_path).left()) == (3, 0)
    assert quota(tmp_path, today=TOMORROW).left() == 3
    assert quota(tmp_path, today=TOMORROW).take()
    with closing(sqlite3.connect(tmp_path / "requests.sqlite")) as database:
        assert list(database.execute("SELECT * FROM days")) == [
            ("2026-07-01", 3, 0),
            ("2026-07-02", 1, 0),
        ]


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


def test_asking_what_is_left_makes_no_file(tmp_path: Path) -> None:
    assert (quota(tmp_path).spent(), quota(tmp_path).left()) == (0, 3)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "requests.sqlite").write_bytes(b"no database " * 100)
    with pytest.raises(CollectError, match=r"requests\.sqlite: file is not a database; .* remove the file"):
        quota(tmp_path).take()


def test_the_file_of_an_earlier_version_is_named_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "requests.txt").write_text("2026-07-01 0000000003 .\n")
    assert quota(tmp_path).take()
    assert quota(tmp_path).take()
    assert caplog.text.count("requests.txt is of an earlier version of AYNE") == 1


KILLED = """
import os, sys
from pathlib import Path
from ayne.http_client.quota import RequestQuota
quota = RequestQuota(Path(sys.argv[1]))
for _ in range(10_000):
    quota.take()
    os.write(1, b".")
"""


def test_a_kill_loses_no_request_that_was_entered(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, tmp_path / "requests.sqlite"], stdout=subprocess.PIPE)
    process.stdout.read(50)
    process.kill()
    sent = 50 + len(process.communicate()[0])
    assert sent <= RequestQuota(tmp_path / "requests.sqlite").spent() <= sent + 1


def test_processes_share_a_day(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ayne.http_client.quota import RequestQuota\n"
        "print(sum(RequestQuota(Path(sys.argv[1]), 100).take() for _ in range(60)))"
    )
    command = [sys.executable, "-c", code, tmp_path / "requests.sqlite"]
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
