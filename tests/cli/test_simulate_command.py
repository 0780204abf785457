"""`ayne simulate --port … --faults …`, as a person starts it."""

import os
import subprocess
import sys
from pathlib import Path

import httpx

import ayne
from ayne.collection.connect import SIMULATED_KEY

COMMAND = [sys.executable, "-c", "from ayne.cli import app; app()", "simulate", "--movies", "100"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(ayne.__file__).parents[1])}


def test_it_misbehaves_as_told_and_says_what_it_was_asked(free_port: int) -> None:
    command = [*COMMAND, "--port", str(free_port), "--faults", "tmdb.503:first1,omdb.quota:after3"]
    with subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = f"http://127.0.0.1:{free_port}/3 answers as TMDB"
            assert any(address in line for line in process.stderr)
            transport = httpx.HTTPTransport(retries=8)  # a minute, at the end
            with httpx.Client(base_url=f"http://127.0.0.1:{free_port}", transport=transport) as client:
                asked = [client.get("/3/authentication", params={"api_key": SIMULATED_KEY}) for _ in range(2)]
                titles = [client.get("/", params={"apikey": SIMULATED_KEY, "i": "tt1"}).status_code for _ in range(2)]
                seen = client.get("/_requests").json()
        finally:
            process.kill()
    assert [answer.status_code for answer in asked] == [503, 200]
    assert titles == [200, 401]
    assert seen["by_record"] == {"/3/authentication?": 2, "/?i=tt1": 2}
    assert seen["by_fault"] == {"503": 1, "quota": 1}


def test_a_fault_that_there_is_not_is_refused_before_anything_is_invented(free_port: int) -> None:
    command = [*COMMAND, "--port", str(free_port), "--faults", "earthquake"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--faults 'earthquake': no such fault; there are latency, 429" in done.stderr
    assert "Traceback" not in done.stderr
