"""Saved movie pages of The Numbers as text: which values a page has, by the labels it gives them."""

from pathlib import Path

import duckdb
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ayne.core.errors import DataError
from ayne.tables.mend import SHOWN_CHARACTERS
from ayne.tables.session import name

TITLE = "title"
FILE = "file"
# Amounts of the whole release stand in this table; others of the page repeat its labels for single markets.
FINANCES = "table#movie_finances"


def load_pages(session: duckdb.DuckDBPyConnection, files: list[Path], columns: list[str]) -> None:
    """Load pages into the temporary tables `records` and `damage(record_id, field, value, reason)`.

    `records` has a row for each page of a movie: its `title` (the heading), its `file` name, and the text beside each
    label among `columns`, as received. A file that is no such page stands in `damage`, field ''.
    """
    kinds = ", ".join(f"{name(column)} VARCHAR" for column in columns)
    session.execute("CREATE TEMP TABLE damage (record_id VARCHAR, field VARCHAR, value VARCHAR, reason VARCHAR)")
    session.execute(f"CREATE TEMP TABLE records (record_number BIGINT, {kinds})")
    insert = f"INSERT INTO records VALUES ({', '.join('?' * (1 + len(columns)))})"
    for number, file in enumerate(files, start=1):
        page = LexborHTMLParser(read(file))
        values = page_values(page)
        if reason := why_no_movie(page, values):
            shown = heading(page)[:SHOWN_CHARACTERS]
            session.execute("INSERT INTO damage VALUES (?, '', ?, ?)", [file.name, shown, reason])
            continue
        given = values | {TITLE: heading(page), FILE: file.name}
        session.execute(insert, [number, *(given.get(column) for column in columns)])


def read(file: Path) -> str:
    """Return a file's text, U+FFFD where it is not UTF-8."""
    try:
        return file.read_bytes().decode("utf-8", errors="replace")
    except OSError as error:
        raise DataError(f"{file}: cannot be read: {error.strerror}") from error


def page_values(page: LexborHTMLParser) -> dict[str, str]:
    """Return the text beside each label of the page's tables, the finances first; of a label twice the first one."""
    values: dict[str, str] = {}
    for row in [*page.css(f"{FINANCES} tr"), *page.css("tr")]:
        cells = [text_of(cell) for cell in row.iter() if cell.tag == "td"]
        if len(cells) > 1:
            values.setdefault(cells[0].rstrip(" :"), cells[1])
    return values


def why_no_movie(page: LexborHTMLParser, values: dict[str, str]) -> str | None:
    """Say why a page is not a movie's; None if it is: a wrong address gives a page of search results, not an error."""
    if not heading(page):
        return "no movie page: it has no heading"
    if page.css_first(FINANCES) is None and "Domestic Releases" not in values:
        return "no movie page: neither box office nor releases"
    return None


def heading(page: LexborHTMLParser) -> str:
    """Return the page's main heading, "" without one."""
    found = page.css_first("h1")
    return text_of(found) if found is not None else ""


def text_of(node: LexborNode) -> str:
    """Return the text of an element, with single blanks, a line of its own for each of several releases included."""
    return " ".join(node.text(separator=" ").split())
