"""One table that the user has a right to, from a CSV or Parquet file to typed Parquet, and what could not be read."""

from pathlib import Path
from typing import Any

from ayne.core.logging import get_logger
from ayne.tables.dictionary_file import read_dictionary_file
from ayne.tables.import_file import load_rows
from ayne.tables.parse import rejected_query
from ayne.tables.session import copy_parquet, open_session

logger = get_logger(__name__)


def parse_import(file: Path | None, source: str, sql: Path, dictionary: Path, out: Path, rejected: Path) -> None:
    """Write the typed rows of a file, one a row of it, and its rejected rows and values.

    `sql` leaves `received`, `readable` and `typed`; `macros.sql` beside it is run first. Without a file both outputs
    are empty, with the right columns. A column that the file must have and has not is a `DataError`.
    """
    described = read_dictionary_file(dictionary)
    with open_session() as session:
        load_rows(session, file, imported_columns(source, described))
        for script in (sql.with_name("macros.sql"), sql):
            session.execute(script.read_text(encoding="utf-8"))
        copy_parquet(
            session, "SELECT * EXCLUDE (record_number) FROM typed ORDER BY record_id, record_number", out
        )  # fmt: skip
        copy_parquet(session, rejected_query(session, source, described["columns"], kind="VARCHAR"), rejected)
        rows = session.execute("SELECT count(*) FROM typed").fetchall()[0][0]
    logger.info("%s: %d rows of %s", source, rows, file or "no file: see imports in config/config.yaml")


def imported_columns(source: str, dictionary: dict[str, Any]) -> list[str]:
    """Return the columns that the file must have: what the dictionary's columns and fields come from."""
    origins = [str(column["origin"]).partition(".") for column in dictionary["columns"].values()]
    fields = [field for owner, _, field in origins if owner == source]
    return list(dict.fromkeys([*fields, *(dictionary.get("fields") or {})]))
