"""What four edits rerun, and how long that takes, here and elsewhere: plain Snakemake, and DVC with the same stages.

Plain Snakemake is this workflow without `code()`: it looks at files, scripts and parameters, not at the modules that a
script imports. A tool is right where all scores are those of running everything from the raw records on again.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from ayne.benchmarks.dvc_project import JOBS, PARAMETERS, RECORD
from ayne.core.errors import DataError
from ayne.core.files import read_json
from ayne.core.part import PARTS as KEPT_PARTS

PARTS = ("Snakefile", "config", "docs", "profiles", "rules", "scripts", "pyproject.toml")
# Its champion is named in it: DVC's stages are written once, and cannot publish another model.
STUDY = "config/studies/minimal.yaml"
HELPER, RAW = "scripts/ayne/features/track_records.py", "data/raw/tmdb/movies/2018.jsonl.gz"
HASHES = "        return code_hashes(ROOT"
# A line of the console: `[ 3/72] build_table movies   1.2 s  after parse_raw`.
JOB_OF_SNAKEMAKE = re.compile(r"^\[ *\d+/\d+\] (\S+)", re.MULTILINE)
JOB_OF_DVC = re.compile(r"^Running stage '", re.MULTILINE)
CORES = "2"
# Brings a folder up to date: the number of jobs that ran, and the seconds.
Update = Callable[[Path], tuple[int, float]]


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one place in a file that holds `old`."""
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise DataError(f"{path} holds {old!r} {text.count(old)} times; the benchmark edits one place")
    path.write_text(text.replace(old, new), encoding="utf-8")


def comment_in_a_helper(project: Path) -> None:
    """Add a comment to a module that three families import by way of others."""
    edit(project / HELPER, "import polars as pl\n", "# A comment.\nimport polars as pl\n")


def behaviour_of_a_helper(project: Path) -> None:
    """Have the same module give 0 where it gave nothing."""
    edit(project / HELPER, 'maintain_order="left")', 'maintain_order="left").fill_null(0)')


def one_raw_file(project: Path) -> None:
    """Double the revenue of one movie in a raw file."""
    file = project / RAW
    records = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    body = next(record["body"] for record in records if record["body"].get("revenue"))
    body["revenue"] *= 2
    file.write_bytes(gzip.compress("".join(f"{json.dumps(record)}\n" for record in records).encode(), mtime=0))


def parameter_of_a_model(project: Path) -> None:
    """Give ridge another penalty to choose from: in the study, and where DVC reads parameters."""
    edit(project / "study.yaml", "alpha: [10, 100]", "alpha: [10, 1000]")
    if (project / PARAMETERS).exists():
        margin = " " * 8
        old, new = (f"{margin}alpha:\n{margin}- 10\n{margin}- {largest}\n" for largest in (100, 1000))
        edit(project / PARAMETERS, old, new)


CHANGES = (comment_in_a_helper, behaviour_of_a_helper, one_raw_file, parameter_of_a_model)


def benchmark_staleness(root: Path, scratch: Path, rounds: int) -> dict[str, Any]:
    """Build the study once for each tool; then make each change in place, count and time what is rerun, and undo it.

    `full` is each tool's build of everything from the raw records on.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=scratch) as name:
        tools = build_tools(root, Path(name).resolve())
        rules = sorted({job["rule"] for job in read_json(Path(name, "ayne", JOBS)).values()})
        full = {tool: _figures([build_anew(Path(name, tool), rules)]) for tool in tools}
        changes = {change.__name__: measure(change, tools, rules, Path(name), rounds) for change in CHANGES}
    missing = {} if "dvc" in tools else {"dvc": "not installed; `uv tool install dvc` puts it there"}
    return {
        "load_average": round(os.getloadavg()[0], 2),
        "cores": int(CORES),
        "not_measured": missing,
        "full": full,
    } | changes


def build_tools(root: Path, folder: Path) -> dict[str, Update]:
    """Build the study in `folder`/{tool}; how each tool brings such a folder up to date, with its jobs and seconds."""
    ours, plain = folder / "ayne", folder / "snakemake"
    for project in (ours, plain):
        lay_out(root, project)
    edit(plain / "rules/common.smk", HASHES, "        return {}\n" + HASHES)
    for project in (ours, plain):
        snakemake(project)
    record_jobs(ours)
    tools: dict[str, Update] = {"ayne": snakemake, "snakemake": snakemake}
    for tool, package in (("dvc", False), ("dvc_with_package", True)) if dvc_program() else ():
        shutil.copytree(ours, folder / tool, symlinks=True)
        snakemake(folder / tool, "--forcerun", "log_runs")
        code = f"from ayne.benchmarks.dvc_project import write_stages; write_stages({package})"
        _run([sys.executable, "-c", code], folder / tool)
        dvc(folder / tool, "init", "--no-scm", "-q")
        # What is there was built from what is there: no need to run the stages once.
        dvc(folder / tool, "commit", "-f", "-q")
        tools[tool] = reproduce
    return tools


def lay_out(root: Path, project: Path) -> None:
    """Put the project's files and the study into a new folder, as a clone would."""
    project.mkdir(parents=True)
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, project / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(root / part, project / part)
    shutil.copyfile(root / STUDY, project / "study.yaml")


def record_jobs(project: Path) -> None:
    """Write the built project's jobs into its folder, from a copy in which all of them are touched."""
    copy = Path(shutil.copytree(project, project.with_name("recorded"), symlinks=True))
    with (copy / "Snakefile").open("a", encoding="utf-8") as file:
        file.write(RECORD)
    snakemake(copy, "--touch", "--forceall")
    shutil.copy(copy / JOBS, project / JOBS)


def measure(
    change: Callable[[Path], None], tools: dict[str, Update], rules: list[str], folder: Path, rounds: int
) -> dict[str, Any]:
    """Return {tool: jobs, median seconds, whether the scores are right}, and the same of running everything again."""
    everything, right = edited(folder / "ayne", change, lambda project: snakemake(project, "--forcerun", *rules))
    figures: dict[str, Any] = {"everything": _figures([everything])}
    for tool, update in tools.items():
        runs = [edited(folder / tool, change, update) for _ in range(rounds)]
        figures[tool] = _figures([run for run, _ in runs]) | {"right": all(scores == right for _, scores in runs)}
    return figures


def build_anew(project: Path, rules: list[str]) -> tuple[int, float]:
    """Return the jobs and seconds of building all that a project has, with nothing kept, by the same tool."""

    def update(project: Path) -> tuple[int, float]:
        return (
            reproduce(project, everything=True)
            if (project / ".dvc").is_dir()
            else snakemake(project, "--forcerun", *rules)
        )

    return edited(project, lambda project: shutil.rmtree(project / KEPT_PARTS), update)[0]


def edited(project: Path, change: Callable[[Path], None], update: Update) -> tuple[tuple[int, float], dict[str, Any]]:
    """Return the jobs and seconds of an update after a change, and the scores that it leaves; then undo both.

    A copy in another folder would log all its fits to MLflow anew.
    """
    kept = Path(shutil.copytree(project, project.with_name("kept"), symlinks=True))
    try:
        change(project)
        jobs = update(project)
        return jobs, {path.parent.name: read_json(path) for path in project.glob("results/models/*/metrics.json")}
    finally:
        shutil.rmtree(project)
        kept.rename(project)


def _figures(runs: list[tuple[int, float]]) -> dict[str, Any]:
    return {"jobs": runs[0][0], "seconds": round(median(seconds for _, seconds in runs), 2)}


def snakemake(project: Path, *arguments: str) -> tuple[int, float]:
    """Bring the project up to date with Snakemake: the number of jobs that ran, and the seconds."""
    command = [sys.executable, "-m", "snakemake", "--cores", CORES, "--configfile", "study.yaml", *arguments]
    output, seconds = _run([*command, "--", "results/model"], project)
    return len(JOB_OF_SNAKEMAKE.findall(output)), seconds


def reproduce(project: Path, everything: bool = False) -> tuple[int, float]:
    """Bring the project up to date with DVC; that it has to hash a copied file once more is not counted."""
    dvc(project, "status", "-q")
    output, seconds = dvc(project, "repro", *(["--force"] if everything else []))
    return len(JOB_OF_DVC.findall(output)), seconds


def dvc_program() -> str | None:
    """Return DVC's program, on the path or where `uv tool install` puts it; None where there is none."""
    return shutil.which("dvc", path=f"{os.environ['PATH']}{os.pathsep}{Path.home() / '.local' / 'bin'}")


def dvc(project: Path, *arguments: str) -> tuple[str, float]:
    """Run DVC in the project."""
    return _run([str(dvc_program()), *arguments], project, may_fail="status" in arguments)


def _run(command: list[str], project: Path, may_fail: bool = False) -> tuple[str, float]:
    """Return what the command said, and its seconds; the project's own modules come first."""
    own = {
        "PYTHONPATH": str(project / "scripts"),
        "DVC_NO_ANALYTICS": "1",
        "DVC_SITE_CACHE_DIR": str(project / ".dvc/site"),
    }
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 (this machine's programs)
        command, cwd=project, env=os.environ | own, stdin=subprocess.DEVNULL, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    if done.returncode and not may_fail:
        raise DataError(f"{' '.join(command[:4])} … in {project} failed:\n{done.stdout[-2000:]}")
    return done.stdout, seconds
