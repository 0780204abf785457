"""Every command of README and docs is run as it stands, in a clone whose study is small; a few are explained."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.workflow.conftest import FOREIGN

from ayne.collection.connect import SIMULATED_KEY

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(?:sh|bash)\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(uv run [^`]+)`")
TRACED = re.compile(r'trace "([^"]+)"')

# Commands that stand for others, or that a test elsewhere runs: why none here does. All others are run as they stand.
WHY_NOT = {
    "uv run pytest": "this is it",
    "uv run pytest -m slow": "this is part of it",
    "uv run snakemake --cores 2 results/benchmarks/pipeline.json": "takes half an hour and the repository's history",
    "uv run snakemake --cores 2 results/benchmarks/collect.json": "takes eight minutes; tests/benchmarks has its parts",
    "uv run snakemake --workflow-profile profiles/slurm --directory /shared/study -- results/model": (
        "asks for a cluster; test_slurm.py has one"
    ),
    "uv run pytest -m slow -n 0 tests/workflow/test_slurm.py": "this is part of the slow tests",
    "uv run ayne diff A B": "stands for two folders; run below",
    "uv run ayne simulate --movies 100000 --out DIR": "stands for a folder; run below, with fewer movies",
    "uv run ayne fetch-pages": "asks for real pages; tests/cli asks a server of its own",
}
# Those that answer until they are stopped, and where.
SERVERS = {
    "uv run ayne serve": "http://127.0.0.1:8000/health",
    "uv run ayne simulate --port 8000": "http://127.0.0.1:8000/_requests",
    "uv run ayne ui": "http://127.0.0.1:5000/",
    "uv run ayne ui --port 5001": "http://127.0.0.1:5001/",
    "uv run mlflow ui": "http://127.0.0.1:5000/",
}
# What the page has told the reader to do before, in the same folder.
BEFORE = {
    "uv run ayne try --family title_words": "uv run ayne new family title_words",
    "uv run ayne try --model lasso": "uv run ayne new model lasso",
    "uv run pytest -n 0 tests/features/test_title_words.py": "uv run ayne new family title_words",
    "uv run pytest -n 0 tests/models/estimators/test_lasso.py": "uv run ayne new model lasso",
    "uv run pytest -n 0 tests/sources/ratings_api/test_ratings_api.py": "uv run ayne new source ratings_api",
    "uv run snakemake --report": "uv run snakemake --cores 8 results/report.html",
    "uv run snakemake --cores 8 --directory studies/archive": "uv run ayne simulate --movies 700 --out ../recorded",
    "uv run snakemake --cores 8 --config imports=": "uv run ayne simulate --charts charts.parquet",
    "uv run ayne simulate --like": "uv run ayne simulate --movies 700 --out ../shared/data/archive",
    "uv run pre-commit install": "git init --quiet .",
}
# They ask the real services, which a simulation stands in for.
LIVE = ("uv run snakemake --cores 2 --directory studies/wikidata", "uv run snakemake --cores 8 --config catalogue=")


def commands():
    """Every command of the pages, once, without what installs uv or wraps the line."""
    found = {}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fenced = [line for block in FENCE.findall(text) for line in block.splitlines()]
        for line in [*fenced, *INLINE.findall(text)]:
            for command in line.partition(" #")[0].split(" && "):
                if command.strip().startswith(("uv run ", "CATALOGUE__")):
                    found.setdefault(command.strip(), page.name)
    return found


def is_explained(command):
    """Whether a test here runs it otherwise than as it stands, or none does."""
    return command in WHY_NOT or command.startswith("uv run ayne fetch-pages")


COMMANDS = commands()


RUN = [command for command in COMMANDS if command not in SERVERS and not is_explained(command)]


def test_every_command_of_the_docs_is_run_here_or_explained():
    known = ("snakemake", "ayne", "python", "pytest", "typer", "pre-commit")
    assert [command for command in RUN if command.split()[2] not in known] == []
    assert len(RUN) > 25
    # an explanation of what is in no page any more would hide the next one
    for kept in (WHY_NOT, SERVERS, BEFORE, LIVE):
        assert [start for start in kept if not any(one.startswith(start) for one in COMMANDS)] == []


def test_the_movie_of_the_docs_is_in_the_default_world():
    from ayne.core.config import load_settings
    from ayne.simulation.world import generate_years

    named = {title for command in COMMANDS for title in TRACED.findall(command)}
    settings = load_settings()
    world = generate_years(
        settings.simulation.seed, settings.simulation.movies, settings.years.start, settings.snapshot
    )
    titles = {movie.title for year in world if year.year in {2023, 2026} for movie in year.movies()}
    assert len(named) == 1
    assert named <= titles, f"trace in the docs names {named}; another movie of the world would do"


def test_every_page_links_to_what_is_there():
    link = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")
    links = [(page, target) for page in PAGES for target in link.findall(page.read_text(encoding="utf-8"))]
    local = [(page, target) for page, target in links if not target.startswith("http")]
    broken = [f"{page.name}: {target}" for page, target in local if not (page.parent / target).exists()]
    assert broken == []


def test_the_settings_and_films_of_the_docs_are_what_they_are_said_to_be(tmp_path):
    import yaml

    from ayne.core.config import load_settings
    from ayne.forecasts.film import read_films

    for page in PAGES:
        for block in re.findall(r"^```yaml\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            content = yaml.safe_load(block)
            if "title" in content:
                (tmp_path / "film.yaml").write_text(block)
                assert read_films(tmp_path / "film.yaml")[0].title == content["title"]
            else:
                load_settings(content)


# What `uv run` does in an installed clone; the copy's own package goes before the installed one.
UV = '#!/bin/sh\nshift\nexec "$@"\n'
MERGED = """
import sys, yaml
from ayne.core.config_layers import merged
files = ("config/config.yaml", "study.yaml")
default, small = (yaml.safe_load(open(file)) for file in files)
yaml.safe_dump(merged(default, small), open(files[0], "w"))
"""


@dataclass(frozen=True)
class Clone:
    """A built clone whose default study is the small one, so that commands can be run as they stand."""

    folder: Path

    def environment(self, **more):
        known = {key: value for key, value in os.environ.items() if not key.startswith((*FOREIGN, "PYTEST"))}
        tools = f"{self.folder.parent / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
        # the reader's home, where studies may lie
        home = str(self.folder.parent / "home")
        return (
            known | {"PYTHONPATH": str(self.folder / "scripts"), "PATH": tools, "HOME": home, "COLUMNS": "120"} | more
        )

    def run(self, command, **more):
        """Run a line of the docs as a shell does."""
        return subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self.environment(**more), capture_output=True, text=True,
            check=False,
        )  # fmt: skip


@pytest.fixture
def clone(built, tmp_path):
    folder = tmp_path / "clone"
    with built.lock:
        shutil.copytree(built.folder, folder, symlinks=True)
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__", "workflow"))
    for name in ("README.md", "CONTRIBUTING.md", ".pre-commit-config.yaml", ".env.example"):
        shutil.copyfile(ROOT / name, folder / name)
    (tmp_path / "bin").mkdir()
    (tmp_path / "home").mkdir()
    (tmp_path / "bin" / "uv").write_text(UV)
    (tmp_path / "bin" / "uv").chmod(0o755)
    clone = Clone(folder)
    assert clone.run(f"python -c '{MERGED}'").returncode == 0
    for settings in ("small.yaml", "nineties.yaml"):
        (folder / settings).write_text("simulation: {movies: 300}\ncatalogue: {first_year: 2016}\n")
    return clone


@contextmanager
def serving(clone, command, url, seconds=240, **more):
    """Start a server, and wait until it answers."""
    with subprocess.Popen(
        ["bash", "-c", f"exec {command}"], cwd=clone.folder, env=clone.environment(**more), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline and process.poll() is None:
                with suppress(httpx.TransportError):
                    yield httpx.get(url, trust_env=False).status_code
                    return
                time.sleep(0.5)
            pytest.fail(f"{command}: nothing answers at {url}")
        finally:
            os.killpg(process.pid, signal.SIGTERM)


@pytest.mark.slow
@pytest.mark.parametrize("command", RUN)
def test_a_command_of_the_docs_runs_as_it_stands(clone, command):
    """In a clone whose default study is small and built; the title of a trace is one that is there."""
    before = next((first for start, first in BEFORE.items() if command.startswith(start)), None)
    if before is not None:
        done = clone.run(before)
        assert done.returncode == 0, done.stderr[-3000:]
    line = TRACED.sub(f"trace {some_movie(clone)}", command)
    if command.startswith(LIVE):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        world = {"CATALOGUE__FIRST_YEAR": "1990", "CATALOGUE__SNAPSHOT": "2026-06-30"}
        url = f"http://127.0.0.1:{port}"
        services = {
            "TMDB_BASE_URL": f"{url}/3", "OMDB_BASE_URL": url, "WIKIDATA_BASE_URL": f"{url}/sparql",
            "TMDB_API_KEY": SIMULATED_KEY, "OMDB_API_KEY": SIMULATED_KEY,
        }  # fmt: skip
        with serving(clone, f"uv run ayne simulate --port {port} --movies 900", f"{url}/_requests", **world):
            done = clone.run(line, **services)
    else:
        done = clone.run(line)
    # `verify` tells what is there and no target of the small study
    assert done.returncode == 0 or "verify" in command, (done.stdout + done.stderr)[-4000:]
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("command", "url"), SERVERS.items())
def test_a_server_of_the_docs_answers(clone, command, url):
    with serving(clone, command, url) as status:
        assert status == 200


@pytest.mark.slow
def test_two_studies_of_the_docs_are_compared(clone):
    """An archive that was written as the docs say, studied as they say, beside the clone's own study."""
    line = next(one for one in COMMANDS if one.startswith("uv run snakemake --cores 8 --directory studies/archive"))
    done = clone.run(f"uv run ayne simulate --movies 700 --out ../recorded && {line}")
    assert done.returncode == 0, done.stderr[-3000:]
    assert (clone.folder / "studies/archive/results/report.html").is_file()
    done = clone.run("uv run ayne diff . studies/archive")
    assert "data/movies.digest.json: inputs: data/tables/catalogue_movies.parquet" in done.stdout
    assert "Traceback" not in done.stderr


def some_movie(project):
    import duckdb

    with duckdb.connect(project.folder / "data/movies.duckdb", read_only=True) as session:
        return session.execute("SELECT min(movie_id) FROM movies").fetchall()[0][0]


def test_the_notebook_opens_the_database_and_draws(built, monkeypatch):
    """Its cells are run in order, as Jupyter would, on the small study."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    cells = json.loads((ROOT / "docs" / "explore.ipynb").read_text(encoding="utf-8"))["cells"]
    monkeypatch.chdir(built.folder)
    shown = []
    monkeypatch.setattr(pyplot, "show", lambda: shown.append(pyplot.gcf()))
    names = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), "explore.ipynb", "exec"), names)  # noqa: S102 (the notebook is ours)
    pyplot.close("all")
    assert len(shown) == 3
    assert names["movies"].height > 100
    assert "movie_facts" in names["tables"]["table_name"].to_list()
