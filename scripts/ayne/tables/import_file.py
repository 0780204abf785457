"""Reads the rows of an imported CSV or Parquet file as text."""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from itertools import batched
from pathlib import Path
from typing import IO

import duckdb

from ayne.core.errors import DataError
from ayne.tables.repair import SHOWN_CHARACTERS
from ayne.tables.session import name, quoted

TABLES = (".csv", ".parquet")
_BATCH = 10_000


def count_rows(file: Path) -> int:
    """Return how many rows a CSV or Parquet file has, its header and empty lines apart."""
    if file.suffix.lower() == ".parquet":
        with duckdb.connect() as session:
            return len(session.read_parquet(str(file)))
    return sum(1 for _ in _csv_rows(file)) - 1


def load_rows(session: duckdb.DuckDBPyConnection, file: Path | None, columns: list[str]) -> None:
    """Load `columns` of a file into the temporary tables `records` and `damage(record_id, field, value, reason)`.

    `records` has every row, as text, with its number; a line of a CSV file that has another number of values than the
    first line, or is not UTF-8, stands in `damage`, field ''. A file without one of the columns is a `DataError`.
    """
    kinds = ", ".join(f"{name(column)} VARCHAR" for column in columns)
    session.execute("CREATE TEMP TABLE damage (record_id VARCHAR, field VARCHAR, value VARCHAR, reason VARCHAR)")
    session.execute(f"CREATE TEMP TABLE records (record_number BIGINT, {kinds})")
    if file is None:
        return
    if file.suffix.lower() == ".csv":
        _load_csv(session, file, columns)
    else:
        _load_parquet(session, file, columns)


def _load_parquet(session: duckdb.DuckDBPyConnection, file: Path, columns: list[str]) -> None:
    try:
        rows = session.read_parquet(str(file))
        _require_columns(file, rows.columns, columns)
        texts = ", ".join(f"{name(column)}::VARCHAR" for column in columns)
        session.execute(f"INSERT INTO records SELECT row_number() OVER (), {texts} FROM read_parquet({quoted(file)})")
    except duckdb.Error as error:
        raise DataError(f"{file}: cannot be read as Parquet: {str(error).splitlines()[0]}") from error


def _load_csv(session: duckdb.DuckDBPyConnection, file: Path, columns: list[str]) -> None:
    """Load by Python's reader: one damaged line leads DuckDB's astray in those that follow."""
    rows = _csv_rows(file)
    header = next(rows, [])
    _require_columns(file, header, columns)
    places = [header.index(column) for column in columns]
    values = ", ".join(["unnest(?::VARCHAR[])"] * len(columns))
    for batch in batched(enumerate(rows, start=1), _BATCH):
        sound = [
            (number, row)
            for number, row in batch
            # files put together have the first line again
            if len(row) == len(header) and row != header and "\ufffd" not in "".join(row)
        ]
        lists = [[row[place] for _, row in sound] for place in places]
        session.execute(
            f"INSERT INTO records SELECT unnest(?::BIGINT[]), {values}", [[number for number, _ in sound], *lists]
        )
        numbers = {number for number, _ in sound}
        _note_damage(session, [(number, ",".join(row)) for number, row in batch if number not in numbers])


def _note_damage(session: duckdb.DuckDBPyConnection, rows: list[tuple[int, str]]) -> None:
    session.execute(
        "INSERT INTO damage SELECT 'row ' || unnest(?::BIGINT[]), '', left(unnest(?::VARCHAR[]), ?), "
        "'the line is not a row of the table'",
        [[number for number, _ in rows], [text for _, text in rows], SHOWN_CHARACTERS],
    )


def _csv_rows(file: Path) -> Iterator[list[str]]:
    """Yield the lines of a CSV file that are not empty; bytes that are not UTF-8 become U+FFFD.

    Excel separates by semicolons where a comma is the decimal sign, and by tabs, in UTF-16, in "Unicode text". A quote
    left open spoils its own line, as a row of one value, and no other.
    """
    with file.open("rb") as content:
        is_utf16 = content.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    with file.open(encoding="utf-16" if is_utf16 else "utf-8-sig", errors="replace", newline="") as lines:
        header = lines.readline()
        separator = max(",;\t", key=header.count)
        lines.seek(0)
        yield from _Rows(lines, separator)


class _Rows:
    """The rows of a CSV file, of which a quote left open spoils its own line, as a row of one value, and no other."""

    def __init__(self, lines: IO[str], separator: str) -> None:
        """Nothing is read before the first row."""
        self._lines, self._separator = lines, separator
        self._width: int | None = None
        self._taken: list[str] = []
        self._waiting: deque[str] = deque()

    def __iter__(self) -> Iterator[list[str]]:
        while True:
            try:
                for row in csv.reader(self._next_lines(), delimiter=self._separator):
                    if self._has_swallowed(row):
                        break
                    self._width = self._width or len(row)
                    self._taken.clear()
                    if row:
                        yield row
                else:
                    return
            except csv.Error:
                # a value of more than 131,072 characters
                pass
            first, *others = self._taken
            self._taken.clear()
            self._waiting.extendleft(reversed(others))
            yield [first.rstrip("\r\n")]

    def _next_lines(self) -> Iterator[str]:
        while line := self._waiting.popleft() if self._waiting else self._lines.readline():
            self._taken.append(line)
            yield line

    def _has_swallowed(self, row: list[str]) -> bool:
        """Whether a row of several lines has other rows in a value, or another width than the first row."""
        if len(self._taken) == 1 or self._width is None:
            return False
        return len(row) != self._width or any(
            "\n" in value and value.count(self._separator) >= self._width - 1 for value in row
        )


def _require_columns(file: Path, columns: list[str], wanted: list[str]) -> None:
    if missing := [column for column in wanted if column not in columns]:
        raise DataError(f"{file}: no column {', '.join(missing)}; it has {', '.join(columns) or 'none'}")
    if twice := [column for column in wanted if columns.count(column) > 1]:
        raise DataError(f"{file}: column {', '.join(twice)} stands there twice; leave one")
