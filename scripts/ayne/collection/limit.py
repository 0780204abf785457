"""At most N requests in any one-second window."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

# A hair over 1/N, so that rounding never lets one request too many into a second.
SPACING = 1.001


@dataclass(frozen=True)
class Clock:
    """Seconds from an arbitrary start, and a way to let them pass."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class RateLimit:
    """Hands out starts one by one, at least 1/N seconds apart as the clock saw them.

    Spacing, rather than a bucket of tokens, because a bucket lets a burst through on top of its rate (aiolimiter's
    `AsyncLimiter(40, 1)` gives 79 in the first second), and a stalled event loop would release what it held at once.
    """

    def __init__(self, per_second: float | None, clock: Clock) -> None:
        """No limit where `per_second` is None; `pause` works all the same."""
        self._spacing_s = 0.0 if per_second is None else SPACING / per_second
        self._clock = clock
        self._next = float("-inf")
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Return when the next request may start."""
        if self._spacing_s == 0.0 and self._next <= self._clock.now():
            return
        async with self._turn:
            while (left_s := self._next - self._clock.now()) > 0:
                await self._clock.sleep(left_s)
            self._next = self._clock.now() + self._spacing_s

    def pause(self, seconds: float) -> None:
        """Let no request of anyone start for `seconds`: a 429 is meant for the whole client."""
        self._next = max(self._next, self._clock.now() + seconds)
