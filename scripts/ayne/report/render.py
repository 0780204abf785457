"""A page from its template."""

from pathlib import Path
from typing import Any

import jinja2

from ayne.core.files import write_text


def write_page(out: Path, template: Path, **values: Any) -> None:
    """Write the page whole; values are escaped unless the template calls them markup, a missing one is an error.

    A template may include what lies in its folder.
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, loader=jinja2.FileSystemLoader(template.parent)
    )
    write_text(out, environment.get_template(template.name).render(**values))
