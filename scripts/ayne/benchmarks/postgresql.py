"""PostgreSQL for the length of a `with`: a server of its own in a temporary folder, reached by a socket in it."""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

TIME = re.compile(r"^Time: ([0-9.]+) ms", re.MULTILINE)
# A server refuses to run as root; Debian's package makes this user for it.
USER = "postgres"


def programs() -> Path | None:
    """Return the folder of the newest server's programs; None where no server can be run."""
    is_root = os.geteuid() == 0
    if is_root and USER not in {entry.pw_name for entry in pwd.getpwall()}:
        return None
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    initdb = shutil.which("initdb")
    return next(
        (path for path in reversed(folders) if (path / "initdb").exists()), Path(initdb).parent if initdb else None
    )


@contextmanager
def server(binaries: Path) -> Iterator[Path]:
    """Yield the folder of a running server that only this machine reaches; both are gone after the `with`."""
    with TemporaryDirectory(prefix="ayne-postgresql-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        data = folder / "data"
        _run([binaries / "initdb", "-D", data, "-A", "trust", "-U", "ayne", "--no-sync"], folder)
        options = f"-k {folder} -c listen_addresses="
        _run([binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start"], folder)
        try:
            yield folder
        finally:
            _run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], folder)


def readable(file: Path, folder: Path) -> Path:
    """Return a copy of a file that the server's user may read."""
    return Path(shutil.copy(file, folder / file.name))


def ask(binaries: Path, folder: Path, statements: str) -> tuple[str, list[float]]:
    """Return what the statements print, unaligned, and the seconds of each as the client sees them."""
    options = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "ayne", "-d", "postgres", "-h"]
    printed = _run([binaries / "psql", *options, folder], folder, "\\timing on\n" + statements)
    return TIME.sub("", printed), [float(time) / 1000 for time in TIME.findall(printed)]


def _run(command: list[str | Path], folder: Path, text_in: str | None = None) -> str:
    user = USER if os.geteuid() == 0 else None
    # A running server would keep a pipe open: its output goes to its log.
    done = subprocess.run(  # noqa: S603 (programs of this machine's package)
        [str(part) for part in command],
        cwd=folder, user=user, input=text_in, text=True, check=True,
        stdout=subprocess.PIPE if text_in else subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout or ""
