"""A job with many parts: builds the stale ones, on several cores at once, and restores the others.

Each core has a process that builds one part after the other. What is slow to import is imported before they are made.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from ayne.core.garbage import import_libraries
from ayne.core.job import PROGRESS, is_interrupt, log_failure, log_to
from ayne.core.logging import get_logger
from ayne.core.part import Part, PartStore
from ayne.core.processes import ignoring_interrupts, outcome, start, usable

logger = get_logger("parts")
progress = get_logger(PROGRESS)

# Bytes of a part's number.
NUMBER = 2

type Build = Callable[[Part], None]


def build_parts(
    rule: str,
    log: Path,
    build: Build,
    *,
    at_once: Sequence[Part] = (),
    in_order: Sequence[Part] = (),
    processes: int = 1,
    imports: Sequence[str] = (),
    earlier: int = 0,
) -> None:
    """Build a rule's stale parts: those `at_once` in several processes, then those `in_order`, which may read others.

    There are no more processes than the machine has cores. `imports` are modules that building needs and that start no
    threads: if anything is stale, they are imported once for all processes. So many `earlier` builds of a part are
    kept: of parts that take long to build, and little space.

    The log of the block says which parts were built, and why; each part has a log and, once it is built, a note of its
    own. The first failure ends the block with exit code 1, after what is under way.
    """
    log_to(log)
    store = PartStore(rule, earlier=earlier)
    stale = [part for part in at_once if _is_stale(store, part)]
    if stale:
        _import(imports)
    processes = min(usable(processes), len(stale))
    # What is built last finds a process that has built nothing: a pickle's bytes tell which strings were there before.
    if processes > 1 or (stale and in_order):
        _build_at_once(store, stale, build, processes)
    else:
        for part in stale:
            _build_here(store, part, build, log)
    n_built = len(stale)
    for part in in_order:
        if _is_stale(store, part):
            _import(imports)
            _build_here(store, part, build, log)
            n_built += 1
    n_parts = len(at_once) + len(in_order)
    logger.info("%d of %d built, the others are up to date", n_built, n_parts)
    if 0 < n_built < n_parts:
        progress.info("%s: %d of %d parts built, the others are up to date", rule, n_built, n_parts)


def _is_stale(store: PartStore, part: Part) -> bool:
    reason = store.put_back(part)
    if reason is not None:
        logger.info("%s: %s", part.name, reason)
    return reason is not None


def _import(modules: Sequence[str]) -> None:
    # Snakemake sets it to the job's cores, each of which has a process of its own here.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    import_libraries(modules)


def _build_here(store: PartStore, part: Part, build: Build, log: Path) -> None:
    """Build a part in this process, and go on with the block's own log."""
    if not _build(store, part, build):
        sys.exit(1)
    log_to(log, append=True)


def _build(store: PartStore, part: Part, build: Build) -> bool:
    """Build a part with its own log; a failure is said there and on the console."""
    began = time.time()
    try:
        log_to(part.log)
        build(part)
        store.keep(part, began)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 -- as at the end of a process
        log_failure(error)
        if not is_interrupt(error):
            logger.error("%s could not be built; its log: %s", part.name, part.log)
        return False
    return True


def _build_at_once(store: PartStore, parts: Sequence[Part], build: Build, processes: int) -> None:
    """Have several processes take one part after the other."""
    numbers, writer = Pipe(duplex=False)
    with numbers:
        # No lock, as the process that holds one may be killed. A pipe takes 64 KiB without a reader.
        with writer:
            os.write(writer.fileno(), b"".join(number.to_bytes(NUMBER) for number in range(len(parts))))
        work = partial(_work, store, parts, build, numbers)
        with ignoring_interrupts():
            receivers = start(work, [os.getpid()] * processes, daemon=False)
        outcomes = [outcome(receiver) for receiver in receivers]
    for error in (error for _, error in outcomes if error is not None):
        log_failure(error)
    if not all(is_built for is_built, _ in outcomes):
        logger.info("not all could be built; those that were need not be built again")
        sys.exit(1)


def _work(store: PartStore, parts: Sequence[Part], build: Build, numbers: Connection, parent: int) -> bool:
    """Build the parts whose numbers can be had, and say whether all could be built.

    A process whose job was killed ends after its part.
    """
    while (number := os.read(numbers.fileno(), NUMBER)) and os.getppid() == parent:
        if not _build(store, parts[int.from_bytes(number)], build):
            while os.read(numbers.fileno(), 1 << 16):
                pass
            return False
    return True
