import subprocess
import sys
from pathlib import Path

import pytest

from ayne.benchmarks.pipeline_benchmark import Checkout, Cost, earlier, main_job, run, summarise
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
        "build_2_cores_here": [Cost(10, 30), Cost(12, 20), Cost(50, 25)],
        "build_2_cores_before": [Cost(40, 100), Cost(30, 100), Cost(20, 100)],
    }
    assert summarise(found) == {
        "build_2_cores_here": {"wall_s": 12, "cpu_s": 25},
        "build_2_cores_before": {"wall_s": 30, "cpu_s": 100},
        "build_2_cores_ratio": {"wall_s": 0.4, "cpu_s": 0.25},
    }


def test_the_main_job_is_that_of_the_checkout_in_a_folder_of_its_own():
    command = main_job(Checkout(Path("/old"), Path("/old/python")), Path("/study"), 8)
    assert command[0] == "/old/python"
    assert " ".join(command[3:]) == "--cores 8 --snakefile /old/Snakefile --directory /study results/model"


def test_a_commit_that_is_not_there_is_said(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    with (
        pytest.raises(DataError, match="the commit to compare with cannot be had"),
        earlier(tmp_path, "abc", tmp_path / "x"),
    ):
        pass
