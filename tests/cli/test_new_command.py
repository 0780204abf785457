"""The skeletons that `ayne new` writes pass their own tests, and are the examples of docs/adding.md."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ayne.cli.new_command import Addition, write_skeleton
from ayne.core.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    Addition.FAMILY: "title_words",
    Addition.MODEL: "lasso",
    Addition.QUESTION: "busiest_year",
    Addition.SOURCE: "ratings_api",
}
BLOCK = re.compile(r"^`([\w/.]+)`:\n\n```\w+\n(.*?)^```", re.DOTALL | re.MULTILINE)
PARTS = ("Snakefile", "config", "profiles", "pyproject.toml", "rules", "scripts", "tests")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with a new part of every kind: its folder, and the parts' tests."""
    folder = tmp_path_factory.mktemp("project")
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    tests = [write_skeleton(part, name, folder)[-1] for part, name in NAMES.items()]
    return folder, tests


def run(folder, *command):
    known = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "AYNE"))}
    known |= {"PYTHONPATH": str(folder / "scripts")}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=known, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_a_new_part_of_every_kind_passes_its_test_and_the_linters(project):
    folder, tests = project
    code, message = run(folder, "-m", "pytest", "-n", "0", "-q", *map(str, tests), "tests/features/test_queries.py")
    assert code == 0, message
    for command in (("check", "."), ("format", "--check", ".")):
        code, message = run(folder, "-m", "ruff", *command)
        assert code == 0, message


def test_the_workflow_plans_a_new_family_and_a_new_model(project):
    folder, _ = project
    settings = ["models={lasso: {params: {alpha: [0.1, 0.01]}}}", "features={families: [money, title_words]}"]
    settings.append("sources={ratings_api: {requests_per_second: 5}}")
    code, message = run(
        folder, "-m", "snakemake", "-n", "--config", *settings, "--", "results/models/lasso/metrics.json"
    )
    assert code == 0, message
    assert "fit_model" in message
    assert "build_family" in message
    code, message = run(
        folder, "-m", "snakemake", "-n", "--config", "models={lasso: {params: {alhpa: 1}}}", "--", "all"
    )
    assert code == 1
    wrong = "models.lasso.params.alhpa in the command line: unknown parameter; did you mean alpha? The model takes"
    assert f"{wrong} alpha, min_category_movies\n" in message
    assert "Traceback" not in message


def test_nothing_is_overwritten_and_no_module_is_called_as_another(project):
    folder, _ = project
    for part, name in (*NAMES.items(), (Addition.MODEL, "money")):
        with pytest.raises(ConfigError, match=f"{name}: .* is there already"):
            write_skeleton(part, name, folder)
    with pytest.raises(ConfigError, match=r"'My Model' is not a valid name for a model; use lower-case letters"):
        write_skeleton(Addition.MODEL, "My Model", folder)
    assert not (folder / "tests/models/estimators/test_money.py").exists()


def test_the_examples_of_the_docs_are_the_skeletons(project):
    folder, _ = project
    examples = dict(BLOCK.findall((ROOT / "docs" / "adding.md").read_text(encoding="utf-8")))
    written = {file for part, name in NAMES.items() for file in map(str, write_paths(part, name))}
    assert set(examples) == written
    assert {path: (folder / path).read_text() for path in examples} == examples


def write_paths(part, name):
    from ayne.cli.new_command import _files

    return _files(part, name)
