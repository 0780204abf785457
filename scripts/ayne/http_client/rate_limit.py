"""At most N requests in any one-second window, fewer for a while after the source has complained."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

# A little over 1/N: requests that leave in time and are held up on the way, each for a while of its own, must not make
# one too many in a second where they arrive.
SPACING = 1.025
# So much of a late start is made up for by the next one: asyncio wakes a sleeper up to this much too late.
LATE_S = 0.0015
# A source that complains gets half the rate, at most once a second (what is in flight complains together), down to a
# sixteenth; every ten seconds without a complaint bring back half as much again.
SLOWEST = 16.0
ONE_COMPLAINT_S = 1.0
RECOVER_EVERY_S = 10.0
RECOVER_BY = 1.5
# What a rate without a limit is taken for once the source complains.
UNLIMITED_SPACING_S = 1 / 100


@dataclass(frozen=True)
class Clock:
    """Seconds from an arbitrary start, and a way to let them pass."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class RateLimit:
    """Hands out starts one by one, at least 1/N seconds apart but for a millisecond or so, and never N + 1 in a second.

    Spacing, rather than a bucket of tokens, because a bucket lets a burst through on top of its rate (aiolimiter's
    `AsyncLimiter(40, 1)` gives 79 in the first second), and a stalled event loop would release what it held at once.
    """

    def __init__(self, per_second: float | None, clock: Clock) -> None:
        """No limit where `per_second` is None; `pause` works all the same."""
        self._spacing_s = 0.0 if per_second is None else SPACING / per_second
        self._clock = clock
        self._next = float("-inf")
        self._slowness = 1.0
        self._changed_at = float("-inf")
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Return when the next request may start."""
        if self._spacing_s == 0.0 and self._slowness == 1.0 and self._next <= self._clock.now():
            return
        async with self._turn:
            while (left_s := self._next - self._clock.now()) > 0:
                await self._clock.sleep(left_s)
            self._recover()
            now, spacing_s = self._clock.now(), self._spacing()
            late_s = now - self._next
            self._next = now - (min(late_s, LATE_S) if late_s < spacing_s else 0.0) + spacing_s

    def pause(self, seconds: float) -> None:
        """Hold back every request for `seconds`: a 429 is meant for the whole client."""
        self._next = max(self._next, self._clock.now() + seconds)

    def slow_down(self) -> None:
        """Halve the rate after a 429; it recovers by itself."""
        now = self._clock.now()
        if self._slowness > 1.0 and now - self._changed_at < ONE_COMPLAINT_S:
            return
        self._slowness = min(self._slowness * 2, SLOWEST)
        self._changed_at = now

    def _recover(self) -> None:
        while self._slowness > 1.0 and self._clock.now() - self._changed_at >= RECOVER_EVERY_S:
            self._slowness = max(1.0, self._slowness / RECOVER_BY)
            self._changed_at += RECOVER_EVERY_S

    def _spacing(self) -> float:
        if self._slowness == 1.0:
            return self._spacing_s
        return (self._spacing_s or UNLIMITED_SPACING_S) * self._slowness
