"""What is served: one published champion with its database, whole or not at all, until a newer one is whole."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ayne.core.logging import get_logger
from ayne.core.study_files import DATABASE, DIGEST, HORIZONS, PUBLISHED, REFITTED, UPCOMING
from ayne.models.model_files import SUMS
from ayne.serve.served_champion import Served, read_served

logger = get_logger("serve")
# Of the files that say whether something new was published.
WATCHED = (REFITTED / SUMS, PUBLISHED / SUMS, DATABASE, DIGEST, UPCOMING)


class StudyState:
    """Holds what is served now; a newer champion takes its place whole, a damaged one is told of and left alone."""

    def __init__(self, study: Path) -> None:
        """Read the study; `DataError` where it cannot be served."""
        self._study = study
        self._seen = self._stamps()
        self._served = read_served(study)
        self._lock = threading.Lock()
        self.problem: str | None = None
        _settle()

    @property
    def served(self) -> Served:
        """The champion that requests which begin now are answered with."""
        return self._served

    def refresh(self) -> bool:
        """Take up what was published since; whether something was."""
        with self._lock:
            stamps = self._stamps()
            if stamps == self._seen:
                return False
            try:
                self._served = read_served(self._study)
            except Exception as error:  # noqa: BLE001
                # Half written, damaged, or of another version: whatever it is, the old one goes on answering, and the
                # same files are not read twice.
                self.problem = next(iter(str(error).splitlines()), type(error).__name__)
                logger.error("the newly published champion cannot be used: %s", self.problem)
                self._seen = stamps
                return False
            self._seen, self.problem = stamps, None
            _settle()
            logger.info("now serving %s of %s", self._served.model, self._served.model_sha256[:12])
            return True

    def _stamps(self) -> tuple[tuple[int, int, int] | None, ...]:
        return tuple(_stamp(self._study / path) for path in (*WATCHED, *_model_files(self._study)))


def _settle() -> None:
    """Keep the collector from what lives as long as the champion: going through it holds a request up for 0.1 s."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _model_files(study: Path) -> Iterator[Path]:
    for folder in (REFITTED, PUBLISHED):
        if (study / folder).is_dir():
            yield from sorted(path.relative_to(study) for path in (study / folder).iterdir())
    yield from sorted(path.relative_to(study) for path in (study / HORIZONS).glob(f"*/*/{SUMS}"))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


@contextmanager
def refreshing(state: StudyState, seconds: float) -> Iterator[None]:
    """Look for a newly published champion every so many seconds, in a thread of its own, during the `with`."""
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(seconds):
            state.refresh()

    watcher = threading.Thread(target=watch, name="refresh", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join(timeout=seconds + 1)
