"""What a collection says while it runs and when it ends."""

import logging

import pytest

from ayne.collection import progress as progress_module
from ayne.collection.progress import Progress


@pytest.fixture(autouse=True)
def _log_info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def test_it_ends_with_counts_by_outcome(caplog: pytest.LogCaptureFixture) -> None:
    with Progress("tmdb movies 1999", 3) as progress:
        progress.count("ok", 2)
        progress.count("tombstone")
    assert caplog.messages == ["tmdb movies 1999: 2 ok, 1 tombstone"]


def test_an_interrupted_collection_says_so(caplog: pytest.LogCaptureFixture) -> None:
    progress = Progress("tmdb movies 1999", 3)
    with pytest.raises(KeyboardInterrupt), progress:
        raise KeyboardInterrupt
    assert caplog.messages == ["tmdb movies 1999: nothing to ask; not finished"]


def test_without_a_terminal_a_line_tells_rate_and_time_left(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([0.0, 10.0, 40.0])
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: next(seconds))
    with Progress("tmdb movies 1999", 600) as progress:
        progress.count("ok", 100)
        progress.count("ok", 100)
        assert caplog.messages == ["tmdb movies 1999: 200 done, 400 left, 5.0/s, 80 s to go"]
