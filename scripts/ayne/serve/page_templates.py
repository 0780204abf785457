"""How a page is written: the templates, how they say numbers, and what every page says."""

import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from ayne.charts import wording
from ayne.serve.api_routes import served_of
from ayne.serve.served_champion import Served

FOLDER = Path(__file__).parent


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "dollars": _or_dash(wording.short_dollars), "percent": _or_dash(wording.percent), "day": _or_dash(wording.day),
        "number": _or_dash(wording.number), "times": lambda value: f"\N{MULTIPLICATION SIGN}{value:.2f}",
        "path": lambda value: quote(str(value), safe=""),
    }  # fmt: skip
    return environment


def _or_dash(say: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: "\N{EN DASH}" if value is None else say(value)


TEMPLATES = _environment()
# As `ayne.champion.card` says it.
CATALOGUE = re.compile(r"^- Catalogue: (\w+),", re.MULTILINE)


def rendered(request: Request, served: Served, template: str, status: int = 200, **values: Any) -> Response:
    """Render a page with what every page says."""
    common = {
        "served": served, "at": request.url.path, "catalogue": _catalogue_of(served.card["card"] or ""),
        "today": served.snapshot,
    }  # fmt: skip
    return HTMLResponse(TEMPLATES.get_template(f"{template}.html.j2").render(**common, **values), status)


def _catalogue_of(card: str) -> str:
    """Return where the movies of a model card are from, such as `simulated`; empty without one."""
    named = CATALOGUE.search(card)
    return named[1] if named else ""


def error_page(request: Request, status: int, detail: str) -> Response:
    """Say what is wrong, to somebody who reads pages."""
    title = HTTPStatus(status).phrase
    return rendered(request, served_of(request), "error", status, code=status, title=title, detail=detail)
