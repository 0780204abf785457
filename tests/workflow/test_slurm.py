"""A study on a SLURM cluster of two nodes: the bytes of this machine, whatever happens to nodes and jobs on the way."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from ayne.benchmarks.slurm_cluster import Cluster, missing_daemons, slurm_cluster

from .conftest import Project, lay_out
from .test_interruptions import bytes_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing_daemons()), reason=f"no {', '.join(missing_daemons())} on this machine"),
    pytest.mark.skipif(os.getuid() != 0, reason="only root may give a node its own processes"),
]
# Two models, one of them searched for in two rounds, and what blends them.
STUDY = """\
catalogue: {snapshot: "2022-06-30", first_year: 2016}
simulation: {movies: 300}
evaluation: {test_from: "2021-01-01", test_to: "2021-12-31", walk_forward_years: 2}
models:
  ridge: {trials: 4, at_once: 2, params: {alpha: {from: 1.0, to: 1000.0, log: true}}}
  median_multiple: null
  support_vector: null
  random_forest: null
  hist_gradient_boosting: null
  catboost: null
  xgboost: null
"""
FEATURES = "results/features/pre_release.parquet"
ON_SLURM = ("--workflow-profile", "profiles/slurm", "--slurm-init-seconds-before-status-checks", "2")
# A node is declared with two cores, whatever the machine has.
ON_SLURM += ("--max-threads", "2", "--configfile", "study.yaml")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    pytest.importorskip("snakemake_executor_plugin_slurm")
    with slurm_cluster(tmp_path_factory.mktemp("cluster") / "slurm") as running:
        yield running


@pytest.fixture(scope="module")
def here(tmp_path_factory) -> Project:
    """A study built on this machine."""
    project = study(tmp_path_factory.mktemp("here") / "project")
    project.build()
    return project


def study(folder: Path) -> Project:
    project = lay_out(folder)
    (folder / "study.yaml").write_text(STUDY)
    return project


@pytest.fixture
def copied(here, tmp_path) -> Project:
    """That study, to be built on from there."""
    return Project(Path(shutil.copytree(here.folder, tmp_path / "project", symlinks=True)))


def run(project: Project, cluster: Cluster, *arguments: str) -> subprocess.CompletedProcess[str]:
    return project.snakemake(*ON_SLURM, *arguments, **cluster.environment)


def features_of(project: Project) -> str:
    return sha256((project.folder / FEATURES).read_bytes()).hexdigest()


def node_of_running_job(cluster: Cluster) -> str:
    """Wait for a job that has run for some seconds; the node where it does."""
    for _ in range(600):
        asked = ["squeue", "-h", "-t", "running", "-o", "%N %M"]
        queue = subprocess.run(asked, env=cluster.environment, capture_output=True, text=True, check=True).stdout
        if running := re.search(r"(\w+) 0:(0[3-9]|[1-5]\d)", queue):
            return running[1]
        time.sleep(0.5)
    raise TimeoutError("no job has run")


def test_a_study_on_two_nodes_has_the_bytes_of_this_machine(here, cluster, tmp_path):
    there = study(tmp_path / "there")
    done = run(there, cluster, "--", "results/model")
    assert done.returncode == 0, done.stderr[-4000:]
    assert bytes_of(there) == bytes_of(here)
    assert len(bytes_of(there)) > 100
    # Each of these costs two Snakemakes: docs/cluster.md. Four are trials.
    assert done.stderr.count("has been submitted with SLURM jobid") <= 15


def test_a_job_of_a_node_that_dies_begins_again_on_the_other(copied, cluster):
    before = features_of(copied)
    copied.edit("scripts/build_features.py", "if __name__", "__import__('time').sleep(20)\nif __name__")
    killed: list[str] = []

    def kill() -> None:
        killed.append(node_of_running_job(cluster))
        cluster.kill(killed[0])

    killer = Thread(target=kill)
    killer.start()
    try:
        done = run(copied, cluster, "--", FEATURES)
    finally:
        killer.join()
        cluster.start(killed[0])
    assert done.returncode == 0, done.stderr[-4000:]
    assert features_of(copied) == before


@pytest.mark.parametrize(
    ("resource", "why", "in_the_way"),
    [
        # Where SLURM holds jobs by cgroups it says OUT_OF_MEMORY.
        ("mem_mb=700", "Exceeded job memory limit", "hog = bytearray(2_000_000_000)\n__import__('time').sleep(20)\n"),
        ("runtime=1", "SLURM status is: 'TIMEOUT'", "__import__('time').sleep(240)\n"),
    ],
)
def test_a_job_that_takes_too_much_ends_the_run_with_what_the_cluster_says(copied, cluster, resource, why, in_the_way):
    before = features_of(copied)
    copied.edit("scripts/build_features.py", "if __name__", f"{in_the_way}if __name__")
    asked = ("--retries", "0", "--set-resources", f"build_features:{resource}", "--", FEATURES)
    failed = run(copied, cluster, *asked)
    assert failed.returncode == 1
    assert why in failed.stderr
    assert "build_features pre_release failed; its log: logs/build_features/pre_release.log" in failed.stderr
    copied.edit("scripts/build_features.py", in_the_way, "")
    done = run(copied, cluster, "--", FEATURES)
    assert done.returncode == 0, done.stderr[-4000:]
    assert features_of(copied) == before
