"""A collector that is killed, interrupted, or left without power, disk or network goes on where it stopped."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

import ayne
from ayne.api_server.app import create_app
from ayne.api_server.catalogue import Catalogue
from ayne.api_server.fault_spec import parse_faults
from ayne.api_server.faults import FaultyApp
from ayne.api_server.server import served
from ayne.core.files import read_jsonl, write_jsonl

SECRET = "0123456789abcdef0123456789abcdef"
SCRIPT = Path(__file__).with_name("collect_alone.py")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(ayne.__file__).parents[1])}
N_KILLS = 20


def start(folder: Path, base_url: str, **options) -> subprocess.Popen[str]:
    folder.mkdir(exist_ok=True)
    command = [sys.executable, SCRIPT, folder, base_url, json.dumps(options)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)


def finish(folder: Path, base_url: str, **options) -> tuple[int, str]:
    """Run to the end; exit code and what was said."""
    process = start(folder, base_url, **options)
    _, message = process.communicate(timeout=300)
    return process.returncode, message


def raw(folder: Path) -> list[dict]:
    """The records of both raw files, fetch dates aside."""
    lines = [line for name in ("pages", "movies") for line in read_jsonl(folder / f"{name}.jsonl.gz")]
    return [orjson.loads(line) | {"fetched_at": None} for line in lines]


def journal(folder: Path) -> Path:
    return folder / "journal" / "tmdb" / "movies" / "2000.jsonl"


def wait_until(is_so: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while process.poll() is None and not is_so():
        time.sleep(0.001)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[int], tuple[FaultyApp, str]]]:
    """Serve so many movies of 2000, with a little latency."""
    contexts = []

    def begin(n_movies: int) -> tuple[FaultyApp, str]:
        bodies = (
            {"id": n, "title": f"Movie {n}", "release_date": f"2000-{1 + n % 12:02d}-{1 + n % 28:02d}", "genres": []}
            for n in range(1, n_movies + 1)
        )
        write_jsonl(tmp_path / "tmdb.jsonl", map(orjson.dumps, bodies))
        app = FaultyApp(create_app(Catalogue.load([tmp_path / "tmdb.jsonl"]), tmdb_key=SECRET, omdb_key=SECRET))
        contexts.append(served(app))
        return app, contexts[-1].__enter__() + "/3"

    yield begin
    for context in contexts:
        context.__exit__(None, None, None)


@pytest.mark.slow
def test_twenty_kills_change_nothing_and_cost_one_percent_at_most(serve, tmp_path: Path) -> None:
    app, url = serve(6000)
    assert finish(tmp_path / "clean", url)[0] == 0
    n_clean = app.seen.summary()["requests"]
    assert n_clean == 6000 + 300
    app.seen.forget()

    # Kill number 20 comes while the raw files are written, the others after a random number of requests.
    draw = random.Random(20260630)  # noqa: S311 -- no secret
    points = [*sorted(draw.sample(range(1, n_clean), N_KILLS - 1)), n_clean]
    how = {"requests_per_second": 40}  # the default
    for point in points:
        process = start(tmp_path / "killed", url, **how)
        wait_until(lambda point=point: len(app.seen.times) >= point, process)
        time.sleep(draw.uniform(0, 1 / 40))
        assert process.poll() is None, process.stderr.read()
        process.kill()
        process.communicate()
    assert finish(tmp_path / "killed", url, **how)[0] == 0

    assert raw(tmp_path / "killed") == raw(tmp_path / "clean")
    n_extra = app.seen.summary()["requests"] - n_clean
    print(f"{n_extra} requests beside the {n_clean} of a clean run")  # noqa: T201 -- shown by pytest -s
    assert 0 <= n_extra <= 0.01 * n_clean
    lines = journal(tmp_path / "killed").read_bytes().splitlines()
    ids = [orjson.loads(line)["id"] for line in lines if line.endswith(b"}")]
    assert len(ids) == len(set(ids)) == 6000


@pytest.mark.parametrize("tail", [b"", b"\0" * 300], ids=["the line breaks off", "the end is zeros"])
def test_power_that_fails_in_the_middle_of_a_line_costs_that_line(serve, tmp_path: Path, tail: bytes) -> None:
    app, url = serve(30)
    assert finish(tmp_path / "study", url)[0] == 0
    before = raw(tmp_path / "study")
    content = journal(tmp_path / "study").read_bytes()
    journal(tmp_path / "study").write_bytes(content[:-40] + tail)
    app.seen.forget()
    code, message = finish(tmp_path / "study", url)
    assert code == 0
    assert "1 torn lines skipped" in message
    assert app.seen.summary()["requests"] == 1
    assert raw(tmp_path / "study") == before


def test_ctrl_c_says_how_to_go_on_and_loses_what_was_in_flight_only(serve, tmp_path: Path) -> None:
    app, url = serve(60)
    app.faults = parse_faults("latency=3600000:after20")
    process = start(tmp_path / "study", url, requests_per_second=40)
    wait_until(lambda: len(app.seen.times) > 20, process)
    process.send_signal(signal.SIGINT)
    _, message = process.communicate(timeout=300)
    assert process.returncode not in (0, None)
    # Snakemake says on the console that the run has stopped
    assert "interrupted; run the same command again to go on" in (tmp_path / "study" / "log").read_text()
    assert "Traceback" not in message
    app.faults, n_held = [], len(app.seen.times) - 20
    assert finish(tmp_path / "study", url)[0] == 0
    assert len(raw(tmp_path / "study")) == 3 + 60
    # and what was answered, but not read yet
    assert app.seen.summary()["requests"] <= 3 + 60 + n_held + 3


def test_a_full_disk_ends_with_a_message_and_an_intact_journal(serve, tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", tmp_path], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    app, url = serve(200)
    (tmp_path / "disk").mkdir()
    # What is on the small disk goes with its process, so that a copy of the journal is taken before.
    steps = 'mount -t tmpfs -o size=64k none "$1" && { "$2" "$3" "$1" "$4"; code=$?; cp -r "$1" "$5"; exit $code; }'
    arguments = ["sh", tmp_path / "disk", sys.executable, SCRIPT, url, tmp_path / "study"]
    command = ["unshare", "-rm", "sh", "-c", steps, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 1
    assert "No space left on device; free some space and run again; the answers received so far are kept" in done.stderr
    assert "Traceback" not in done.stderr
    lines = journal(tmp_path / "study").read_bytes().splitlines()
    n_kept = len([orjson.loads(line) for line in lines])
    assert 10 < n_kept < 200
    app.seen.forget()
    assert finish(tmp_path / "study", url)[0] == 0
    assert app.seen.summary()["requests"] == 200 - n_kept


def test_without_a_network_it_ends_with_a_message_and_an_intact_journal(serve, tmp_path: Path, dead_port: int) -> None:
    _, url = serve(30)
    assert finish(tmp_path / "study", url)[0] == 0
    before = journal(tmp_path / "study").read_bytes()
    code, message = finish(tmp_path / "study", f"http://127.0.0.1:{dead_port}/3", attempts=2)
    assert code == 1
    assert "cannot connect" in message
    assert "Traceback" not in message
    assert journal(tmp_path / "study").read_bytes() == before
