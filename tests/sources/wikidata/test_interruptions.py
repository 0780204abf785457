"""A collector of Wikidata that is killed again and again ends with what one clean run has."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.sources.wikidata.conftest import YEARS, QueryService
from tests.sources.wikidata.test_faults import raw

import ayne
from ayne.core.seeded_random import SeededRandom

SCRIPT = Path(__file__).with_name("collect_alone.py")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(ayne.__file__).parents[1])}
N_KILLS = 5


def start(folder: Path, service: QueryService) -> subprocess.Popen[bytes]:
    command = [sys.executable, SCRIPT, folder, f"{service.url}/sparql", str(YEARS.start), str(YEARS.stop)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, env=ENVIRONMENT)


@pytest.mark.slow
def test_five_kills_leave_the_raw_content_of_one_clean_run(service: QueryService, tmp_path: Path) -> None:
    clean, killed = tmp_path / "clean", tmp_path / "killed"
    service.collect(clean)
    n_clean = service.n_requests
    service.misbehave("latency=5")
    rng = SeededRandom(20260630)
    for n in range(1, N_KILLS + 1):
        process = start(killed, service)
        until = n * n_clean // (N_KILLS + 1) + rng.below(10)
        while process.poll() is None and service.n_requests < until:
            time.sleep(0.001)
        assert process.poll() is None
        process.kill()
        process.wait()
    assert start(killed, service).wait(timeout=300) == 0
    assert raw(killed) == raw(clean)
    # A kill costs the questions of one batch at most.
    assert service.n_requests <= n_clean + N_KILLS * 23
