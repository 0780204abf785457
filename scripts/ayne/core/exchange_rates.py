"""What a year's US dollars are in other currencies: the European Central Bank's reference rates, averaged.

The bank's statistics may be reused if it is named as their source. The table has the mean of the days of each year,
taken by way of the euro; of the last year the days until it was made. Before 1999 there was no euro: no rates.
"""

import csv
from functools import cache
from pathlib import Path

RATES_FILE = Path(__file__).parents[1] / "data" / "usd_exchange_rates_annual.csv"


@cache
def usd_per_unit() -> dict[tuple[str, int], float]:
    """Return the US dollars for one unit, by currency (ISO 4217) and year."""
    with RATES_FILE.open(encoding="utf-8", newline="") as rows:
        return {(row["currency"], int(row["year"])): float(row["usd_per_unit"]) for row in csv.DictReader(rows)}
