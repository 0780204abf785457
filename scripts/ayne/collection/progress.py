"""The progress of a collection: a bar on a terminal, else a log line every half minute, and one line at the end."""

import os
import sys
import time
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ayne.core.logging import get_logger

if TYPE_CHECKING:
    from tqdm import tqdm

logger = get_logger("collect")
# A job of the workflow shows these on the console, and no other line below WARNING.
progress_logger = get_logger("progress")

LINE_EVERY_S = 30.0
BAR_AFTER_S = 2.0


class Progress:
    """Counts the outcomes of one collection and shows them; `total` None where it is not known beforehand."""

    def __init__(self, title: str, total: int | None) -> None:
        """`title` opens every line: `tmdb movies 1999`."""
        self.title, self.total = title, total
        self.counts: Counter[str] = Counter()
        self._started_at = self._shown_at = time.monotonic()
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Self:
        """Draw the bar if there is a terminal, and the workflow draws none on it."""
        if sys.stderr.isatty() and "AYNE_BAR" not in os.environ:
            from tqdm import tqdm

            self._bar = tqdm(desc=self.title, total=self.total, delay=BAR_AFTER_S, unit="answers", leave=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say what came of it, after an interruption too."""
        if self._bar is not None:
            self._bar.close()
        outcomes = ", ".join(f"{n} {outcome}" for outcome, n in sorted(self.counts.items())) or "nothing to ask"
        logger.info("%s: %s%s", self.title, outcomes, "" if kind is None else "; not finished")

    def count(self, outcome: str, n: int = 1) -> None:
        """Note `n` more of `outcome`."""
        self.counts[outcome] += n
        if self._bar is not None:
            self._bar.update(n)
            return
        now = time.monotonic()
        if now - self._shown_at >= LINE_EVERY_S:
            self._shown_at = now
            progress_logger.info("%s", self._line(now - self._started_at))

    def _line(self, seconds: float) -> str:
        done = self.counts.total()
        rate = done / seconds
        if self.total is None:
            return f"{self.title}: {done} done, {rate:.1f}/s"
        left = self.total - done
        return f"{self.title}: {done} done, {left} left, {rate:.1f}/s, {left / rate:.0f} s to go"
