"""Kills and full disks on the way: the next run goes on, and ends with the same bytes."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from ayne.benchmarks.staleness_benchmark import JOB_OF_SNAKEMAKE
from ayne.provenance.manifest import read_manifest, varies
from ayne.provenance.verify import verify

from .conftest import FOREIGN, Project, lay_out

pytestmark = pytest.mark.slow
SEED, KILLS = 20260630, 30
STARTED = " jobs of "
SMALL = """\
catalogue: {snapshot: "2022-06-30", first_year: 2015}
simulation: {movies: 400}
evaluation: {test_from: "2021-01-01", test_to: "2021-12-31", walk_forward_years: 2}
models: {median_multiple: null, random_forest: null, xgboost: null, ridge: {params: {alpha: 10}}}
"""


@pytest.fixture
def calm(tmp_path) -> Project:
    """A study that nothing has disturbed."""
    project = small(tmp_path / "calm")
    project.build()
    return project


def small(folder) -> Project:
    project = lay_out(folder)
    (folder / "study.yaml").write_text(SMALL)
    return project


def bytes_of(project: Project) -> dict[str, str]:
    """Return {artifact: SHA-256}, but for what two builds never have in common."""
    artifacts = read_manifest(project.folder).artifacts
    return {path: artifact.sha256 for path, artifact in artifacts.items() if not varies(path)}


def run_and_kill(project: Project, dice: random.Random) -> str:
    """Kill Snakemake, one of its jobs, or all, some jobs after the start; what was said.

    Jobs that outlive Snakemake go on beside those of the next run, as they would for a user.
    """
    known = {key: value for key, value in os.environ.items() if not key.startswith(FOREIGN)}
    output = project.folder / "output.log"
    until, victim, delay = dice.randint(0, 2), dice.choice(["snakemake", "job", "all"]), dice.random() * 1.5
    with output.open("w") as stderr:
        running = subprocess.Popen(
            [sys.executable, "-m", "snakemake", "--cores", "2", "--configfile", "study.yaml", "--", "results/model"],
            cwd=project.folder,
            env=known | {"PYTHONPATH": str(project.folder / "scripts")},
            stderr=stderr,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        while running.poll() is None and not (STARTED in output.read_text() and n_done(output) >= until):
            time.sleep(0.05)
        time.sleep(delay)
        kill(running, victim, dice)
        running.wait()
    return output.read_text()


def n_done(log: Path) -> int:
    return len(JOB_OF_SNAKEMAKE.findall(log.read_text()))


def kill(running: subprocess.Popen[bytes], victim: str, dice: random.Random) -> None:
    if running.poll() is not None:
        return
    jobs = psutil.Process(running.pid).children(recursive=True)
    if victim == "job" and jobs:
        dice.choice(jobs).kill()
    else:
        (os.killpg if victim == "all" else os.kill)(running.pid, signal.SIGKILL)


def test_thirty_kills_lose_nothing(calm, tmp_path):
    dice = random.Random(SEED)  # noqa: S311 -- chooses moments
    killed = small(tmp_path / "killed")
    n_unlocks, jobs = 0, []
    for _ in range(KILLS):
        message = run_and_kill(killed, dice)
        if "LockException" in message:
            n_unlocks += 1
            unlock(killed)
            message = run_and_kill(killed, dice)
            assert "LockException" not in message
        jobs += JOB_OF_SNAKEMAKE.findall(message)
    unlock(killed)
    jobs += killed.build()
    assert bytes_of(killed) == bytes_of(calm)
    verdict = verify(killed.folder)
    assert (verdict.edited, verdict.missing, verdict.extra) == ([], [], [])
    assert killed.build() == []
    # What was done stays done: the jobs that were running when they were killed are not among these.
    assert len(jobs) <= len(read_jobs(calm)) + KILLS
    assert n_unlocks > 0


def unlock(project: Project) -> None:
    assert project.snakemake("--unlock", "--configfile", "study.yaml", "--", "results/model").returncode == 0


def read_jobs(project: Project) -> set[str]:
    return {str(path) for path in (project.folder / "logs").rglob("*.log")}


def test_a_full_disk_is_said_at_every_stage_and_nothing_half_written_stays(calm, tmp_path):
    full = small(tmp_path / "full")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], check=False).returncode:
        pytest.skip("mounting a small disk needs more rights")
    try:
        for part in ("data", "results"):
            # A file in each, as Snakemake takes away empty folders, and stumbles over one that is a link.
            (disk / part / "journal").mkdir(parents=True)
            (disk / part / "journal" / "kept").touch()
            (full.folder / part).symlink_to(disk / part)
        failed = fill_up(full, disk)
        assert len(failed) >= 3, failed
        assert bytes_of(full) == bytes_of(calm)
        verdict = verify(full.folder)
        assert (verdict.edited, verdict.missing, verdict.extra) == ([], [], ["results/journal/kept"])
    finally:
        subprocess.run(["umount", disk], check=True)


def fill_up(project: Project, disk) -> set[str]:
    """Run on a disk that grows by a third each time it is full; the rules that met its end."""
    failed, size = set(), 200.0
    while True:
        done = project.snakemake("--cores", "2", "--configfile", "study.yaml", "--", "results/model")
        if done.returncode == 0:
            return failed
        assert "free some space" in done.stderr, done.stderr[-2000:]
        assert "Traceback" not in done.stderr, done.stderr[-2000:]
        failed |= {line.split()[0] for line in done.stderr.splitlines() if " failed; its log: " in line}
        size *= 1.3
        assert size < 100_000
        subprocess.run(["mount", "-o", f"remount,size={size:.0f}k", disk], check=True)
