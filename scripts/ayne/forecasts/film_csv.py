"""The cells of a CSV text of films, as people and spreadsheets write one."""

import csv
import io

from ayne.core.errors import DataError


def csv_rows(text: str, place: str) -> list[tuple[int, dict[str, str]]]:
    """Return of each line its number and the cells that are not blank, by the names in the first line.

    A line of blank cells is none: Excel leaves such behind. `DataError` names the place and what is wrong with it.
    """
    # Excel separates by semicolons where a comma is in numbers
    first, _, _ = text.partition("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=first.count), strict=True)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in line]) for line in reader]
    except csv.Error as error:
        raise DataError(
            f"{place}, line {reader.line_num}: cannot be read as CSV in UTF-8: {error}; is a quote left open?"
        ) from None
    films = [(number, cells) for number, cells in lines[1:] if any(cells)]
    if not films:
        raise DataError(f"{place}: no film in it; the first line names the fields, each further line is a film")
    names = lines[0][1]
    _check(names, films, place)
    return [(number, {name: cell for name, cell in zip(names, cells, strict=False) if cell}) for number, cells in films]


def _check(names: list[str], films: list[tuple[int, list[str]]], place: str) -> None:
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise DataError(f"{place}: the first line names {', '.join(twice)} twice; leave one")
    for number, cells in films:
        if any(cells[len(names) :]):
            raise DataError(
                f"{place}, line {number}: more cells than the first line has names; quote a cell that has a comma"
            )
        if nameless := [cell for name, cell in zip(names, cells, strict=False) if cell and not name]:
            raise DataError(
                f"{place}, line {number}: {nameless[0]!r} stands in a column without a name; name it, or leave it out"
            )
