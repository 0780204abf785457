"""Bodies in JSON, of which a key that stands twice is refused."""

import asyncio

import httpx
from fastapi import APIRouter, FastAPI

from ayne.serve.json_body import StrictJsonRoute


def answer(body):
    api = APIRouter(route_class=StrictJsonRoute)

    @api.post("/echo")
    def echo(body: dict[str, object]) -> dict[str, object]:
        return body

    app = FastAPI()
    app.include_router(api)

    async def ask():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.post("/echo", content=body, headers={"content-type": "application/json"})

    response = asyncio.run(ask())
    return response.status_code, response.json()


def test_a_key_that_stands_twice_is_refused_however_deep():
    film = b'{"film": {"title": "A", "budget_usd": 65000000, "budget_usd": 6500000}}'
    assert answer(film) == (422, {"detail": "budget_usd stands twice; leave one"})


def test_any_other_body_passes_and_what_is_no_json_is_refused():
    assert answer(b'{"a": {"b": 1}, "b": [{"a": 2}, {"a": 3}]}') == (200, {"a": {"b": 1}, "b": [{"a": 2}, {"a": 3}]})
    assert answer(b'{"a": ')[0] == 422
