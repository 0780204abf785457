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


def read_cpi(path: Path | str | None = None) -> pl.DataFrame:
    """Annual averages of the US CPI-U (1982-84 = 100), one row per year: `year`, `cpi_u`; None is the shipped table."""
    return pl.read_csv(path or CPI_FILE, schema={"year": pl.Int32, "cpi_u": pl.Float64}).sort("year")


def read_recent(path: Path | str | None) -> pl.DataFrame:
    """Means of the last twelve months by the day on which they are known: `known_from`, `cpi_u`; None has no row."""
    schema = {"known_from": pl.Date(), "cpi_u": pl.Float64()}
    return pl.DataFrame(schema=schema) if path is None else pl.read_csv(path, schema=schema).sort("known_from")


def known_from(year: int) -> date:
    """Return the day from which the annual average of `year` counts as known.

    The Bureau of Labor Statistics publishes December's index, hence the average, by the end of January.
    """
    return date(year + 1, 2, 1)


def deflators(
    base_year: int,
    cpi: pl.DataFrame | None = None,
    recent: pl.DataFrame | None = None,
    snapshot: date = date.max,
) -> Deflators:
    """Each factor is cpi(base year) / cpi(latest year known at the cut-off).

    The means of twelve months in `recent` count as years do, each from the day on which it is known.
    A cut-off before the first figure uses the first one, a cut-off after the last figure the last one.
    No figure that became known after `snapshot` is used, but the base year's, which is the unit of all amounts alike.
    A base year without a figure is a `DataError`.
    """
    figures = dict((read_cpi() if cpi is None else cpi).rows())
    if base_year not in figures:
        years = f"{min(figures)} to {max(figures)}"
        raise DataError(f"features.base_year is {base_year}; the CPI table has the years {years}")
    known = {known_from(year): figure for year, figure in figures.items()}
    known |= {} if recent is None else dict(recent.rows())
    first, *rest = sorted(known)
    later = [day for day in rest if day <= snapshot]
    return Deflators(
        known_from=[date.min, *later],
        factors=[figures[base_year] / known[day] for day in (first, *later)],
    )
