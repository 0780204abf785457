"""The peak memory of this process, and of those that it starts."""

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

STATUS = Path("/proc/self/status")
SAMPLED_S = 0.5


def peak_bytes() -> int:
    """Return the most memory that this process has held at once.

    Linux carries the peak that `getrusage` gives over from the process that started this one, but not that of
    /proc. macOS has bytes, and no /proc.
    """
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@dataclass
class Watched:
    """The most memory that was seen at once: of all processes together, shared memory counted once, and of one."""

    all_bytes: int = 0
    largest_bytes: int = 0

    def see(self) -> None:
        """Look at the processes that this one has started, and those that they have."""
        shared, whole = [0], [0]
        for process in psutil.Process().children(recursive=True):
            # One may end while it is looked at, and macOS does not say how much is shared.
            with suppress(psutil.Error):
                held = process.memory_full_info()
                shared.append(getattr(held, "pss", held.uss))
                whole.append(held.rss)
        self.all_bytes = max(self.all_bytes, sum(shared))
        self.largest_bytes = max(self.largest_bytes, *whole)


@contextmanager
def watched_memory() -> Iterator[Watched]:
    """Look twice a second at what the processes hold that this one starts meanwhile."""
    watched, is_over = Watched(), Event()

    def look() -> None:
        while not is_over.wait(SAMPLED_S):
            watched.see()

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield watched
    finally:
        is_over.set()
        thread.join()
