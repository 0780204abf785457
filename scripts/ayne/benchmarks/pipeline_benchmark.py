"""What the main job costs, here and at an earlier commit, in turns on the same machine.

CPU-seconds are those of all processes that a run has started and waited for, as the system counts them, and not a
sample. Each run begins with an empty folder; `again` is the same command once more, with nothing to do.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ayne.core.errors import DataError
from ayne.core.logging import get_logger

logger = get_logger("benchmark")

HERE, BEFORE = "here", "before"
# What a shell or this very job may have set, and what is to be measured must not see.
FOREIGN = ("AYNE_", "PYTHONPATH", "SNAKEMAKE", "VIRTUAL_ENV", "MLFLOW_")


class Cost(NamedTuple):
    """What a command took: seconds by the clock, and of all cores together."""

    wall_s: float
    cpu_s: float


class Checkout(NamedTuple):
    """A folder with the project, and the Python that has its packages."""

    folder: Path
    python: Path


def benchmark_pipeline(root: Path, commit: str, scratch: Path, rounds: int, cores: Sequence[int]) -> dict[str, object]:
    """Run the main job `rounds` times for each number of cores, here and at `commit` in turns; medians, and the ratios.

    DataError where the commit is not in the repository, or where a run fails.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[Cost]] = {}
    with TemporaryDirectory(dir=scratch) as name, earlier(root, commit, Path(name, BEFORE)) as before:
        checkouts = {HERE: Checkout(root, Path(sys.executable)), BEFORE: before}
        for number in range(rounds):
            for n_cores in cores:
                for which, checkout in checkouts.items():
                    study = Path(name, "study").resolve()
                    for what in ("build", "again"):
                        cost = run(main_job(checkout, study, n_cores), checkout.folder)
                        found.setdefault(f"{what}_{n_cores}_cores_{which}", []).append(cost)
                        logger.info("%d: %s with %d cores, %s: %s", number, what, n_cores, which, cost)
                    shutil.rmtree(study)
    return {"commit": commit, "rounds": rounds, "load_average": round(os.getloadavg()[0], 2)} | summarise(found)


def summarise(found: Mapping[str, Sequence[Cost]]) -> dict[str, dict[str, float]]:
    """Return the medians by name, and for each name that ends in `here` its share of the one that ends in `before`."""
    medians = {
        name: {field: round(median(getattr(cost, field) for cost in costs), 2) for field in ("wall_s", "cpu_s")}
        for name, costs in sorted(found.items())
    }
    ratios = {
        name.replace(HERE, "ratio"): {
            field: round(value / medians[name.replace(HERE, BEFORE)][field], 3) for field, value in fields.items()
        }
        for name, fields in medians.items()
        if name.endswith(HERE)
    }
    return medians | ratios


def main_job(checkout: Checkout, study: Path, cores: int) -> list[str]:
    """Return the command of the main job of a checkout, in the folder `study`."""
    options = ["--cores", str(cores), "--snakefile", str(checkout.folder / "Snakefile"), "--directory", str(study)]
    return [str(checkout.python), "-m", "snakemake", *options, "results/model"]


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder to its end; DataError with its last lines where it fails."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    with TemporaryDirectory() as name, Path(name, "said").open("w+") as said:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=known, stdout=said, stderr=said)  # noqa: S603 -- our own
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise DataError(f"{' '.join(command)} failed: …{said.read()[-1000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


@contextmanager
def earlier(root: Path, commit: str, folder: Path) -> Iterator[Checkout]:
    """Check an earlier commit out, with its packages, and take it away in the end."""
    git = ["git", "-C", str(root), "worktree"]
    try:
        run([*git, "add", "--detach", str(folder), commit], root)
    except DataError as error:
        raise DataError(f"{root}: the commit to compare with cannot be had: {error}") from None
    try:
        run(["uv", "sync", "--quiet"], folder)
        yield Checkout(folder.resolve(), folder.resolve() / ".venv" / "bin" / "python")
    finally:
        run([*git, "remove", "--force", str(folder)], root)
