"""Logging for people (coloured text) and for machines (one JSON object a line), on the standard module."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ayne.core.bucket import how_to_fetch
from ayne.core.errors import AyneError

COLOURS = {
    "DEBUG": "\x1b[2m",
    "INFO": "\x1b[36m",
    "WARNING": "\x1b[33m",
    "ERROR": "\x1b[31m",
    "CRITICAL": "\x1b[1;31m",
}
RESET = "\x1b[0m"
CLEAR_LINE = "\r\x1b[2K"
# Libraries that say on INFO what only their authors want to know; httpx would print every URL, keys included.
CHATTY = (
    "httpx", "httpcore", "asyncio", "matplotlib", "mlflow", "alembic", "sqlalchemy", "fontTools", "numexpr",
)  # fmt: skip


class TextFormatter(logging.Formatter):
    """`2026-11-20 10:30:45 | INFO     | tmdb_client | Fetching movie 12345`, coloured where asked.

    Not Rich's handler: it would fold lines at the width of the terminal, and cost every job a tenth of a second.
    """

    def __init__(self, *, colour: bool) -> None:
        """Colour the level only if `colour`."""
        level = "%(colour)s%(levelname)-8s%(reset)s" if colour else "%(levelname)-8s"
        super().__init__(f"%(asctime)s | {level} | %(name)s | %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
        self._colour = colour

    def format(self, record: logging.LogRecord) -> str:
        """One record as one line, plus its traceback if it has one."""
        if not self._colour:
            return super().format(record)
        record.colour, record.reset = COLOURS.get(record.levelname, ""), RESET
        # A bar that the workflow draws on this terminal is overwritten; it is drawn again below the line.
        return (CLEAR_LINE if "AYNE_BAR" in os.environ else "") + super().format(record)


def json_formatter() -> logging.Formatter:
    """One JSON object a line: level, logger, message, every `extra=` field, exception, timestamp (UTC, ISO 8601)."""
    from pythonjsonlogger.json import JsonFormatter

    names = {"levelname": "level", "name": "logger", "exc_info": "exception"}
    fields = ["levelname", "name", "message"]
    return JsonFormatter(fields, rename_fields=names, timestamp=True, json_ensure_ascii=False)


def get_logger(name: str) -> logging.Logger:
    """Return the logger called `name`; `configure_logging` decides where its lines go."""
    return logging.getLogger(name)


def configure_logging(
    level: str = "INFO",
    use_json: bool = False,
    file: Path | None = None,
    *,
    append: bool = False,
    console: logging.Filter | None = None,
) -> None:
    """Send every log line to stderr, and to `file` as well (there without colour); replaces what was set before.

    `append` goes on with a file that is there; `console` leaves out what is for the file alone.
    """
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    stream = _handler(logging.StreamHandler(), use_json=use_json, colour=sys.stderr.isatty())
    if console is not None:
        stream.addFilter(console)
    root.addHandler(stream)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        root.addHandler(
            _handler(logging.FileHandler(file, mode="a" if append else "w", encoding="utf-8"), use_json=use_json)
        )
    root.setLevel(level.upper())
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _handler(
    handler: logging.StreamHandler[TextIO] | logging.FileHandler, *, use_json: bool, colour: bool = False
) -> logging.Handler:
    handler.setFormatter(json_formatter() if use_json else TextFormatter(colour=colour))
    return handler


@contextmanager
def errors_to_exit(logger: logging.Logger, study: Path | None = None) -> Iterator[None]:
    """Turn an `AyneError` into its message and exit code 1; anything else keeps its traceback, as it is our bug.

    What is missing of a `study` may be in its bucket: then how it is fetched is said as well.
    """
    try:
        yield
    except AyneError as error:
        logger.error("%s", error)
        if study is not None and (fetch := how_to_fetch(study)):
            logger.error("%s", fetch)
        sys.exit(1)
