"""Exports: tables for people (CSV, Excel) and for machines (Parquet), sorted, the same bytes for the same data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from ayne.core.errors import DataError
from ayne.core.files import atomic_path, write_parquet, write_text
from ayne.database import DuckDBClient
from ayne.tables.session import name

LIST_SEPARATOR = "; "
# Excel's own limits: rows of a sheet without the head, characters of a cell and of a sheet's name.
MOST_ROWS, MOST_CHARACTERS, MOST_NAME = 1_048_575, 32_767, 31
# Excel counts days from 1900 on, and one too many until the end of February, as it believes in a 29th.
FIRST_DAY = "1900-03-01"


@dataclass(frozen=True)
class Described:
    """A column as the database describes it."""

    table: str
    column: str
    type: str
    description: str


def export_table(database: Path, table: str, csv: Path, parquet: Path, *, payback_multiple: float) -> None:
    """Write a table or view of the database as UTF-8 CSV and as Parquet, sorted by its columns from the left.

    The CSV has ISO dates, plain numbers, true and false, nothing for unknown, and lists joined by `; `. The head is
    the data dictionary's names, which end in the unit. `is_profitable` is a gross of `payback_multiple` budgets.
    """
    with DuckDBClient(database, threads=1) as db:
        db.set_variables({"payback_multiple": payback_multiple})
        known = {
            str(row[0])
            for row in db.connection.execute("SELECT table_name FROM duckdb_columns() WHERE NOT internal").fetchall()
        }
        if table not in known:
            raise DataError(f"exports: there is no table or view {table!r}; there are {', '.join(sorted(known))}")
        rows = db.query(f"SELECT * FROM {name(table)} ORDER BY ALL")
    write_parquet(rows, parquet)
    write_text(csv, plain(rows).write_csv(float_scientific=False))


def plain(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows in which every cell is one value: lists are joined."""
    joined = [pl.col(column).cast(pl.List(pl.String)).list.join(LIST_SEPARATOR) for column in _lists(rows)]
    return rows.with_columns(joined)


def _lists(rows: pl.DataFrame) -> list[str]:
    return [column for column, dtype in rows.schema.items() if isinstance(dtype, pl.List)]


def describe_columns(database: Path, tables: Sequence[str]) -> list[Described]:
    """Return the columns of tables in their order, with the comments that the data dictionary gave them."""
    query = """
        SELECT table_name, column_name, data_type, coalesce(comment, '')
        FROM duckdb_columns() WHERE list_contains(?, table_name)
        ORDER BY list_position(?, table_name), column_index
    """
    with DuckDBClient(database, threads=1) as db:
        rows = db.connection.execute(query, [list(tables), list(tables)]).fetchall()
    return [Described(*row) for row in rows]


def build_workbook(out: Path, tables: Mapping[str, Path], columns: Sequence[Described], created: date) -> None:
    """Write an Excel workbook: first what every column is, then a sheet a table with a frozen head and filters."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    stamp = datetime(created.year, created.month, created.day, tzinfo=UTC).replace(tzinfo=None)
    with atomic_path(out) as path:
        # No formulas, links or numbers are made of text: a title may begin with `=`.
        book = Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        book.set_properties({"title": "AYNE", "created": stamp})
        styles = _styles(book)
        about = pl.DataFrame([vars(column) for column in columns], schema=list(Described.__annotations__))
        _write_sheet(book.add_worksheet("dictionary"), about, styles)
        for table, parquet in tables.items():
            rows = plain(pl.read_parquet(parquet))
            if rows.height > MOST_ROWS:
                raise DataError(f"exports: {table} has {rows.height:,} rows, Excel takes {MOST_ROWS:,}; leave it out")
            _write_sheet(book.add_worksheet(table[:MOST_NAME]), rows, styles)
        book.close()


def _styles(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "usd": book.add_format({"num_format": "#,##0"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        "real": book.add_format({"num_format": "0.00"}),
        "text": book.add_format({}),
    }


def _write_sheet(sheet: Any, rows: pl.DataFrame, styles: Mapping[str, Any]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(rows.height, 1), rows.width - 1)
    for place, (column, dtype) in enumerate(rows.schema.items()):
        kind = _kind(column, dtype)
        sheet.set_column(place, place, _width(rows[column], column), styles[kind])
        sheet.write_string(0, place, column, styles["head"])
        for line, value in enumerate(rows[column].to_list(), start=1):
            if value is not None:
                sheet.write(line, place, _cell(value), styles[kind])


def _cell(value: Any) -> Any:
    """Return a value as Excel can hold it: no more than so much text, and a day before its calendar as ISO text."""
    if isinstance(value, date) and value.isoformat() < FIRST_DAY:
        return value.isoformat()
    return value[:MOST_CHARACTERS] if isinstance(value, str) else value


def _kind(column: str, dtype: pl.DataType) -> str:
    if dtype == pl.Date:
        return "date"
    if isinstance(dtype, pl.Datetime):
        return "time"
    if column.endswith("_usd"):
        return "usd"
    return "real" if dtype.is_float() else "text"


def _width(values: pl.Series, column: str) -> float:
    """Return a width in characters at which most cells can be read."""
    longest = values.head(500).cast(pl.String).str.len_chars().quantile(0.9) or 0
    return min(max(float(longest) + 2, min(len(column), 14) + 3, 8), 48)
