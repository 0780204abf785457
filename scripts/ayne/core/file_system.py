"""Whether a file lock taken on one machine holds on others, which depends on the file system."""

import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

MOUNTS = Path("/proc/self/mountinfo")
# Locks of these are kept by each machine for itself.
LOCAL_LOCKS = (
    "afs",
    "beegfs",
    *(f"fuse.{name}" for name in ("gcsfuse", "goofys", "mount-s3", "rclone", "s3fs", "sshfs")),
)
WHAT_THEN = (
    "where a lock may not count on other machines: collect on one machine at a time, or put the study on NFSv4 or on "
    "Lustre with the option flock"
)


class Mount(NamedTuple):
    """Where a file system is, its type as Linux names it, and its options."""

    folder: PurePosixPath
    kind: str
    options: frozenset[str]


def doubt_about_locks(path: Path, mounts: str | None = None) -> str | None:
    """Say why a lock on a file in the folder `path` may not count on other machines; None where it does.

    A disk that only this machine has needs no more. `mounts` has the form of Linux's mountinfo; on other systems
    nothing is known.
    """
    if mounts is None:
        mounts = MOUNTS.read_text(encoding="utf-8") if MOUNTS.is_file() else ""
    mount = _mount_of(PurePosixPath(path.resolve()), mounts)
    return None if mount is None else _doubt(mount)


def _doubt(mount: Mount) -> str | None:
    version = next((option.partition("=")[2] for option in mount.options if option.startswith("vers=")), "4")
    if mount.kind == "nfs" and float(version) < 4:
        return f"{mount.folder} is NFS of version {version}"
    if mount.kind == "lustre" and "flock" not in mount.options:
        return f"{mount.folder} is Lustre without the option flock"
    if mount.kind in LOCAL_LOCKS:
        return f"{mount.folder} is {mount.kind}"
    return None


def _mount_of(path: PurePosixPath, mounts: str) -> Mount | None:
    """Return the innermost file system that holds `path`, the last mounted of several at one place."""
    holding = [mount for line in mounts.splitlines() if path.is_relative_to((mount := _mount(line)).folder)]
    return max(reversed(holding), key=lambda mount: len(mount.folder.parts), default=None)


def _mount(line: str) -> Mount:
    """Read `36 35 98:0 /root /folder rw,noatime master:1 - type source options`."""
    before, _, after = line.partition(" - ")
    folder = re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), before.split(" ")[4])
    kind, _, options = after.split(" ")
    return Mount(PurePosixPath(folder), kind, frozenset([*before.split(" ")[5].split(","), *options.split(",")]))
