"""What the main job costs, here and at an earlier commit, in turns on the same machine.

CPU-seconds are those of all processes that a run has started and waited for, as the system counts them, and not a
sample. Each build begins with an empty folder; `again` is the same command once more, with nothing to do; each edit is
made in place and then undone, as a study that was copied is logged to MLflow anew, whatever the edit.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ayne.benchmarks.staleness_benchmark import lay_out, one_raw_file
from ayne.core.errors import DataError
from ayne.core.logging import get_logger

logger = get_logger("benchmark")

HERE, BEFORE = "here", "before"
# What a shell or this very job may have set, and what is to be measured must not see.
FOREIGN = ("AYNE_", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "SNAKEMAKE", "VIRTUAL_ENV", "MLFLOW_", "OPENBLAS_", "OMP_")
# `[ 3/72] build_table movies   1.2 s  after parse_raw`: the console's line of a job that is done.
DONE = re.compile(r"^\[ *\d+/\d+\] ", re.MULTILINE)
# Text that is added to a file of the project, and changes nothing that is built from it.
SQL_EDIT = ("scripts/ayne/sql/tables/movie_keywords.sql", "-- Edited.\n")
HELPER_EDIT = ("scripts/ayne/evaluation/splits.py", "\nEDITED = True\n")
PARAMETER_EDIT = ("--config", "models={ridge: {params: {alpha: [10, 1000]}}}")
EDITS = ("one_raw_answer", "one_sql_file", "one_parameter", "one_helper")


class Cost(NamedTuple):
    """What a command took: seconds by the clock, and of all cores together; how many jobs it ran."""

    wall_s: float
    cpu_s: float
    jobs: int = 0


class Checkout(NamedTuple):
    """A folder with the project, and the Python that has its packages."""

    folder: Path
    python: Path


CostsByName = dict[str, list[Cost]]


def benchmark_pipeline(root: Path, commit: str, scratch: Path, rounds: int, cores: Sequence[int]) -> dict[str, object]:
    """Measure the main job, and four edits of it, here and at `commit` in turns; medians, and the ratios.

    The first of `cores` is measured `rounds` times on both sides; the others are, and the edits once, here alone and on
    both sides. DataError where the commit is not in the repository, or where a run fails.
    """
    costs_by_name: CostsByName = {}
    with checkouts_of(root, commit, scratch) as (folder, checkouts):
        for number in range(rounds):
            for which, checkout in checkouts.items():
                study = folder / f"study_{which}"
                shutil.rmtree(study, ignore_errors=True)
                for what in ("build", "again"):
                    _measure(
                        costs_by_name, f"{what}_{cores[0]}_cores_{which}", main_job(checkout, study, cores[0]), checkout
                    )
            for more in cores[1:]:
                _measure(
                    costs_by_name,
                    f"build_{more}_cores_{HERE}",
                    main_job(checkouts[HERE], folder / "more", more),
                    checkouts[HERE],
                )
                shutil.rmtree(folder / "more")
            logger.info("round %d of %d is done", number + 1, rounds)
        for edit in EDITS:
            for which, checkout in checkouts.items():
                cost = edited_cost(edit, checkout, folder / f"study_{which}", cores[0])
                costs_by_name[f"{edit}_{which}"] = [cost]
                logger.info("%s, %s: %s", edit, which, cost)
    return report(commit, rounds, costs_by_name)


def report(commit: str, rounds: int, costs_by_name: CostsByName) -> dict[str, object]:
    """Return what was compared with, how often, beside which load, and the costs' medians and ratios."""
    return {"commit": commit, "rounds": rounds, "load_average": round(os.getloadavg()[0], 2)} | summarise(costs_by_name)


def _measure(costs_by_name: CostsByName, name: str, command: Sequence[str], checkout: Checkout) -> None:
    cost = run(command, checkout.folder)
    costs_by_name.setdefault(name, []).append(cost)
    logger.info("%s: %s", name, cost)


@contextmanager
def checkouts_of(root: Path, commit: str, scratch: Path) -> Iterator[tuple[Path, dict[str, Checkout]]]:
    """Yield a folder, and in it copies of the project as it is here and as it was at `commit`, which may be edited."""
    scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=scratch) as name, earlier(root, commit, Path(name, BEFORE)) as before:
        here = Path(name, HERE).resolve()
        lay_out(root, here)
        yield Path(name).resolve(), {HERE: Checkout(here, Path(sys.executable)), BEFORE: before}


def edited_cost(edit: str, checkout: Checkout, study: Path, cores: int) -> Cost:
    """Return what the main job costs after one of the EDITS of a built study, which is put back as it was."""
    kept = Path(shutil.copytree(study, study.with_name("kept"), symlinks=True))
    try:
        if edit == "one_raw_answer":
            one_raw_file(study)
        options = PARAMETER_EDIT if edit == "one_parameter" else ()
        added = {"one_sql_file": SQL_EDIT, "one_helper": HELPER_EDIT}.get(edit)
        with appended(checkout.folder / added[0], added[1]) if added else nullcontext():
            return run(main_job(checkout, study, cores, *options), checkout.folder)
    finally:
        shutil.rmtree(study)
        kept.rename(study)


@contextmanager
def appended(file: Path, text: str) -> Iterator[None]:
    """Have a file end with `text` for a while; DataError where there is no such file."""
    if not file.is_file():
        raise DataError(f"{file}: the benchmark edits this file, which is not there")
    content, stat = file.read_bytes(), file.stat()
    file.write_bytes(content + text.encode())
    try:
        yield
    finally:
        file.write_bytes(content)
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def summarise(costs_by_name: Mapping[str, Sequence[Cost]]) -> dict[str, dict[str, float]]:
    """Return the medians by name, and for each name that ends in `here` its share of the one that ends in `before`."""
    medians = {
        name: {field: round(median(getattr(cost, field) for cost in costs), 2) for field in ("wall_s", "cpu_s", "jobs")}
        for name, costs in sorted(costs_by_name.items())
    }
    ratios = {
        name.replace(HERE, "ratio"): {
            field: round(fields[field] / medians[name.replace(HERE, BEFORE)][field], 3) for field in ("wall_s", "cpu_s")
        }
        for name, fields in medians.items()
        if name.endswith(HERE) and name.replace(HERE, BEFORE) in medians
    }
    return medians | ratios


def main_job(checkout: Checkout, study: Path, cores: int, *options: str, target: str = "results/model") -> list[str]:
    """Return the command of a checkout's main job, or of another target, in the folder `study`."""
    where = ["--cores", str(cores), "--snakefile", str(checkout.folder / "Snakefile"), "--directory", str(study)]
    return [str(checkout.python), "-m", "snakemake", *where, *options, "--", target]


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end, in a folder whose scripts come first; DataError with its last lines where it fails."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    own = known | {"PYTHONPATH": str(folder / "scripts")}
    with TemporaryDirectory() as name, Path(name, "output").open("w+") as output:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=own, stdout=output, stderr=output)  # noqa: S603 -- our own
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        words = output.read()
    if process.returncode:
        raise DataError(f"{' '.join(command)} failed: …{words[-1000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, len(DONE.findall(words)))


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
