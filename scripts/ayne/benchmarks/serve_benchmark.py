"""How fast `ayne serve` answers, beside `ayne forecast` and MLflow's own server on the registered champion.

The server has one core to itself where the system lets it be told so; who asks has another.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl

from ayne.artifacts.metrics import Metrics
from ayne.benchmarks.pipeline_benchmark import earlier, main_job, run
from ayne.benchmarks.server_process import free_port, server_of
from ayne.core.errors import DataError
from ayne.core.study_files import DATABASE, PUBLISHED, ROOT
from ayne.database import DuckDBClient

AYNE = [sys.executable, "-c", "from ayne.cli import app; app()"]
SINGLE, BATCH, POINTS, RATE = 300, 1000, 2000, 50


def benchmark_serve(study: Path, commit: str, scratch: Path, seconds: int = 60) -> dict[str, Any]:
    """Return the figures of one server on a study; `seconds` of steady load.

    Beside them those of `ayne forecast`, here and at an earlier commit, and of MLflow's own server.
    """
    films = made_up_films(study / DATABASE, max(SINGLE, BATCH, seconds * RATE))
    port = free_port()
    with server_of([*AYNE, "serve", "--port", str(port), "--rate", "0", "-d", str(study)], port, "/health") as server:
        figures = {
            "ready_s": round(server.ready_s, 2),
            "one_film": _latencies([_timed(port, _forecast(film)) for film in films[:SINGLE]]),
            f"batch_of_{BATCH}_s": round(_timed(port, _forecast(*films[:BATCH])), 3),
            f"what_if_of_{POINTS}_s": round(_timed(port, _what_if(films[0])), 3),
            f"load_of_{RATE}_a_second": _load(port, films, seconds),
            "memory_mb": server.memory_mb(),
        }
    before = _before(commit, films[0], scratch)
    return {"serve": figures, "command": _command(study, films[0]), "command_before": before, "mlflow": _mlflow(study)}


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


def _forecast(*films: dict[str, Any]) -> tuple[str, bytes]:
    return "/api/v1/forecast", json.dumps({"films": films}).encode()


def _what_if(film: dict[str, Any]) -> tuple[str, bytes]:
    vary = {"budget_usd": {"from": 1_000_000, "to": 400_000_000, "steps": POINTS, "scale": "log"}}
    return "/api/v1/what-if", json.dumps({"film": film, "vary": vary}).encode()


def _timed(port: int, request: tuple[str, bytes]) -> float:
    """Return the seconds from asking to the whole answer; anything but 200 is a `DataError`."""
    path, body = request
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


def _before(commit: str, film: dict[str, Any], scratch: Path) -> dict[str, Any]:
    """Return the seconds of `ayne forecast` as it was at a commit, on the default study that it builds itself."""
    scratch.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=scratch) as name, earlier(ROOT, commit, Path(name, "before")) as checkout:
            study = Path(name, "study").resolve()
            job = [*main_job(checkout, study, 2)[:-1], "results/predictions/upcoming.csv"]
            run(job, checkout.folder)
            (study / "film.yaml").write_text(json.dumps(film), encoding="utf-8")
            ayne = [str(checkout.python), *AYNE[1:]]
            command = [*ayne, "forecast", str(study / "film.yaml"), "--json", "-d", str(study)]
            taken = [run(command, checkout.folder).wall_s for _ in range(3)]
    except DataError as error:
        return {"commit": commit, "error": str(error).splitlines()[0]}
    return {"commit": commit, "seconds": [round(one, 2) for one in taken], "best_s": round(min(taken), 2)}


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - begun


def _mlflow(study: Path) -> dict[str, Any]:
    """Return the latency of `mlflow models serve` on the registered champion: the bare point, from ready features."""
    feature_set = Metrics.read(study / PUBLISHED / "metrics.json").feature_set
    features = pl.read_parquet(study / f"results/features/{feature_set}.parquet").head(100)
    rows = [json.dumps({"dataframe_records": [_plain(row)]}).encode() for row in features.iter_rows(named=True)]
    port = free_port()
    command = [sys.executable, "-m", "mlflow", "models", "serve", "-m", "models:/ayne-worldwide-gross@champion",
               "--env-manager", "local", "--port", str(port), "--workers", "1"]  # fmt: skip
    # MLflow starts uvicorn by its name.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    tracking = {"MLFLOW_TRACKING_URI": f"sqlite:///{(study / 'mlflow.db').resolve()}", "PATH": path}
    try:
        with server_of(command, port, "/ping", tracking) as server:
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
