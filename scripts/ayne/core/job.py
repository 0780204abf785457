"""What a script of the workflow does first: send its log to its file and to the console, and end errors tidily."""

import os
import sys
from pathlib import Path
from types import TracebackType

from ayne.core.errors import AyneError
from ayne.core.logging import configure_logging, get_logger

logger = get_logger("job")


def log_to(path: str) -> None:
    """Log to `path` and stderr, at the level and in the form that LOG_LEVEL and LOG_JSON say.

    From here on an `AyneError` ends the process with its message alone and exit code 1.
    """
    use_json = os.environ.get("LOG_JSON", "").lower() in {"1", "true", "yes", "on"}
    configure_logging(os.environ.get("LOG_LEVEL", "INFO"), use_json=use_json, file=Path(path))
    sys.excepthook = _log_exception


def _log_exception(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if isinstance(error, AyneError):
        logger.error("%s", error)
    elif issubclass(kind, KeyboardInterrupt):
        logger.warning("interrupted; run the same command again to go on")
    else:
        logger.critical("this is a bug in AYNE: %s", error, exc_info=(kind, error, traceback))
