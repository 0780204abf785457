"""US consumer prices: how nominal dollars become dollars of one base year, without a figure from the future."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from ayne.core.errors import DataError

CPI_FILE = Path(__file__).parents[1] / "data" / "cpi_us_annual.csv"


@dataclass(frozen=True)
class Deflators:
    """Factors from nominal to real dollars: `factors[i]` holds for cut-offs from `known_from[i]` on, earliest first."""

    known_from: list[date]
    factors: list[float]


def read_cpi(path: Path = CPI_FILE) -> pl.DataFrame:
    """Annual averages of the US CPI-U (1982-84 = 100), one row a year: `year`, `cpi_u`."""
    return pl.read_csv(path, schema={"year": pl.Int32, "cpi_u": pl.Float64}).sort("year")


def known_from(year: int) -> date:
    """Return the day from which the annual average of `year` counts as known.

    The Bureau of Labor Statistics publishes December's index, hence the average, by the end of January.
    """
    return date(year + 1, 2, 1)


def deflators(base_year: int, cpi: pl.DataFrame | None = None) -> Deflators:
    """Each factor is cpi(base year) / cpi(latest year known at the cut-off).

    A cut-off before the first figure uses the first one, a cut-off after the last figure the last one.
    A base year without a figure is a `DataError`.
    """
    figures = dict((read_cpi() if cpi is None else cpi).rows())
    if base_year not in figures:
        years = f"{min(figures)} to {max(figures)}"
        raise DataError(f"features.base_year is {base_year}; the CPI table has the years {years}")
    first, *later = sorted(figures)
    return Deflators(
        known_from=[date.min, *(known_from(year) for year in later)],
        factors=[figures[base_year] / figures[year] for year in (first, *later)],
    )
