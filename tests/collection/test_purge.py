"""A purge by age: what goes, what stays, and what is due afterwards."""

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ayne.cli import app
from ayne.collection.journal import Journal
from ayne.collection.purge import purge
from ayne.collection.state import ShardState, shard_state, state_path
from ayne.core.errors import CollectError
from ayne.http_client.response import ApiResponse

DUNE, HEAT = ("https://www.omdbapi.com/?i=tt1160419", "https://www.omdbapi.com/?i=tt0113277")
TODAY = date(2026, 7, 1)


@pytest.fixture
def journal_dir(tmp_path: Path) -> Path:
    """Dune was answered in January and in June, Heat in January only."""
    folder = tmp_path / "data" / "journal"
    for url, day in ((DUNE, "2026-01-01"), (HEAT, "2026-01-01"), (DUNE, "2026-06-01")):
        with Journal(folder / "omdb" / "movies" / "1995.jsonl", "live", day) as journal:
            journal.add(url[-9:], f"{day}T00:00:00Z", ApiResponse(url, 200, b'{"Title":"' + day.encode() + b'"}'))
    state = ShardState(origin="live", as_of="2026-06-01", wanted=2, have=2)
    state.write(state_path(folder, "omdb", 1995))
    return folder


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """Put back the handlers that a command replaces: its own write to a terminal that is gone afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    root.handlers[:] = handlers
    root.setLevel(level)


def titles(journal_dir: Path, as_of: str) -> list[str | None]:
    with Journal(journal_dir / "omdb" / "movies" / "1995.jsonl", "live", as_of) as journal:
        return [journal.read(url)["body"]["Title"] if url in journal else None for url in (DUNE, HEAT)]


def test_old_answers_go_and_newer_ones_stay(journal_dir: Path) -> None:
    (file,) = purge(journal_dir, "omdb", 180, is_done=True, today=TODAY)
    assert (file.answers, file.last_answers) == (2, 1)
    assert titles(journal_dir, "2026-07-01") == ["2026-06-01", None]
    assert titles(journal_dir, "2026-01-01") == [None, None]


def test_an_answer_of_just_that_age_stays(journal_dir: Path) -> None:
    assert purge(journal_dir, "omdb", (TODAY - date(2026, 1, 1)).days, is_done=True, today=TODAY) == []


def test_what_lost_its_last_answer_is_due_again(journal_dir: Path) -> None:
    purge(journal_dir, "omdb", 180, is_done=True, today=TODAY)
    state = shard_state(journal_dir, "omdb", 1995, "live")
    assert (state.have, state.pending) == (1, 1)
    assert state.purged_at is not None


def test_without_yes_it_only_says_what_would_go(journal_dir: Path, root_logger) -> None:
    before = (journal_dir / "omdb" / "movies" / "1995.jsonl").read_bytes()
    options = ["purge", "--source", "omdb", "--older-than", "0", "--directory", str(journal_dir.parents[1])]
    asked = CliRunner().invoke(app, options)
    assert (asked.exit_code, "add --yes" in asked.output) == (1, True)
    assert (journal_dir / "omdb" / "movies" / "1995.jsonl").read_bytes() == before
    done = CliRunner().invoke(app, [*options, "--yes"])
    assert (done.exit_code, "3 answers" in done.output) == (0, True)
    assert (journal_dir / "omdb" / "movies" / "1995.jsonl").read_bytes() == b""


def test_a_source_that_is_not_there_is_named(journal_dir: Path) -> None:
    with pytest.raises(CollectError, match=r"no answers of 'tmbd'; it holds those of omdb"):
        purge(journal_dir, "tmbd", 180, is_done=True)


def test_a_journal_in_use_is_left_alone(journal_dir: Path) -> None:
    with (
        Journal(journal_dir / "omdb" / "movies" / "1995.jsonl", "live", "2026-07-01"),
        pytest.raises(CollectError, match="another collector"),
    ):
        purge(journal_dir, "omdb", 180, is_done=True, today=TODAY)


def test_a_journal_opened_before_a_purge_is_not_written_to_a_file_that_is_gone(journal_dir: Path, monkeypatch) -> None:
    path = journal_dir / "omdb" / "movies" / "1995.jsonl"
    opened = Path.open
    n_opened = iter(range(9))

    def open_then_purge(self: Path, *args, **kwargs):
        file = opened(self, *args, **kwargs)
        if self == path and next(n_opened) == 0:
            path.rename(path.with_suffix(".old"))
            path.touch()
        return file

    monkeypatch.setattr(Path, "open", open_then_purge)
    with Journal(path, "live", "2026-07-01") as journal:
        journal.add("tt1160419", "2026-07-01T00:00:00Z", ApiResponse(DUNE, 200, b'{"Title":"again"}'))
    assert b"again" in path.read_bytes()
