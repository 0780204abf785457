"""Bodies in JSON, of which a key that stands twice is refused: Python takes the last one in silence."""

import json
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException


class StrictJsonRoute(APIRoute):
    """A route that reads its body by `StrictJsonRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, which is given another request."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            return await handle(StrictJsonRequest(request.scope, request.receive))

        return handle_strictly


class StrictJsonRequest(Request):
    """A request whose JSON has each key of an object once."""

    async def json(self) -> Any:
        """Return the body; 422 for a key that stands twice."""
        return json.loads(await self.body(), object_pairs_hook=_each_once)


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise HTTPException(422, f"{twice} stands twice; leave one")
    return content
