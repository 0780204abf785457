"""Files that one collector at a time writes, and readable messages for a disk that refuses."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from ayne.core.errors import CollectError

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def open_locked(path: Path) -> FileIO:
    """Open a journal for reading and appending, under its OS lock; CollectError if another process holds it."""
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise CollectError(
            f"{path} is being written by another collector; wait until it ends, or end it, and run again"
        ) from None
    # A purge puts another file in the journal's place; the lock on the old one is worth nothing then.
    if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
        return file
    file.close()
    return open_locked(path)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn an OSError of a write into a CollectError that names the file and what to do."""
    try:
        yield
    except OSError as error:
        advice = "; free some space and run again" if error.errno in DISK_FULL else ""
        raise CollectError(
            f"cannot write {path}: {error.strerror}{advice}; the answers received so far are kept"
        ) from error
