"""Family `calendar`: the release date and its distance from the holidays on which Americans go to the cinema."""

import holidays
import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query

# As the `holidays` package calls them; Presidents' Day is officially Washington's Birthday.
THEATRICAL_HOLIDAYS = (
    "Washington's Birthday",
    "Memorial Day",
    "Independence Day",
    "Labor Day",
    "Thanksgiving Day",
    "Christmas Day",
)


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row a dated movie; a release on a holiday is 0 days from it both ways."""
    table = run_query(db, options, "calendar").sort("release_date")
    years = table["release_year"].to_list() or [options.snapshot.year]
    days = theatrical_holidays(years[0] - 1, years[-1] + 1)
    released = pl.col("release_date")
    return (
        table.join_asof(days.rename({"day": "next"}), left_on="release_date", right_on="next", strategy="forward")
        .join_asof(days.rename({"day": "last"}), left_on="release_date", right_on="last", strategy="backward")
        .with_columns(
            (pl.col("next") - released).dt.total_days().cast(pl.Int32).alias("days_to_holiday"),
            (released - pl.col("last")).dt.total_days().cast(pl.Int32).alias("days_since_holiday"),
        )
        .drop("next", "last")
        .sort("tmdb_id")
    )


def theatrical_holidays(first_year: int, last_year: int) -> pl.DataFrame:
    """Return the theatrical holidays of these years as they were held then: column `day`, in order."""
    calendar = holidays.country_holidays("US", years=range(first_year, last_year + 1), observed=False)
    held = {day for day, name in calendar.items() if any(wanted in name for wanted in THEATRICAL_HOLIDAYS)}
    return pl.DataFrame({"day": sorted(held)}, schema={"day": pl.Date})
