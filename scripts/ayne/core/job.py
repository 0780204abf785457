"""What every script of the workflow does first: log to its file and to the console, and end errors tidily."""

import errno
import logging
import os
import signal
import sys
from pathlib import Path
from types import TracebackType

from ayne.core.errors import AyneError
from ayne.core.interrupts import STOPPING
from ayne.core.logging import configure_logging, get_logger
from ayne.core.repository_link import without_link

logger = get_logger("job")
# What a job says while it runs for long; on the console as well as in its log.
PROGRESS = "progress"


def log_to(path: Path | str, *, append: bool = False) -> None:
    """Log to `path`, and warnings, errors and progress to stderr, as LOG_LEVEL (DEBUG: all) and LOG_JSON say.

    From here on an `AyneError` ends the process with its message alone and exit code 1, and Ctrl-C ends it at all.
    """
    use_json = os.environ.get("LOG_JSON", "").lower() in {"1", "true", "yes", "on"}
    level = os.environ.get("LOG_LEVEL", "INFO")
    console = None if level.upper() == "DEBUG" else _ForPeople()
    configure_logging(level, use_json=use_json, file=Path(path), append=append, console=console)
    sys.excepthook = _log_exception
    # Snakemake's jobs begin with it ignored (ayne.core.interrupts)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if STOPPING.exists():
        raise KeyboardInterrupt


class _ForPeople(logging.Filter):
    """Passes what a person must see; the workflow tells itself which jobs are done."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Pass warnings, errors and progress."""
        return record.levelno >= logging.WARNING or record.name == PROGRESS


def log_failure(error: BaseException) -> None:
    """Say what ended a part of a job, as an error that ends a whole job is said."""
    _log_exception(type(error), error, error.__traceback__)


def _log_exception(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if isinstance(error, AyneError):
        logger.error("%s", without_link(str(error)))
    elif _is_disk_full(error):
        logger.error("the disk is full: %s; free some space and run the same command again to continue", error)
    elif is_interrupt(error):
        logger.info("interrupted; run the same command again to go on")
    else:
        logger.critical("this is a bug in AYNE: %s", error, exc_info=(kind, error, traceback))


def is_interrupt(error: BaseException) -> bool:
    """Tell Ctrl-C, for which DuckDB raises errors of its own, a plain RuntimeError among them."""
    if isinstance(error, RuntimeError):
        return str(error) == "Query interrupted"
    return isinstance(error, KeyboardInterrupt) or type(error).__name__ == "InterruptException"


def _is_disk_full(error: BaseException) -> bool:
    """Tell by the words as well: DuckDB and Polars raise errors of their own."""
    number = error.errno if isinstance(error, OSError) else None
    words = str(error).lower()
    return number in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} or "no space left on device" in words
