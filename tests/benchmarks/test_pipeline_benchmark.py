import subprocess
import sys
from pathlib import Path

import pytest

from ayne.benchmarks.pipeline_benchmark import (
    Checkout,
    Cost,
    appended,
    earlier,
    edited_cost,
    main_job,
    run,
    summarise,
)
from ayne.core.errors import DataError

BUSY = "import time\nwhile time.process_time() < 0.5: pass"


def test_the_cores_of_what_a_command_starts_count(tmp_path):
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    cost = run([sys.executable, "-c", code], tmp_path)
    assert 0.5 <= cost.cpu_s < 5
    assert cost.wall_s >= 0.5


def test_a_run_that_fails_is_said_with_its_last_words(tmp_path):
    with pytest.raises(DataError, match="no such movie"):
        run([sys.executable, "-c", "raise SystemExit('no such movie')"], tmp_path)


def test_medians_and_shares_are_those_of_the_runs_in_turns():
    found = {
        "build_2_cores_here": [Cost(10, 30, 21), Cost(12, 20, 21), Cost(50, 25, 21)],
        "build_2_cores_before": [Cost(40, 100, 186), Cost(30, 100, 186), Cost(20, 100, 186)],
        "build_8_cores_here": [Cost(11, 26, 21)],
    }
    assert summarise(found) == {
        "build_2_cores_here": {"wall_s": 12, "cpu_s": 25, "jobs": 21},
        "build_2_cores_before": {"wall_s": 30, "cpu_s": 100, "jobs": 186},
        "build_8_cores_here": {"wall_s": 11, "cpu_s": 26, "jobs": 21},
        "build_2_cores_ratio": {"wall_s": 0.4, "cpu_s": 0.25},
    }


def test_the_main_job_is_that_of_the_checkout_in_a_folder_of_its_own():
    command = main_job(Checkout(Path("/old"), Path("/old/python")), Path("/study"), 8)
    assert command[0] == "/old/python"
    assert " ".join(command[3:]) == "--cores 8 --snakefile /old/Snakefile --directory /study -- results/model"


def test_a_commit_that_is_not_there_is_said(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    with (
        pytest.raises(DataError, match="the commit to compare with cannot be had"),
        earlier(tmp_path, "abc", tmp_path / "x"),
    ):
        pass


def test_a_file_is_longer_for_a_while(tmp_path):
    file = tmp_path / "query.sql"
    file.write_text("SELECT 1\n")
    before = file.stat().st_mtime_ns
    with appended(file, "-- Edited.\n"):
        assert file.read_text() == "SELECT 1\n-- Edited.\n"
    assert (file.read_text(), file.stat().st_mtime_ns) == ("SELECT 1\n", before)
    with pytest.raises(DataError, match=r"other.sql: the benchmark edits this file, which is not there"):
        appended(tmp_path / "other.sql", "").__enter__()


def test_an_edit_costs_what_the_job_does_after_it_in_place_and_leaves_the_study_as_it_was(tmp_path):
    """Its jobs are the console's lines of what is done."""
    study, project = tmp_path / "study", tmp_path / "project"
    (study / "results").mkdir(parents=True)
    edited = project / "scripts" / "ayne" / "evaluation" / "splits.py"
    edited.parent.mkdir(parents=True)
    edited.write_text("FIRST = 1\n")
    fake = tmp_path / "python"
    says = f"grep -q EDITED {edited} && echo '[ 1/2] fit_model  1.0 s' && echo '[2/2] results/model  1.0 s'"
    fake.write_text(f'#!/bin/sh\necho "$@" > {study}-said\ntouch {study}/changed\n{says}\n')
    fake.chmod(0o755)
    cost = edited_cost("one_helper", Checkout(project, fake), study, 2)
    assert cost.jobs == 2
    assert edited.read_text() == "FIRST = 1\n"
    assert f"--directory {study} " in (tmp_path / "study-said").read_text()
    assert [path.name for path in study.iterdir()] == ["results"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "python", "study", "study-said"]
