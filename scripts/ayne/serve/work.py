"""Work that takes a processor runs in a few threads, in the order it came, so that the server goes on listening."""

from collections.abc import Callable
from typing import Any

import anyio
from anyio import CapacityLimiter, to_thread


class Workers:
    """Two queues: forecasts, which take a processor whole, and look-ups, which are short."""

    def __init__(self) -> None:
        """Make the queues when the first work comes, as they belong to the event loop."""
        self._limiters: dict[str, CapacityLimiter] = {}

    async def forecast[Answer](self, work: Callable[..., Answer], *arguments: Any) -> Answer:
        """Run a forecast; whoever stops waiting for it leaves it to end by itself."""
        return await self._run("forecast", 1, work, *arguments)

    async def look_up[Answer](self, work: Callable[..., Answer], *arguments: Any) -> Answer:
        """Run a query."""
        return await self._run("look_up", 2, work, *arguments)

    async def _run[Answer](self, queue: str, threads: int, work: Callable[..., Answer], *arguments: Any) -> Answer:
        limiter = self._limiters.setdefault(queue, anyio.CapacityLimiter(threads))
        return await to_thread.run_sync(work, *arguments, abandon_on_cancel=True, limiter=limiter)
