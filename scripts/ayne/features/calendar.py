"""Family `calendar`: the release date and its distance from the holidays on which Americans go to the cinema."""

from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query

# As the `holidays` package calls them; Presidents' Day is officially Washington's Birthday.
THEATRICAL_HOLIDAYS = (
    "Washington's Birthday", "Memorial Day", "Independence Day", "Labor Day", "Thanksgiving Day", "Christmas Day",
)  # fmt: skip


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; a release on a holiday is 0 days from it both ways."""
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
    import holidays

    calendar = holidays.country_holidays("US", years=range(first_year, last_year + 1), observed=False)
    held = {day for day, name in calendar.items() if any(wanted in name for wanted in THEATRICAL_HOLIDAYS)}
    return pl.DataFrame({"day": sorted(held)}, schema={"day": pl.Date})


def of_movie(movie: MovieFacts, past: Past) -> dict[str, Any]:  # noqa: ARG001
    """Return the columns of one movie."""
    day = movie.release_date
    after = None if movie.us_release_date is None else (movie.us_release_date - day).days
    held = holidays_around(day.year)
    return {
        "release_year": day.year,
        "release_month": day.month,
        "release_week": day.isocalendar().week,
        "release_weekday": day.isoweekday(),
        "is_summer": 5 <= day.month <= 8,
        "is_awards_season": 10 <= day.month <= 12,
        "is_new_years_day": (day.month, day.day) == (1, 1),
        "days_to_us_release": None if after is None else max(after, -60) if after <= 30 else 0,
        "is_released_in_us": None if after is None else after < -14,
        # The calendar of holidays ends with 2100.
        "days_to_holiday": next(((holiday - day).days for holiday in held[bisect_left(held, day) :]), None),
        "days_since_holiday": (day - held[bisect_right(held, day) - 1]).days,
    }


@lru_cache(maxsize=512)
def holidays_around(year: int) -> list[date]:
    """Return the theatrical holidays of a year, the one before and the one after, in order."""
    return theatrical_holidays(year - 1, year + 1)["day"].to_list()
