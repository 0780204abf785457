"""A study whose files are in a bucket, built by machines that share no folder: the bytes of this machine."""

import os
import shutil
import subprocess
import sys

import pytest

from .conftest import ROOT, Project, lay_out
from .test_interruptions import bytes_of

PLUGIN = ROOT / "tests" / "fixtures" / "worker_plugin"
BUCKET = "s3://movies/minimal"
IN_BUCKET = ("--workflow-profile", "profiles/s3", "--default-storage-prefix", BUCKET, "--configfile", "study.yaml")
ON_WORKERS = ("--executor", "workers", "--jobs", "2", "--max-threads", "2")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.getuid() != 0, reason="only root may hide the head's folder from a job"),
]


def ayne(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = "from ayne.cli.main import app; app()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=project.folder, capture_output=True, text=True, check=False
    )


def test_a_study_in_a_bucket_on_two_workers_has_the_bytes_of_this_machine(clone, s3, tmp_path):
    here = lay_out(tmp_path / "here")
    here.build(beside=["results/predictions/upcoming.csv"])
    done = clone.snakemake(
        *IN_BUCKET, *ON_WORKERS, "--", "results/model", "results/predictions/upcoming.csv",
        PYTHONPATH=f"{clone.folder}/scripts:{PLUGIN}", **s3,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    assert "s3://" not in done.stderr, done.stderr
    assert not (clone.folder / "data/movies.duckdb").exists()
    told = ayne(clone, "verify")
    assert "more were not read here. This study's files are in s3://movies/minimal" in told.stdout
    assert "-- fetch_study" in ayne(clone, "trace", "1").stderr

    fetched = clone.snakemake(*IN_BUCKET, "--cores", "2", "--", "fetch_study", **s3)
    assert fetched.returncode == 0, fetched.stderr[-4000:]
    assert bytes_of(clone) == bytes_of(here)
    assert len(bytes_of(clone)) > 100
    assert "artifacts are as they were built\n" in ayne(clone, "verify").stdout
    # Runs are told by the folder of their study as well.
    differing = [
        line for line in ayne(clone, "diff", str(here.folder), ".").stdout.splitlines() if "run.json" not in line
    ]
    assert [line for line in differing[:-1] if "(as it must be)" not in line] == []

    # A worker that forgets all, or a person elsewhere: what is in the bucket is not made again.
    for part in ("data", "results"):
        shutil.rmtree(clone.folder / part)
    again = clone.snakemake(*IN_BUCKET, "--cores", "2", "--", "results/model", **s3)
    assert "Nothing to be done" in again.stderr, again.stderr[-4000:]
