"""A week with a small quota, over real TCP: each day's run asks for what is missing, and for nothing twice."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
import uvicorn
from starlette.responses import Response

import ayne
from ayne.api_server.app import create_app
from ayne.api_server.catalogue import Catalogue
from ayne.core.files import read_jsonl, write_json, write_jsonl

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"TMDB_API_KEY": "5ecre7-of-tmdb", "OMDB_API_KEY": "5ecre7-of-omdb"}
# Votes by TMDB id; the first three were released in 2025, the others in 2026.
VOTES = {1: 900, 2: 30, 3: 1, 4: 700, 5: 40, 6: 2}
# Python reads it at the start of every process: the UTC day is the one that a test says.
CALENDAR = """
import os
from datetime import date
from ayne.http_client import quota as quota

def utc_today():
    return date.fromisoformat(os.environ["TEST_UTC_DAY"])

quota.utc_today = utc_today
quota.RequestQuota.__init__.__defaults__ = (None, utc_today)
"""


class Apis:
    """TMDB and OMDb for six movies, on a port; notes the ids that OMDb is asked about."""

    def __init__(self, folder: Path) -> None:
        bodies = [
            {"id": n, "imdb_id": f"tt000000{n}", "release_date": f"{2025 + (n > 3)}-03-0{n}", "vote_count": votes}
            for n, votes in VOTES.items()
        ]
        titles = [{"Title": str(n), "imdbID": f"tt000000{n}", "Response": "True"} for n in VOTES]
        write_jsonl(folder / "tmdb.jsonl", map(orjson.dumps, bodies))
        write_jsonl(folder / "omdb.jsonl", map(orjson.dumps, titles))
        catalogue = Catalogue.load([folder / "tmdb.jsonl"], [folder / "omdb.jsonl"])
        self.app = create_app(catalogue, tmdb_key=KEYS["TMDB_API_KEY"], omdb_key=KEYS["OMDB_API_KEY"])
        self.titles, self.n_others, self.failing = [], 0, set()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "http":
            query = dict(pair.split("=", 1) for pair in scope["query_string"].decode().split("&"))
            self.titles += [query["i"]] if "i" in query else []
            self.n_others += "i" not in query
            if scope["path"] in self.failing:
                await Response(status_code=500)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def asked(self) -> list[str]:
        asked, self.titles, self.n_others = sorted(self.titles), [], 0
        return asked


@pytest.fixture
def apis(tmp_path: Path) -> Iterator[Apis]:
    apis = Apis(tmp_path)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        apis.port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(apis, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield apis
        server.should_exit = True
        thread.join()


def snakemake(folder: Path, port: int, day: str, *options: str) -> str:
    """Collect both years live, on this UTC day, as of 1 June 2026."""
    config = {
        "catalogue": {"source": "live", "snapshot": "2026-06-01", "first_year": 2025, "last_year": 2026},
        "sources": {
            "tmdb": {"attempts": 2},
            "omdb": {"requests_per_day": 4, "requests_per_second": None},
        },
        "tmdb_base_url": f"http://127.0.0.1:{port}/3",
        "omdb_base_url": f"http://127.0.0.1:{port}",
    }
    write_json(folder / "study.yaml", config)
    (folder / "sitecustomize.py").write_text(CALENDAR)
    command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--cores", "1"]
    command += ["--directory", folder, "--configfile", folder / "study.yaml", *options, "--"]
    paths = f"{folder}:{Path(ayne.__file__).parents[1]}"
    done = subprocess.run(
        [*command, *(raw(year) for year in (2025, 2026))],
        capture_output=True,
        text=True,
        env=os.environ | KEYS | {"PYTHONPATH": paths, "TEST_UTC_DAY": day},
        cwd=folder,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def raw(year: int) -> str:
    return f"data/raw/omdb/movies/{year}.jsonl.gz"


@pytest.mark.slow
def test_a_day_brings_the_most_wanted_and_the_next_one_the_rest(apis: Apis, tmp_path: Path) -> None:
    message = snakemake(tmp_path, apis.port, "2026-06-01")
    assert "are left for another day" in message
    first = apis.asked()
    assert first == ["tt0000001", "tt0000002", "tt0000004", "tt0000005"]
    assert "Nothing to be done" in snakemake(tmp_path, apis.port, "2026-06-01", "-n")

    message = snakemake(tmp_path, apis.port, "2026-06-02", "-n")
    assert "asked on: 2026-06-01 → 2026-06-02" in message
    assert "refresh due" not in message
    snakemake(tmp_path, apis.port, "2026-06-02")
    assert apis.n_others == 0
    assert sorted([*first, *apis.asked()]) == [f"tt000000{n}" for n in VOTES]
    assert sum(1 for year in (2025, 2026) for _ in read_jsonl(tmp_path / raw(year))) == 6
    assert "Nothing to be done" in snakemake(tmp_path, apis.port, "2026-06-03", "-n")


@pytest.mark.slow
def test_a_movie_that_tmdb_cannot_answer_is_asked_about_once_a_day_and_holds_up_nothing(apis, tmp_path: Path) -> None:
    apis.failing = {"/3/movie/5"}
    message = snakemake(tmp_path, apis.port, "2026-06-01")
    assert "1 of 3 requests found no answer" in message
    movies = tmp_path / "data/raw/tmdb/movies/2026.jsonl.gz"
    assert sum(1 for _ in read_jsonl(movies)) == 2
    assert "Nothing to be done" in snakemake(tmp_path, apis.port, "2026-06-01", "-n")
    apis.asked()
    snakemake(tmp_path, apis.port, "2026-06-02")
    assert apis.n_others == 2  # attempts
    assert "Nothing to be done" in snakemake(tmp_path, apis.port, "2026-06-02", "-n")
    apis.failing = set()
    snakemake(tmp_path, apis.port, "2026-06-03")
    assert sum(1 for _ in read_jsonl(movies)) == 3


@pytest.mark.slow
def test_the_keys_are_in_no_file(apis: Apis, tmp_path: Path) -> None:
    message = snakemake(tmp_path, apis.port, "2026-06-01")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(".snakemake" in path.parts for path in files)
    assert not [path for path in files if b"5ecre7" in path.read_bytes()]
    assert "5ecre7" not in message
