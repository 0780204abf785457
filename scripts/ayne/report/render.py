"""A page from its template."""

from pathlib import Path
from typing import Any

import jinja2

from ayne.core.files import write_text


def write_page(out: Path, template: Path, **values: Any) -> None:
    """Write the page whole; values are escaped unless the template calls them markup, a missing one is an error."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    write_text(out, environment.from_string(template.read_text(encoding="utf-8")).render(**values))
