"""A copy of the project, built once on a small simulated catalogue; each test edits a copy of that copy."""

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from ayne.benchmarks.staleness_benchmark import JOB_OF_SNAKEMAKE
from ayne.benchmarks.staleness_benchmark import lay_out as lay_out_files

ROOT = Path(__file__).resolve().parents[2]
# What other tests, or whoever runs them, may have set.
FOREIGN = ("AYNE", "SNAKEMAKE", "MLFLOW", "LOG_", "ENVIRONMENT", "TMDB_", "OMDB_", "CATALOGUE_", "SIMULATION_")
# What nothing that a run leaves behind may hold: the first run has both in its environment.
KEYS = {"TMDB_API_KEY": "5ecre7-of-tmdb", "OMDB_API_KEY": "5ecre7-of-omdb"}


@dataclass(frozen=True)
class Project:
    """A folder with the project's files, its data and its results."""

    folder: Path
    lock: FileLock | None = None

    def snakemake(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Snakemake there with this copy's own package, whatever else is installed."""
        command = [sys.executable, "-m", "snakemake", *arguments]
        known = {key: value for key, value in os.environ.items() if not key.startswith(FOREIGN)}
        known |= {"PYTHONPATH": str(self.folder / "scripts")} | environment
        with self.lock or nullcontext():
            return subprocess.run(command, cwd=self.folder, env=known, capture_output=True, text=True, check=False)

    def build(
        self, *arguments: str, target: str = "results/model", beside: Sequence[str] = (), **environment: str
    ) -> list[str]:
        """Build the target, and others beside it; the rules whose jobs ran, once a job, sorted."""
        targets = ("--", target, *beside)
        done = self.snakemake("--cores", "2", "--configfile", "study.yaml", *arguments, *targets, **environment)
        assert done.returncode == 0, done.stderr[-4000:]
        return sorted(JOB_OF_SNAKEMAKE.findall(done.stderr))

    def parts_built(self, rule: str, wildcards: str = "") -> list[str]:
        """Return which parts the last job of a rule built, sorted."""
        log = self.folder / "logs" / rule / f"{wildcards}.log" if wildcards else self.folder / "logs" / f"{rule}.log"
        return sorted(re.findall(r"\| parts \| (\S+): ", log.read_text()))

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace one piece of text in a file."""
        text = (self.folder / path).read_text()
        assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
        (self.folder / path).write_text(text.replace(old, new))


def lay_out(folder: Path) -> Project:
    """Put the project's files into a new folder, as a clone would."""
    lay_out_files(ROOT, folder)
    return Project(folder)


@pytest.fixture(scope="session")
def keys() -> Mapping[str, str]:
    """The keys that were in the environment when the project was built."""
    return KEYS


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Project:
    """The project with its model and forecasts, one for all workers of pytest-xdist; not to be changed."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    lock, done = FileLock(shared / "project.lock"), shared / "project.done"
    with lock:
        if not done.exists():
            lay_out(shared / "project").build(beside=["results/predictions/upcoming.csv"], **KEYS)
            done.touch()
    return Project(shared / "project", lock)


@pytest.fixture(scope="session")
def served(built) -> Any:
    """What `ayne serve` holds of the built project."""
    from ayne.serve.study_state import StudyState

    return StudyState(built.folder)


@pytest.fixture(scope="session")
def client(served) -> Iterator[Any]:
    """A client of a server on the built project, over TCP."""
    from ayne.serve.server_app import create_app
    from fixtures.served_app import client_of

    with client_of(create_app(served)) as client:
        yield client


@pytest.fixture
def project(built, tmp_path) -> Project:
    """A copy of the built project, to be edited."""
    with built.lock:
        return Project(Path(shutil.copytree(built.folder, tmp_path / "project", symlinks=True)))


@pytest.fixture
def clone(tmp_path) -> Project:
    """A clone of the project, as what git knows of it is sent to machines that share no folder."""
    project = lay_out(tmp_path / "clone")
    for command in (["git", "init", "--quiet"], ["git", "add", "."]):
        subprocess.run(command, cwd=project.folder, check=True)
    return project


@pytest.fixture
def s3() -> Iterator[dict[str, str]]:
    """A service like S3's: what its clients have in their environment."""
    pytest.importorskip("snakemake_storage_plugin_s3")
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    # It would tell each request.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server.start()
    host, port = server.get_host_and_port()
    named = {"ENDPOINT_URL": f"http://{host}:{port}", "ACCESS_KEY": "a", "SECRET_KEY": "b-of-secret"}
    yield {f"SNAKEMAKE_STORAGE_S3_{name}": value for name, value in named.items()}
    server.stop()
