"""Daily US charts of the simulated movies, as Box Office Mojo's pages have them: for `imports.daily_box_office`.

What a movie grosses in the US and Canada is what OMDb says of it, or drawn where that says nothing. It opens on its
release date and keeps about a share of its own from weekend to weekend; its theaters follow from its opening.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from math import exp
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ayne.core.files import atomic_path
from ayne.simulation.movie import Movie
from ayne.simulation.omdb_bodies import DOMESTIC_SHARE, omdb_body
from ayne.simulation.world import generate_years

if TYPE_CHECKING:
    import polars as pl

CHARTS = 61
WEEKS = 12
# Of a weekend from Friday on; of the weekend before, on each day from Monday to Thursday.
FRIDAY, WEEKEND, MIDWEEK = 4, (0.36, 0.39, 0.25), 0.085
# A chart names no movie that takes less on a day.
LEAST_USD = 500
# By how much the share that is kept differs from week to week, in ln, from the lowest to the highest.
UNEVEN = 0.3
MOST_THEATERS = 4300
DISTRIBUTORS = ("Colossus Pictures", "Northstar Studios", "Pinnacle Studios", "-")


def chart_days(movie: Movie, snapshot: date) -> Iterator[dict[str, Any]]:
    """Yield the row of each day before the snapshot on which the movie is in the charts."""
    draw = movie.draw(CHARTS)
    retention, usual_usd = 0.38 + 0.27 * draw.unit(), 3000 + 9000 * draw.unit()
    domestic_usd = _domestic_usd(movie, draw.unit())
    # No weekend tells the next one exactly.
    shares = [*accumulate((retention * exp(UNEVEN * (draw.unit() - 0.5)) for _ in range(WEEKS - 1)), mul, initial=1.0)]
    opening = domestic_usd / (sum(shares) * (1 + 4 * MIDWEEK))
    widest = min(max(round(opening / usual_usd), 1), MOST_THEATERS)
    distributor = DISTRIBUTORS[draw.below(len(DISTRIBUTORS))]
    friday = movie.release_date + timedelta((FRIDAY - movie.release_date.weekday()) % 7)
    to_date = 0
    for number in range((friday - movie.release_date).days + 7 * WEEKS):
        day = movie.release_date + timedelta(number)
        week, place = divmod((day - friday).days, 7)
        usd = round(opening * shares[max(week, 0)] * (WEEKEND[place] if place < len(WEEKEND) else MIDWEEK))
        if day >= snapshot or usd < LEAST_USD:
            return
        to_date, theaters = to_date + usd, max(round(widest * retention ** (max(week - 1, 0) / 2)), 1)
        yield {
            "Release": movie.title, "Daily": f"${usd:,}", "Theaters": f"{theaters:,}", "Avg": f"${usd // theaters:,}",
            "To Date": f"${to_date:,}", "Days": str(number + 1), "Distributor": distributor,
            "Estimated": "false", "date": day.isoformat(), "release_href": f"/release/rl{movie.tmdb_id}/",
        }  # fmt: skip


def write_daily_charts(path: Path, *, seed: int, movies: int, first_year: int, snapshot: date) -> int:
    """Write the charts of a world, the movies of a day by what they took, as Parquet; return the number of rows."""
    table = daily_charts(seed, movies, first_year, snapshot)
    with atomic_path(path) as temporary:
        table.write_parquet(temporary)
    return table.height


def daily_charts(seed: int, movies: int, first_year: int, snapshot: date) -> "pl.DataFrame":
    """Return one row per movie and day in the columns of the page, all of them text."""
    import polars as pl

    rows = [
        row
        for year in generate_years(seed, movies, first_year, snapshot)
        for movie in year.movies()
        if not (movie.is_undated or movie.is_listed_only or movie.age_days <= 0)
        for row in chart_days(movie, snapshot)
    ]
    gross = pl.col("Daily").str.replace_all("[$,]", "").cast(pl.Int64)
    return (
        pl.DataFrame(rows)
        .sort("date", gross, "release_href", descending=[False, True, False])
        .with_columns(
            pl.int_range(1, pl.len() + 1).over("date").cast(pl.String).alias("TD"),
            pl.lit("-").alias("%± YD"),
            pl.lit("-").alias("%± LW"),
        )
    )


def _domestic_usd(movie: Movie, chance: float) -> float:
    """Return the gross in the US and Canada, in nominal US dollars."""
    box_office = omdb_body(movie)["BoxOffice"]
    if box_office != "N/A":
        return float(box_office.replace("$", "").replace(",", ""))
    return movie.gross_usd * DOMESTIC_SHARE.get(movie.language.country, 0.05) * (0.6 + 0.8 * chance)
