"""US consumer prices, with which budgets and grosses of the simulated world rise."""

import csv
from functools import cache
from pathlib import Path

CPI_FILE = Path(__file__).parents[1] / "data" / "cpi_us_annual.csv"
BASE_YEAR = 2020


@cache
def annual_cpi() -> dict[int, float]:
    """Return the annual averages of the US CPI-U by year."""
    with CPI_FILE.open(encoding="utf-8", newline="") as rows:
        return {int(row["year"]): float(row["cpi_u"]) for row in csv.DictReader(rows)}


def price_level(release_year: int) -> float:
    """Dollars that one dollar of `BASE_YEAR` is for a movie of this year.

    It is the level of the year before, the last one that whoever plans a release knows; beyond the table, the nearest.
    """
    cpi = annual_cpi()
    nearest = min(max(release_year - 1, min(cpi)), max(cpi))
    return cpi[nearest] / cpi[BASE_YEAR]
