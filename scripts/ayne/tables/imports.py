"""A table that the user has a right to, from a file or saved pages to typed Parquet, and what could not be read."""

from pathlib import Path
from typing import Any

from ayne.core.logging import get_logger
from ayne.tables.dictionary_file import read_dictionary_file
from ayne.tables.import_file import TABLES, load_rows
from ayne.tables.numbers_pages import load_pages
from ayne.tables.parse import rejected_query
from ayne.tables.session import copy_parquet, open_session

logger = get_logger(__name__)


def parse_import(files: list[Path], source: str, sql: Path, dictionary: Path, out: Path, rejected: Path) -> None:
    """Write the typed rows of one CSV or Parquet file, or of saved pages, and the rejected rows and values.

    `sql` leaves `received`, `readable` and `typed`; `macros.sql` beside it is run first. Without files both outputs
    are empty, with the right columns. A column that the file must have and has not is a `DataError`.
    """
    described = read_dictionary_file(dictionary)
    with open_session() as session:
        columns = imported_columns(source, described)
        if files and files[0].suffix not in TABLES:
            load_pages(session, files, columns)
        else:
            load_rows(session, files[0] if files else None, columns)
        for script in (sql.with_name("macros.sql"), sql):
            session.execute(script.read_text(encoding="utf-8"))
        copy_parquet(
            session, "SELECT * EXCLUDE (record_number) FROM typed ORDER BY record_id, record_number", out
        )  # fmt: skip
        copy_parquet(session, rejected_query(session, source, described["columns"], kind="VARCHAR"), rejected)
        rows = session.execute("SELECT count(*) FROM typed").fetchall()[0][0]
    shown = f"{files[0]} …" if len(files) > 1 else next(map(str, files), "no file: see imports in config/config.yaml")
    logger.info("%s: %d rows of %d files (%s)", source, rows, len(files), shown)


def imported_columns(source: str, dictionary: dict[str, Any]) -> list[str]:
    """Return the columns that the file must have: what the dictionary's columns and fields come from."""
    origins = [str(column["origin"]).partition(".") for column in dictionary["columns"].values()]
    fields = [field for owner, _, field in origins if owner == source]
    return list(dict.fromkeys([*fields, *(dictionary.get("fields") or {})]))
