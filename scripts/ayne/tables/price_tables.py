"""Tables of US consumer prices: the shipped annual averages, and what answers of the BLS add to them."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from ayne.core.files import read_jsonl, write_text
from ayne.core.logging import get_logger

logger = get_logger(__name__)

type Months = dict[tuple[int, int], float]

# A month's index counts as known so many days after its end; it is published from the tenth to the fifteenth.
PUBLISHED_AFTER_DAYS = 15
MONTHS_A_YEAR = 12
# October 2025 was never published, for want of a budget: a mean of the eleven others stands for such a year.
MONTHS_NEEDED = 11


def build_prices(raw: Path, shipped: Path, last_month: str, annual_out: Path, recent_out: Path) -> None:
    """Write annual averages (`year,cpi_u`) and means of the last twelve months (`known_from,cpi_u`), oldest first.

    Nothing after `last_month` (YYYY-MM). A year of the shipped table stays as it is there.
    """
    months = {month: value for month, value in months_in(raw).items() if f"{month[0]}-{month[1]:02d}" <= last_month}
    with shipped.open(encoding="utf-8", newline="") as rows:
        annual = {int(row["year"]): row["cpi_u"] for row in csv.DictReader(rows)}
    means = {month: mean for month in sorted(months) if (mean := yearly_mean(months, *month)) is not None}
    added = {year: mean for (year, month), mean in means.items() if month == MONTHS_A_YEAR and year not in annual}
    write_csv(annual_out, ("year", "cpi_u"), sorted((annual | added).items()))
    write_csv(recent_out, ("known_from", "cpi_u"), [(known_from(*month), mean) for month, mean in means.items()])
    logger.info("bls: %d months, %d years added to the shipped %d", len(months), len(added), len(annual))


def months_in(raw: Path) -> Months:
    """Return the index by year and month; M13, the annual average, and months without a figure are left out."""
    months: Months = {}
    for line in read_jsonl(raw):
        for entry in entries(orjson.loads(line)["body"]["Results"]):
            period, value = str(entry.get("period")), str(entry.get("value"))
            month = int(period[1:]) if period[:1] == "M" and period[1:].isdigit() else 0
            if not 1 <= month <= MONTHS_A_YEAR:
                continue
            try:
                months[int(entry["year"]), month] = float(value)
            except ValueError:
                logger.warning("bls: no figure for %s %s: %r", entry["year"], period, value)
    return months


def entries(results: Any) -> list[dict[str, Any]]:
    """Return the figures of an answer; `Results` has been a list of one object, and that object alone."""
    holder = results[0] if isinstance(results, list) else results
    return list(holder["series"][0]["data"])


def last_published(snapshot: date) -> str:
    """Return the last month (YYYY-MM) whose index is known on `snapshot`."""
    first = (snapshot - timedelta(days=PUBLISHED_AFTER_DAYS)).replace(day=1)
    return f"{first - timedelta(days=1):%Y-%m}"


def known_from(year: int, month: int) -> date:
    """Return the day from which the index of a month counts as known."""
    next_month = date(year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)
    return next_month + timedelta(days=PUBLISHED_AFTER_DAYS)


def yearly_mean(months: Months, year: int, month: int) -> float | None:
    """Return the mean of the twelve months up to this one; None where two are missing, or they begin before all."""
    last = year * MONTHS_A_YEAR + month - 1
    numbers = range(last - MONTHS_A_YEAR + 1, last + 1)
    keys = [(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1) for number in numbers]
    values = [months[key] for key in keys if key in months]
    is_enough = keys[0] >= min(months) and len(values) >= MONTHS_NEEDED
    return round(sum(values) / len(values), 3) if is_enough else None


def write_csv(path: Path, header: tuple[str, ...], rows: Any) -> None:
    """Write a small table whole."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    write_text(path, text.getvalue())
