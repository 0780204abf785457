"""Several processes at once: how many there may be, how they start, and what each of them returns."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from pathlib import Path
from threading import Thread
from typing import Any

from ayne.core.errors import AyneError

# The thread of the allocator that PyArrow brings; it stops for a fork.
ALLOCATOR = "jemalloc_bg_thd"


def usable(cores: int) -> int:
    """Return how many of a job's cores there are: `--cores` may name more than the machine has."""
    return min(cores, len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1)


def start_method() -> ForkContext | SpawnContext:
    """Return how processes start: as a copy of this one, or anew where it has threads, such as those of Polars.

    A copy that was made beside threads may wait for ever.
    """
    threads = [file.read_text().strip() for file in Path("/proc/self/task").glob("*/comm")]
    is_alone = len(threads) - threads.count(ALLOCATOR) == 1
    return multiprocessing.get_context("fork") if is_alone else multiprocessing.get_context("spawn")


@contextmanager
def ignoring_interrupts() -> Iterator[None]:
    """Start processes that ignore Ctrl-C while they import, as jobs do; `log_to` has them listen."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def in_processes[Share, Result](work: Callable[[Share], Result], shares: Sequence[Share]) -> list[Result]:
    """Return what `work` makes of each share, in one process per share; an error in one of them ends all of them."""
    results = []
    # Daemons: the end of this process, even by an error, takes them with it.
    for receiver in start(work, shares, daemon=True):
        result, error = outcome(receiver)
        if error is not None:
            raise error
        results.append(result)
    return results


def start[Share](work: Callable[[Share], object], shares: Sequence[Share], *, daemon: bool) -> list[Connection]:
    """Start one process per share, and return where the outcome of each can be received."""
    context, receivers = start_method(), []
    for share in shares:
        receiver, sender = context.Pipe(duplex=False)
        context.Process(target=_send, args=(work, share, sender, daemon), daemon=daemon).start()
        sender.close()
        receivers.append(receiver)
    return receivers


def outcome(receiver: Connection) -> tuple[Any, Exception | None]:
    """Wait for what a process makes of its share, or for the error that it ends with."""
    try:
        received: tuple[Any, Exception | None] = receiver.recv()
    except EOFError:
        return None, AyneError("a process was killed, perhaps because memory ran out; run the same command again")
    return received


def _send[Share](work: Callable[[Share], object], share: Share, sender: Connection, daemon: bool) -> None:
    if daemon:
        Thread(target=_end_with_parent, daemon=True).start()
    try:
        sender.send((work(share), None))
    except (AyneError, OSError) as error:
        sender.send((None, error))


def _end_with_parent() -> None:
    """Wait until the process that started this one is gone, as when it was killed, and end this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
