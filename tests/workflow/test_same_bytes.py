"""Clean builds in different folders, on one core and on eight, by both Pythons: the same bytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Project
from .test_interruptions import bytes_of, small

pytestmark = pytest.mark.slow
# Another interpreter with the project's packages, where whoever runs the tests has one.
OTHER_PYTHON = os.environ.get("AYNE_OTHER_PYTHON")


def build(folder: Path, cores: int, python: str = sys.executable) -> Project:
    project = small(folder)
    command = [python, "-m", "snakemake", "--cores", str(cores), "--configfile", "study.yaml", "--", "results/model"]
    environment = os.environ | {"PYTHONPATH": str(folder / "scripts")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return project


def test_one_core_and_eight_in_other_folders_give_the_same_bytes(tmp_path):
    one, eight = build(tmp_path / "one", 1), build(tmp_path / "deep" / "er" / "eight", 8)
    assert bytes_of(one) == bytes_of(eight)
    assert len(bytes_of(one)) > 100


@pytest.mark.skipif(OTHER_PYTHON is None, reason="AYNE_OTHER_PYTHON names no other Python")
def test_another_python_gives_the_same_bytes(tmp_path):
    assert OTHER_PYTHON is not None
    assert shutil.which(OTHER_PYTHON)
    here, there = build(tmp_path / "here", 8), build(tmp_path / "there", 1, OTHER_PYTHON)
    assert bytes_of(here) == bytes_of(there)
