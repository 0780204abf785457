"""A server on trial as a process of its own: how long it takes to be ready, and how much memory it holds."""

import http.client
import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ayne.core.errors import DataError

READY_SECONDS = 180.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class Server:
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
def server_of(command: list[str], port: int, path: str, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Yield a server that answers 200 at `path`, on one core where the system lets it be told so."""
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
            yield Server(process, time.perf_counter() - begun)
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
            stderr = process.stderr.read().decode() if process.stderr else ""
            raise DataError(f"the server on trial did not get ready: {stderr[-400:]}")
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
