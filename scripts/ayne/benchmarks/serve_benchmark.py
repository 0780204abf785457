"""How fast `ayne serve` answers, beside `ayne forecast` and MLflow's own server on the registered champion.

The server has one core to itself where the system lets it be told so; who asks has another.
"""

import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ayne.core.errors import DataError
from ayne.database import DuckDBClient

AYNE = [sys.executable, "-c", "from ayne.cli import app; app()"]
SINGLE, BATCH, POINTS, RATE = 300, 1000, 2000, 50
READY_SECONDS = 180.0


def benchmark_serve(study: Path, seconds: int = 60) -> dict[str, Any]:
    """Return the figures of one server on a study; `seconds` of steady load."""
    films = made_up_films(study / "data/movies.duckdb", max(SINGLE, BATCH, seconds * RATE))
    port = _free_port()
    with _server([*AYNE, "serve", "--port", str(port), "--rate", "0", "-d", str(study)], port, "/health") as server:
        figures = {
            "ready_s": round(server.ready_s, 2),
            "one_film": _latencies([_timed(port, _forecast(film)) for film in films[:SINGLE]]),
            f"batch_of_{BATCH}_s": round(_timed(port, _forecast(*films[:BATCH])), 3),
            f"what_if_of_{POINTS}_s": round(_timed(port, _what_if(films[0])), 3),
            f"load_of_{RATE}_a_second": _load(port, films, seconds),
            "memory_mb": server.memory_mb(),
        }
    return {"serve": figures, "command": _command(study, films[0]), "mlflow": _mlflow(study)}


def made_up_films(database: Path, number: int) -> list[dict[str, Any]]:
    """Return films of people and companies of the database, each another one; the same ones each time."""
    draw = np.random.default_rng(0)
    with DuckDBClient(database) as db:
        known = {
            "directors": "SELECT DISTINCT name FROM credits JOIN people USING (person_id) WHERE job = 'Director'",
            "cast": "SELECT DISTINCT name FROM credits JOIN people USING (person_id) WHERE billing < 5",
            "companies": "SELECT name FROM companies",
            "genres": "SELECT name FROM genres",
        }
        names = {key: sorted(db.query(sql).to_series().drop_nulls().to_list()) for key, sql in known.items()}
    sizes = {"directors": 1, "cast": 4, "companies": 2, "genres": 2}
    return [
        {
            "title": f"Film {place}",
            "release_date": f"2027-{1 + place % 12:02d}-{1 + place % 28:02d}",
            "budget_usd": int(np.exp(draw.normal(17, 1.2))) + 1000,
            "runtime_min": int(draw.integers(80, 160)),
            "us_certification": ["PG", "PG-13", "R"][place % 3],
            **{key: [str(one) for one in draw.choice(names[key], size)] for key, size in sizes.items()},
        }
        for place in range(number)
    ]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _forecast(*films: dict[str, Any]) -> tuple[str, bytes]:
    return "/api/v1/forecast", json.dumps({"films": films}).encode()


def _what_if(film: dict[str, Any]) -> tuple[str, bytes]:
    vary = {"budget_usd": {"from": 1_000_000, "to": 400_000_000, "steps": POINTS, "scale": "log"}}
    return "/api/v1/what-if", json.dumps({"film": film, "vary": vary}).encode()


def _timed(port: int, asked: tuple[str, bytes]) -> float:
    """Return the seconds from asking to the whole answer; anything but 200 is a `DataError`."""
    path, body = asked
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        begun = time.perf_counter()
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        taken = time.perf_counter() - begun
    finally:
        connection.close()
    if answer.status != 200:
        raise DataError(f"{path} answered {answer.status}: {content[:300].decode()}")
    return taken


def _latencies(seconds: Sequence[float]) -> dict[str, Any]:
    cold, warm = seconds[:20], np.array(seconds[20:]) * 1000
    return {
        "n": len(warm), "p50_ms": round(float(np.percentile(warm, 50)), 1),
        "p99_ms": round(float(np.percentile(warm, 99)), 1), "first_ms": round(cold[0] * 1000, 1),
    }  # fmt: skip


def _load(port: int, films: Sequence[dict[str, Any]], seconds: int) -> dict[str, Any]:
    """Ask at a steady rate, whether or not answers came, and count from the moment that each was due."""
    begun = time.perf_counter() + 0.5

    def ask(place: int) -> float | None:
        due = begun + place / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        try:
            _timed(port, _forecast(films[place]))
        except (DataError, OSError, http.client.HTTPException):
            return None
        return time.perf_counter() - due

    with ThreadPoolExecutor(200) as pool:
        taken = list(pool.map(ask, range(seconds * RATE)))
    good = np.array([one for one in taken if one is not None] or [float("nan")]) * 1000
    return {
        "seconds": seconds, "n": len(taken), "errors": taken.count(None),
        "p50_ms": round(float(np.percentile(good, 50)), 1), "p99_ms": round(float(np.percentile(good, 99)), 1),
    }  # fmt: skip


def _command(study: Path, film: dict[str, Any]) -> dict[str, Any]:
    """Return the seconds of `ayne forecast`, from the start of the process to its answer."""
    path = study / "film.benchmark.yaml"
    path.write_text(json.dumps(film), encoding="utf-8")
    try:
        taken = [_seconds([*AYNE, "forecast", str(path), "--json", "-d", str(study)]) for _ in range(3)]
    finally:
        path.unlink()
    return {"seconds": [round(one, 2) for one in taken], "best_s": round(min(taken), 2)}


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - begun


def _mlflow(study: Path) -> dict[str, Any]:
    """Return the latency of `mlflow models serve` on the registered champion: the bare point, from ready features."""
    metrics = json.loads((study / "results/model/metrics.json").read_text(encoding="utf-8"))
    features = pl.read_parquet(study / f"results/features/{metrics['feature_set']}.parquet").head(100)
    rows = [json.dumps({"dataframe_records": [_plain(row)]}).encode() for row in features.iter_rows(named=True)]
    port = _free_port()
    command = [sys.executable, "-m", "mlflow", "models", "serve", "-m", "models:/ayne-worldwide-gross@champion",
               "--env-manager", "local", "--port", str(port), "--workers", "1"]  # fmt: skip
    # MLflow starts uvicorn by its name.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    tracking = {"MLFLOW_TRACKING_URI": f"sqlite:///{(study / 'mlflow.db').resolve()}", "PATH": path}
    try:
        with _server(command, port, "/ping", tracking) as server:
            taken = [_timed(port, ("/invocations", row)) for row in rows]
            return {
                "ready_s": round(server.ready_s, 2),
                "one_point": _latencies(taken),
                "memory_mb": server.memory_mb(),
            }
    except DataError as error:
        return {"error": str(error).splitlines()[0]}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, bool | int | float | str) else None if value is None else str(value)
            for key, value in row.items()}  # fmt: skip


class _Served:
    """A server as a process: how long it took to be ready, and how much memory it holds."""

    def __init__(self, process: subprocess.Popen[bytes], ready_s: float) -> None:
        self.process, self.ready_s = process, ready_s

    def memory_mb(self) -> int | None:
        """Return the most memory that the process and its children have held; None where the system does not say."""
        held = [_most_memory_kb(path) for path in Path("/proc").glob("[0-9]*") if _group(path) == self.process.pid]
        return round(sum(held) / 1024) if held else None


def _group(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[2])
    except OSError:
        return None


def _most_memory_kb(process: Path) -> int:
    try:
        lines = dict(line.partition(":")[::2] for line in (process / "status").read_text(encoding="utf-8").splitlines())
    except OSError:
        return 0
    return int(lines.get("VmHWM", "0 kB").split()[0])


@contextmanager
def _server(command: list[str], port: int, path: str, environment: dict[str, str] | None = None) -> Iterator[_Served]:
    begun = time.perf_counter()
    known = os.environ | (environment or {})
    limit = _on_first_core if hasattr(os, "sched_setaffinity") else None
    with subprocess.Popen(  # noqa: S603
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=known,
        start_new_session=True,
        preexec_fn=limit,  # noqa: PLW1509
    ) as process:
        try:
            _wait(process, lambda: _is_ready(port, path))
            yield _Served(process, time.perf_counter() - begun)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


def _on_first_core() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _wait(process: "subprocess.Popen[bytes]", is_ready: Callable[[], bool]) -> None:
    end = time.perf_counter() + READY_SECONDS
    while not is_ready():
        if process.poll() is not None or time.perf_counter() > end:
            process.terminate()
            said = process.stderr.read().decode() if process.stderr else ""
            raise DataError(f"the server on trial did not get ready: {said[-400:]}")
        time.sleep(0.02)


def _is_ready(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
