"""How fast the collector is, as the server saw it, over TCP with latency, beside a plain loop over httpx."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import orjson

from ayne.api_server.request_log import REQUEST_LOG_PATH
from ayne.core.errors import DataError
from ayne.core.logging import get_logger

logger = get_logger("benchmark")

CONNECTIONS = 20
LIMIT_PER_S = 40
START_WITHIN_S = 30.0


@dataclass(frozen=True)
class Sizes:
    """How much is measured: movies of each part, and how often the short parts are repeated."""

    latency_ms: int = 50
    unlimited_movies: int = 6000
    runs: int = 3
    limited_s: int = 60
    sequential_requests: int = 200
    many_movies: int = 100_000


def benchmark(sizes: Sizes, folder: Path) -> dict[str, Any]:
    """Measure all parts one after the other; files go to a folder inside `folder` that is removed."""
    with TemporaryDirectory(dir=folder) as name:
        measured = {
            "unlimited": unlimited(sizes, Path(name)),
            "limited": limited(sizes, Path(name)),
            "sequential": sequential(sizes),
            "many": many(sizes, Path(name)),
        }
    measured["speed_up"] = measured["unlimited"]["requests_per_second"] / measured["sequential"]["requests_per_second"]
    return {"sizes": vars(sizes), "connections": CONNECTIONS, **measured, "met": targets_met(measured)}


def targets_met(measured: dict[str, Any]) -> dict[str, bool]:
    """Compare with what is wanted of the collector."""
    limited, many = measured["limited"], measured["many"]
    return {
        "unlimited: at least 90 % of the ideal": measured["unlimited"]["share_of_ideal"] >= 0.9,
        "limited: at least 95 % of the limit": limited["share_of_limit"] >= 0.95,
        "limited: never more in any second": limited["most_in_one_second"] <= LIMIT_PER_S,
        "speed-up over a sequential client: at least 15": measured["speed_up"] >= 15,
        "many: at most 400 MB": many["peak_memory_mb"] <= 400,
    }


def unlimited(sizes: Sizes, folder: Path) -> dict[str, Any]:
    """No limit but the connections: medians over several runs."""
    runs = [one_run(sizes, folder / f"unlimited-{n}", sizes.unlimited_movies) for n in range(sizes.runs)]
    middle = {name: median(run[name] for run in runs) for name in runs[0] if name != "times_s"}
    ideal = CONNECTIONS * 1000 / sizes.latency_ms
    every = [run["requests_per_second"] for run in runs]
    return {**middle, "ideal": ideal, "share_of_ideal": middle["requests_per_second"] / ideal, "every_run": every}


def limited(sizes: Sizes, folder: Path) -> dict[str, Any]:
    """Count the first seconds under a limit, and the fullest second of the whole run."""
    n_movies = LIMIT_PER_S * sizes.limited_s
    run = one_run(sizes, folder / "limited", n_movies, requests_per_second=LIMIT_PER_S)
    times = run.pop("times_s")
    rate = sum(moment < sizes.limited_s for moment in times) / sizes.limited_s
    most = most_in_one_second(times)
    return {**run, "requests_per_second": rate, "share_of_limit": rate / LIMIT_PER_S, "most_in_one_second": most}


def sequential(sizes: Sizes) -> dict[str, float]:
    """One request after the other over one kept connection, as a simple script does; nothing is kept."""
    n = sizes.sequential_requests
    with served(sizes.latency_ms, n) as url, httpx.Client(trust_env=False) as client:
        client.get(f"{url}/3/movie/1").raise_for_status()
        started_at = time.monotonic()
        for tmdb_id in range(1, n + 1):
            client.get(f"{url}/3/movie/{tmdb_id}").raise_for_status().json()
        seconds = time.monotonic() - started_at
    return {"requests": n, "requests_per_second": n / seconds}


def many(sizes: Sizes, folder: Path) -> dict[str, Any]:
    """Collect a year of very many movies, for its memory and its CPU time."""
    run = one_run(sizes, folder / "many", sizes.many_movies)
    run.pop("times_s")
    return run


def one_run(sizes: Sizes, folder: Path, n_movies: int, **limits: Any) -> dict[str, Any]:
    """Collect `n_movies` in a process of its own from a server in another; what both of them say about it."""
    folder.mkdir(parents=True)
    with served(sizes.latency_ms, n_movies) as url:
        before = httpx.delete(url + REQUEST_LOG_PATH, trust_env=False).json()
        cost = collect(folder, url, **limits)
        log = httpx.get(url + REQUEST_LOG_PATH, trust_env=False, timeout=60).json()
    times, n = sorted(log["times_s"]), log["requests"]
    logger.info("%s: %d requests in %.1f s as the server saw it", folder.name, n, times[-1])
    return {
        "movies": n_movies,
        "requests": n,
        "requests_per_second": (n - 1) / times[-1],
        "connections_opened": log["connections"],
        "seconds": cost["seconds"],
        "cpu_ms_per_request": cost["cpu_s"] * 1000 / n,
        "peak_memory_mb": cost["peak_memory_mb"],
        "server_cpu_ms_per_request": (log["cpu_s"] - before["cpu_s"]) * 1000 / n,
        "times_s": times,
    }


def collect(folder: Path, url: str, **limits: Any) -> dict[str, float]:
    """Run the collector; DataError where it failed."""
    options = {"folder": str(folder), "base_url": f"{url}/3", "connections": CONNECTIONS, **limits}
    command = [sys.executable, "-m", "ayne.benchmarks.collector", orjson.dumps(options).decode()]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)  # noqa: S603 -- our own module
    if done.returncode:
        raise DataError(f"the collector of the benchmark ended with exit code {done.returncode}; its log says why")
    cost: dict[str, float] = orjson.loads(done.stdout)
    return cost


@contextmanager
def served(latency_ms: int, n_movies: int) -> Iterator[str]:
    """Answer from a process of its own; yields `http://127.0.0.1:{port}`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    module = "ayne.benchmarks.template_api"
    command = [sys.executable, "-m", module, str(port), str(n_movies), str(latency_ms)]
    with subprocess.Popen(command) as process:  # noqa: S603 -- our own module
        try:
            wait_for(url := f"http://127.0.0.1:{port}")
            yield url
        finally:
            process.kill()


def wait_for(url: str) -> None:
    """Return when the server answers; DataError if it does not in time."""
    end = time.monotonic() + START_WITHIN_S
    while time.monotonic() < end:
        try:
            httpx.get(url + REQUEST_LOG_PATH, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise DataError(f"the server of the benchmark did not answer within {START_WITHIN_S:.0f} s")


def most_in_one_second(times_s: list[float]) -> int:
    """Count the arrivals of the fullest window of one second; `times_s` ascend."""
    most, first = 0, 0
    for last, moment in enumerate(times_s):
        while times_s[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    return most
