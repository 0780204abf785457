"""Files that only one collector at a time may write, and readable messages for disk errors."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from filelock import SoftFileLock, Timeout

from ayne.core.errors import CollectError
from ayne.core.file_system import doubt_about_locks

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class LockedFile(FileIO):
    """A file under a lock for machines, which ends as it is closed."""

    def __init__(self, path: Path, marker: SoftFileLock) -> None:
        """`marker` is held."""
        super().__init__(path, "a+b")
        self._marker = marker

    def close(self) -> None:
        """Close the file, and let other machines have it."""
        super().close()
        self._marker.release()


def open_locked(path: Path) -> FileIO:
    """Open a journal for reading and appending, under its OS lock; CollectError if another process holds it.

    Where such a lock may not count on other machines, a file beside the journal tells them who has it.
    """
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _open_for_machines(path) if doubt_about_locks(path.parent) else path.open("a+b", buffering=0)
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


def _open_for_machines(path: Path) -> FileIO:
    """Open a journal that no other machine has: a marker of one whose process has ended here is taken over."""
    marker = SoftFileLock(path.with_name(f"{path.name}.lock"))
    try:
        marker.acquire(blocking=False)
    except Timeout:
        raise CollectError(
            f"{path} is being written by {_holder(Path(marker.lock_file))}; wait until it ends, or end it, and run "
            f"again. If that machine is gone, remove {marker.lock_file}"
        ) from None
    return LockedFile(path, marker)


def _holder(marker: Path) -> str:
    """Return who wrote a marker, whose first lines are the process and the machine."""
    try:
        process, machine, *_ = marker.read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return "another machine"
    return f"process {process} on {machine}"


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
