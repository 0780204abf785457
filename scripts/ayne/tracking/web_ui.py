"""MLflow's pages of one study, on this machine only, with one worker: 0.5 GB instead of 1.9 GB."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from ayne.core.errors import DataError
from ayne.tracking.versions import is_of_another_version, of_another_version
from ayne.tracking.view import VIEW, view_path

HOST, STORE_FILE = "127.0.0.1", "mlflow.db"
# MLflow counts who uses it, and starts consumers of jobs that no run here has.
SETTINGS = {"MLFLOW_DISABLE_TELEMETRY": "true", "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
LONGEST_START = 120  # seconds; on a busy machine MLflow has taken 70


def scores_page(directory: Path, port: int) -> str:
    """Return the address of the table of all models with their scores; DataError where no fit has been logged."""
    store = directory / STORE_FILE
    if not store.is_file():
        raise DataError(f"{store} does not exist: no model has been fitted there; `snakemake results/model` does")
    with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)) as session:
        tag = f"mlflow.sharedViewState.{VIEW}"
        row = session.execute("SELECT experiment_id FROM experiment_tags WHERE key = ?", [tag]).fetchone()
    if row is None:
        raise DataError(f"{store} has no experiment of this project; `snakemake results/model` logs one")
    return f"http://{HOST}:{port}/{view_path(str(row[0]))}"


@contextmanager
def running(directory: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the server and yield it once it answers; DataError where the port is taken or the server ends."""
    if not is_free(port):
        raise DataError(f"port {port} is in use; `ayne ui --port {port + 1}` takes another")
    store = f"sqlite:///{STORE_FILE}"
    arguments = ["--host", HOST, "--port", str(port), "--workers", "1", "--uvicorn-opts", "--log-level warning"]
    with TemporaryFile() as stderr:
        server = subprocess.Popen(  # noqa: S603 -- MLflow of this environment
            [sys.executable, "-m", "mlflow", "ui", "--backend-store-uri", store, *arguments],
            cwd=directory,
            env=os.environ | SETTINGS,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            # MLflow starts processes of its own and leaves them: they are ended as a group.
            start_new_session=True,
        )
        try:
            if not answers(server, port):
                stderr.seek(0)
                is_other = is_of_another_version(stderr.read().decode(errors="replace"))
                why = "MLflow did not start; `uv run mlflow ui` in the study's folder says why"
                raise DataError(of_another_version(store) if is_other else why)
            yield server
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def answers(server: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait until the server listens; say whether it does, or has ended."""
    deadline = time.monotonic() + LONGEST_START
    while is_free(port):
        if server.poll() is not None or time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def is_free(port: int) -> bool:
    """Whether nobody listens there on this machine."""
    with socket.socket() as tried:
        return tried.connect_ex((HOST, port)) != 0
