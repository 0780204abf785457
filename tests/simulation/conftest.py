import gzip
from datetime import date
from pathlib import Path

import orjson
import pytest

from ayne.simulation.truth import simulate_truth
from ayne.simulation.write_world import write_world

SNAPSHOT = date(2026, 6, 30)


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    """The files of a world of 1,500 movies from 1995 to 2027."""
    out = tmp_path_factory.mktemp("world")
    write_world(out, seed=7, movies=1500, first_year=1995, snapshot=SNAPSHOT, years=range(1995, 2028))
    return out


@pytest.fixture(scope="session")
def bodies(world):
    """Every TMDB body and list entry of that world."""
    return [orjson.loads(line) for path in sorted(world.glob("*.tmdb.jsonl.gz")) for line in lines(path)]


@pytest.fixture(scope="session")
def truth():
    """The truth of 6,000 movies."""
    return simulate_truth(seed=20260630, movies=6000, first_year=1995, snapshot=SNAPSHOT)


@pytest.fixture
def archive(tmp_path):
    """Write an archive from lines: `archive(movies=[b"…"], titles=[b"…"])` returns its folder."""

    def write(movies, titles=()):
        for name, content in (("tmdb/movies.jsonl.gz", movies), ("omdb/titles.jsonl.gz", titles)):
            path = tmp_path / "archive" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gzip.compress(b"".join(line + b"\n" for line in content), mtime=0))
        return tmp_path / "archive"

    return write


def lines(path: Path):
    return gzip.decompress(path.read_bytes()).splitlines() if path.exists() else []
