"""What may go wrong under a server: a kill, a full disk, champion and database replaced while it answers.

Each answer is then right, of one champion whole, and carries that one's tag; or there is none.
"""

import hashlib
import json
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import duckdb
import httpx
import pytest

from ayne.serve import server_app
from ayne.serve.server_app import create_app
from ayne.serve.study_state import StudyState
from fixtures.served_app import client_of

pytestmark = pytest.mark.slow
MODEL = Path("results/predictions/model")
FILM = {"title": "Alpha", "release_date": "2023-05-14", "budget": 30_000_000, "genres": ["Drama"]}


@pytest.fixture
def study(built, tmp_path):
    return Path(shutil.copytree(built.folder, tmp_path / "study", symlinks=True))


@contextmanager
def process_on(study, **options):
    """Yield a server of its own process on a free port, and its client."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, "-c", "from ayne.cli import app; app()", "serve", "--port", str(port), "--rate", "0"]
    with (
        subprocess.Popen([*command, "-d", str(study)], stderr=subprocess.DEVNULL, **options) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
    ):
        try:
            for _ in range(600):
                try:
                    assert client.get("/health").status_code == 200
                    break
                except httpx.TransportError:
                    assert process.poll() is None
                    time.sleep(0.1)
            yield process, client
        finally:
            process.kill()


def asked(client):
    """Return the tag and the forecast of one answer."""
    answer = client.post("/api/v1/forecast", json={"films": [FILM]})
    assert answer.status_code == 200, answer.text
    return answer.headers["etag"], answer.text


def content_of(study):
    paths = [path for path in sorted(study.rglob("*")) if path.is_file() and ".snakemake" not in path.parts]
    return {str(path.relative_to(study)): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}


@contextmanager
def asking(ask, clients=6):
    """Ask from several threads for the length of the `with`; the list of all answers, and of what went wrong."""
    answers, wrong, stop = [], [], threading.Event()

    def one():
        while not stop.is_set():
            try:
                answers.append(ask())
            except Exception as error:  # noqa: BLE001
                wrong.append(repr(error))

    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    yield answers, wrong
    stop.set()
    for thread in threads:
        thread.join()


def test_killed_while_it_answers_it_leaves_nothing_and_begins_again_the_same(study):
    before = content_of(study)
    with process_on(study) as (process, client):
        first = asked(client)
        with asking(lambda: asked(client)) as (answers, wrong):
            time.sleep(1)
            process.send_signal(signal.SIGKILL)
            process.wait()
            time.sleep(0.2)
    assert set(answers) == {first}
    assert wrong
    assert all("Error" in error for error in wrong)
    assert content_of(study) == before
    with process_on(study) as (_, client):
        assert asked(client) == first


def test_on_a_disk_that_takes_no_byte_more_it_answers_as_ever(study, client):
    def nothing_is_written():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    films = {"films": [FILM | {"title": f"Film {number}"} for number in range(300)]}
    with process_on(study, preexec_fn=nothing_is_written) as (_, full):
        assert asked(full)[1] == asked(client)[1]
        assert full.post("/api/v1/forecast", json=films).text == client.post("/api/v1/forecast", json=films).text
        for path in ("/", "/movies?title=a", "/upcoming", "/api/v1/people?name=a"):
            assert full.get(path).status_code == 200
        movie = full.get("/api/v1/upcoming").json()["movies"][0]["tmdb_id"]
        assert full.get(f"/api/v1/movies/{movie}/lineage").status_code == 200


def published_anew(folder, factor):
    """Return the files of another champion: the same one with intervals so many times as wide."""
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    intervals = json.loads(files["intervals.json"])
    for group in intervals["groups"].values():
        group |= {key: value * factor for key, value in group.items() if key.startswith("half_width")}
    files["intervals.json"] = json.dumps(intervals).encode()
    sums = [name for name in sorted(files) if name != "SHA256SUMS"]
    files["SHA256SUMS"] = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sums).encode()
    return files


def test_a_champion_replaced_while_it_answers_is_served_whole_or_not_at_all(study, monkeypatch):
    monkeypatch.setattr(server_app, "REFRESH_SECONDS", 0.02)
    state = StudyState(study)
    kinds = [published_anew(study / MODEL, factor) for factor in (1.0, 1.5)]
    right, earlier = {}, {state.served.etag}
    with client_of(create_app(state)) as client:
        for files in kinds:
            publish(study, files)
            wait_until(lambda files=files: state.served.etag not in earlier and holds(client, files))
            tag, answer = asked(client)
            right[tag] = answer
            earlier.add(tag)
        assert len(set(right.values())) == 2
        with asking(lambda: asked(client)) as (answers, wrong):
            for number in range(6):
                publish(study, kinds[number % 2], pause=0.05)
                time.sleep(0.4)
    assert wrong == []
    assert set(answers) == set(right.items())
    assert state.problem is None or "SHA256SUMS" in state.problem or "not" in state.problem


def publish(study, files, pause=0.0):
    """Write a champion file by file, in any order, as nothing promises that they change at once."""
    for name, content in files.items():
        (study / MODEL / name).unlink()
        time.sleep(pause)
        (study / MODEL / name).write_bytes(content)


def holds(client, files):
    sums = hashlib.sha256(files["model.native"]).hexdigest()
    health = client.get("/health").json()
    return health["status"] == "ok" and health["model_sha256"] == sums


def wait_until(what, seconds=60):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_database_rewritten_while_it_answers_is_read_whole(study, tmp_path, monkeypatch):
    monkeypatch.setattr(server_app, "REFRESH_SECONDS", 0.02)
    databases = [study / "data/movies.duckdb", Path(shutil.copyfile(study / "data/movies.duckdb", tmp_path / "b"))]
    with duckdb.connect(str(databases[1])) as session:
        session.execute("UPDATE movies SET title = 'Another ' || title")
    contents = [path.read_bytes() for path in databases]
    with client_of(create_app(StudyState(study))) as client:
        movie = client.get("/api/v1/movies", params={"limit": 1}).json()["movies"][0]

        def titles():
            answer = client.get(f"/api/v1/movies/{movie['movie_id']}")
            page = client.get("/api/v1/movies", params={"limit": 3})
            assert (answer.status_code, page.status_code) == (200, 200)
            # A list is of one database.
            assert len({one["title"].startswith("Another ") for one in page.json()["movies"]}) == 1
            return answer.json()["title"]

        with asking(titles) as (answers, wrong):
            for number in (1, 0, 1):
                replacement = tmp_path / "next"
                replacement.write_bytes(contents[number])
                replacement.replace(databases[0])
                wait_until(lambda number=number: titles().startswith("Another ") == bool(number))
    assert wrong == []
    assert set(answers) == {movie["title"], f"Another {movie['title']}"}
