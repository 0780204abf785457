"""What the workflow collects again, and the reason it gives: a small archive, on several days."""

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

import ayne
from ayne.cli import app
from ayne.core.files import read_jsonl, write_json, write_jsonl

ROOT = Path(__file__).resolve().parents[2]
RAW = "data/raw/tmdb/movies/2026.jsonl.gz"


def movie(tmdb_id: int, released: str, revenue: int) -> bytes:
    return orjson.dumps(
        {"id": tmdb_id, "title": f"Movie {tmdb_id}", "release_date": released, "revenue": revenue, "vote_count": 9}
    )


def write_archive(folder: Path, revenue: int) -> None:
    lines = [movie(1, "2026-06-01", revenue), movie(2, "2026-01-02", revenue)]
    write_jsonl(folder / "tmdb" / "movies.jsonl.gz", lines)


class Study:
    """A folder with its own data, in which only the year 2026 is collected."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_archive(folder / "june", 100)
        write_archive(folder / "july", 250)

    def snakemake(self, snapshot: str, archive: str = "june", *options: str) -> str:
        config = {
            "catalogue": {
                "source": "archive",
                "archive": str(self.folder / archive),
                "snapshot": snapshot,
                "first_year": 2026,
                "last_year": 2026,
            },
        }
        write_json(self.folder / "study.yaml", config)
        command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--cores", "1"]
        command += ["--directory", self.folder, "--configfile", self.folder / "study.yaml", *options, "--", RAW]
        environment = os.environ | {"PYTHONPATH": str(Path(ayne.__file__).parents[1])}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=self.folder, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def revenues(self) -> list[int]:
        return [orjson.loads(line)["body"]["revenue"] for line in read_jsonl(self.folder / RAW)]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    study = Study(tmp_path_factory.mktemp("study"))
    study.snakemake("2026-06-30")
    return study


def test_a_shard_that_is_not_due_is_not_touched(study: Study) -> None:
    assert "Nothing to be done" in study.snakemake("2026-07-04", "june", "-n")


def test_the_day_on_which_a_refresh_is_due_is_the_reason(study: Study) -> None:
    message = study.snakemake("2026-07-05", "june", "-n")
    assert "collect_tmdb" in message
    assert "split_archive" not in message
    assert "refresh due: 2026-06-30 → 2026-07-05" in message


@pytest.mark.slow
def test_what_was_purged_is_collected_again(study: Study) -> None:
    options = ["purge", "--source", "tmdb", "--older-than", "0", "--directory", str(study.folder)]
    assert CliRunner().invoke(app, [*options, "--yes"]).exit_code == 0
    message = study.snakemake("2026-06-30")
    assert "purged at: None → 20" in message
    assert "tmdb movies 2026: 2 ok" in (study.folder / "logs/collect_tmdb/2026.log").read_text()
    assert "Nothing to be done" in study.snakemake("2026-06-30", "june", "-n")


@pytest.mark.slow
def test_another_archive_is_asked_for_what_is_due_and_the_first_one_still_stands(study: Study) -> None:
    study.snakemake("2026-07-05", "july")
    assert study.revenues() == [250, 100]
    assert "Nothing to be done" in study.snakemake("2026-07-06", "july", "-n")
    study.snakemake("2026-06-30", "june")
    assert study.revenues() == [100, 100]
