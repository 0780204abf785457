"""Where the console's lines go: plain text, one JSON object a line, or a terminal with a bar below the lines."""

import json
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from ayne.core.repository_link import without_link

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

COLOURS = {"WARNING": "\x1b[33m", "ERROR": "\x1b[31m"}
RESET = "\x1b[0m"
CLEAR_LINE = "\r\x1b[2K"
# Jobs that write to the same terminal clear the bar's line first, if this is set (ayne.core.logging).
BAR = "AYNE_BAR"
BAR_WIDTH = 16  # columns of the terminal


class Console:
    """Writes lines to `stream`; on a terminal a bar with what is running stays below them."""

    def __init__(self, stream: TextIO, *, colour: bool) -> None:
        """`colour` warnings and errors."""
        self.stream, self.colour = stream, colour
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    @property
    def is_terminal(self) -> bool:
        """Whether a person is looking, and not a file."""
        return self.stream.isatty() and os.environ.get("TERM") != "dumb" and not _is_json()

    def say(self, text: str, level: str = "INFO", **fields: Any) -> None:
        """Write one message; `fields` are for those who read JSON."""
        text = without_link(text)
        fields = {name: without_link(value) if isinstance(value, str) else value for name, value in fields.items()}
        if _is_json():
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            entry = {"timestamp": now, "level": level, "logger": "snakemake", "message": text}
            line = json.dumps(entry | fields, ensure_ascii=False, default=str)
        else:
            line = f"{COLOURS[level]}{text}{RESET}" if self.colour and level in COLOURS else text
        if self._bar is None:
            self.stream.write(line + "\n")
            self.stream.flush()
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True, style=None)

    def show(self, done: int, total: int, running: str) -> None:
        """Draw the bar, on a terminal alone."""
        if not self.is_terminal:
            return
        if self._bar is None:
            self._start()
        if self._bar is not None and self._task is not None:
            # What else is in the line, so that it gives way: Rich would narrow every column alike
            room = self._bar.console.width - BAR_WIDTH - len(f" {done} of {total}  0:00:00  ")
            shown = running if len(running) <= room else f"{running[: max(0, room - 1)]}…"
            self._bar.update(self._task, completed=done, total=total, running=shown)

    def _start(self) -> None:
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
        from rich.table import Column

        columns = (
            BarColumn(bar_width=BAR_WIDTH),
            MofNCompleteColumn(" of "),
            TimeElapsedColumn(),
            TextColumn("{task.fields[running]}", table_column=Column(no_wrap=True, overflow="ellipsis"), markup=False),
        )
        console = RichConsole(file=self.stream)
        self._bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
        self._task = self._bar.add_task("", total=None, running="")
        self._bar.start()
        os.environ[BAR] = "1"

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
            os.environ.pop(BAR, None)


def stream_of(*, stdout: bool) -> TextIO:
    """Return where Snakemake was told to write."""
    return sys.stdout if stdout else sys.stderr


def _is_json() -> bool:
    """Look each time: the Snakefile sets this from the settings, after the first lines."""
    return os.environ.get("LOG_JSON", "").lower() in {"1", "true", "yes", "on"}
