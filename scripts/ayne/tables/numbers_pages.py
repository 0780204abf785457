"""Saved movie pages of The Numbers as text: which values a page has, by the labels it gives them."""

import codecs
import re
from pathlib import Path

import duckdb
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ayne.core.errors import DataError
from ayne.tables.repair import SHOWN_CHARACTERS
from ayne.tables.session import name

TITLE = "title"
FILE = "file"
# Amounts of the whole release stand in this table; others of the page repeat its labels for single markets.
FINANCES = "table#movie_finances"
DECLARED = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# Where a page declares its charset.
HEAD_BYTES = 4096
# Browsers read these as Windows-1252 (WHATWG's encoding standard), and The Numbers' pages mean it.
WINDOWS_1252 = ("iso8859-1", "ascii", "cp1252")


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
        try:
            page = LexborHTMLParser(page_text(read(file)))
        except UnicodeError as error:
            session.execute("INSERT INTO damage VALUES (?, '', NULL, ?)", [file.name, f"not in its charset: {error}"])
            continue
        values = page_values(page)
        if reason := why_no_movie(page, values):
            shown = heading(page)[:SHOWN_CHARACTERS]
            session.execute("INSERT INTO damage VALUES (?, '', ?, ?)", [file.name, shown, reason])
            continue
        cells = values | {TITLE: heading(page), FILE: file.name}
        session.execute(insert, [number, *(cells.get(column) for column in columns)])


def page_text(content: bytes) -> str:
    """Return a page's text, in the charset of its byte order mark, of its `<meta>`, or UTF-8.

    UnicodeError for bytes that it does not have, and for a charset that Python does not know.
    """
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig")
    declared = DECLARED.search(content[:HEAD_BYTES])
    charset = declared[1].decode() if declared else "utf-8"
    try:
        known = codecs.lookup(charset).name
    except LookupError:
        raise UnicodeError(f"{charset} is unknown") from None
    return content.decode("cp1252" if known in WINDOWS_1252 else known)


def read(file: Path) -> bytes:
    """Return a file's content; DataError names the file that cannot be read."""
    try:
        return file.read_bytes()
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
    title = page.css_first("h1")
    return text_of(title) if title is not None else ""


def text_of(node: LexborNode) -> str:
    """Return the text of an element, with single blanks, a line of its own for each of several releases included."""
    return " ".join(node.text(separator=" ").split())
