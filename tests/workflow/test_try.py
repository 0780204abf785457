"""An experiment is built beside the study, is judged, and leaves nothing behind."""

import hashlib
import os
import subprocess
import sys

import pytest

MODULE = "scripts/ayne/models/estimators/log_budget_ols.py"


def digests(folder):
    """The content of everything that is built; DuckDB's files among it."""
    files = [path for part in ("data", "results") for path in (folder / part).rglob("*") if path.is_file()]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def try_out(project, *options):
    known = {key: value for key, value in os.environ.items() if not key.startswith(("AYNE", "MLFLOW"))}
    known |= {"PYTHONPATH": str(project.folder / "scripts"), "COLUMNS": "120"}
    command = [sys.executable, "-c", "from ayne.cli import app; app()", "try", "--configfile", "study.yaml", *options]
    with project.lock or open(os.devnull):  # noqa: PTH123
        done = subprocess.run(command, cwd=project.folder, env=known, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
def test_a_setting_a_model_and_an_edit_are_tried_and_leave_the_study_as_it_was(project):
    before = digests(project.folder)
    # one parameter of the baseline: one fit, and another forecast
    code, message, jobs = try_out(project, "--set", "models.ridge.params.alpha=1000000", "--compare", "ridge")
    assert code == 0, jobs
    assert "1 of 1 job in" in jobs
    assert message.splitlines()[0].startswith("trying models.ridge.params.alpha=1000000 in ")
    assert message.splitlines()[-1].endswith("worse, beyond chance")

    # a model that the study leaves out
    code, message, jobs = try_out(project, "--model", "median_multiple")
    assert code == 0, jobs
    assert "1 of 1 job in" in jobs
    assert "median_multiple against blend: rmse_log " in message

    # an edit, and its undoing
    original = (project.folder / MODULE).read_text()
    project.edit(MODULE, "return along_line(", "return 0.5 + along_line(")
    code, message, jobs = try_out(project, "--compare", "log_budget_ols")
    assert code == 0, jobs
    assert "code changed: ayne.models.estimators.log_budget_ols" in jobs
    assert message.splitlines()[-1].endswith("beyond chance")
    (project.folder / MODULE).write_text(original)
    assert project.build() == []

    assert digests(project.folder) == before
    assert list((project.folder / "experiments").iterdir()) == []


def test_a_folder_without_a_study_is_told(built, tmp_path):
    code, _, message = try_out(built, "--directory", str(tmp_path), "--set", "seed=7")
    assert code == 1
    assert "champion.json" in message
    assert "Traceback" not in message
