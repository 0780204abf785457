"""What a run is tagged with: the hashes of data and code, and the commit."""

import subprocess
from dataclasses import replace

from ayne.tracking.context import git_commit, run_context

from .conftest import CONTEXT


def test_other_data_are_another_study():
    assert CONTEXT.study == replace(CONTEXT, code_hash="0", git_commit="0").study
    assert CONTEXT.study != replace(CONTEXT, data_hash="0").study


def test_hashes_follow_content_and_code(tmp_path):
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"1")
    same = {"feature_set": "s", "snapshot": "d", "catalogue_source": "c"}
    first, moved, changed = (
        run_context(inputs=[tmp_path / "a"], **same).of_code({"m": "1", "n": "2"}),
        run_context(inputs=[tmp_path / "b"], **same).of_code({"n": "2", "m": "1"}),
        run_context(inputs=[tmp_path / "a"], **same).of_code({"m": "1", "n": "3"}),
    )
    assert (first.data_hash, first.code_hash) == (moved.data_hash, moved.code_hash)
    assert first.data_hash == changed.data_hash
    assert first.code_hash != changed.code_hash


def test_the_commit_of_a_folder_outside_of_git_is_unknown(tmp_path):
    assert git_commit(tmp_path) == "unknown"


def test_a_changed_file_shows_behind_the_commit(tmp_path):
    def git(*arguments):
        identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    git("commit", "--allow-empty", "-m", "Begin")
    clean = git_commit(tmp_path)
    (tmp_path / "new").touch()
    assert len(clean) == 40
    assert git_commit(tmp_path) == clean + "+"
