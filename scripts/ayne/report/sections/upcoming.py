"""The movies that are not out yet, month by month: what they are forecast to earn, how surely, and why."""

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from ayne.artifacts.payback import PaybackScores
from ayne.charts.wording import day, percent, short_dollars
from ayne.database import DuckDBClient
from ayne.database.movie_names import names_of
from ayne.horizons.cells import AFTER
from ayne.horizons.film_amounts import WHEN
from ayne.models.budget_line import SMALLEST_BUDGET_USD
from ayne.report.inputs import Inputs
from ayne.report.section import UNKNOWN, Section

PLACE = 10
READS = ("champion", "payback", "upcoming", "database")
# Further movies would make the page too heavy for a phone: they are in the ranked table, and all in the file.
MOST = 500
# The bar of an interval, on a scale of logarithms.
FROM_USD, TO_USD = 1e5, 5e9
CAST = 4
SMALLER = {"US and Canada": "domestic_gross_usd", "Opening weekend": "opening_weekend_usd"}
WHO = {"director": "Directed by", "writer": "Written by", "cast": "With", "company": "Made by", "franchise": "Series"}
_FACTS = """
    SELECT movie_id, runtime_min, us_certification, original_language, genres, production_budget_usd_source
    FROM movie_facts WHERE list_contains(?, movie_id)
"""


def section(inputs: Inputs) -> Section:
    """Return the part on the movies of `upcoming.csv` in the order of their release."""
    movies = read_upcoming(inputs["upcoming"])
    shown = movies.head(MOST).rows(named=True)
    ids = [movie["tmdb_id"] for movie in shown]
    names, facts = names_of(inputs["database"], ids), _facts_of(inputs["database"], ids)
    multiple = PaybackScores.read(inputs.by_model("payback")[inputs.champion]).multiple
    shown_entries = [_entry(movie, names.get(movie["tmdb_id"], {}), facts.get(movie["tmdb_id"], {})) for movie in shown]
    months = [
        {"name": f"{first:%B %Y}", "movies": (group := list(entries)), "words": _together(group)}
        for first, entries in groupby(shown_entries, key=lambda movie: movie["date"].replace(day=1))
    ]
    values = {"total": movies.height, "shown": len(shown), "multiple": multiple, "months": months}
    return Section("upcoming", "What will the next movies earn?", values, menu="Next movies")


def read_upcoming(path: Path) -> pl.DataFrame:
    """Return the upcoming movies by release date, then id."""
    movies = pl.read_csv(path, infer_schema_length=None, schema_overrides={"release_date": pl.Date})
    return movies.sort("release_date", "tmdb_id")


def _facts_of(database: Path, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    with DuckDBClient(database, threads=1) as db:
        result = db.connection.execute(_FACTS, [list(ids)])
        columns = [column[0] for column in result.description]
        return {row[0]: dict(zip(columns, row, strict=True)) for row in result.fetchall()}


def _entry(movie: Mapping[str, Any], names: Mapping[str, Sequence[str]], facts: Mapping[str, Any]) -> dict[str, Any]:
    low, high, chance = movie["lower_80"], movie["upper_80"], movie["prob_payback"]
    return {
        "id": movie["tmdb_id"],
        "title": movie["title"],
        "date": movie["release_date"],
        "day": f"{movie['release_date'].day} {movie['release_date']:%b}",
        "usd": movie["predicted_usd"],
        "forecast": short_dollars(movie["predicted_usd"]),
        "range": UNKNOWN if low is None else f"{short_dollars(low)} to {short_dollars(high)}",
        "bar": None if low is None else [f"{_place(usd):.1f}" for usd in (low, movie["predicted_usd"], high)],
        "chance": None if chance is None else percent(chance),
        "probability": chance,
        "facts": _facts(movie, names, facts),
        "reasons": _numbered(movie, "reason"),
        "similar": _numbered(movie, "similar"),
    }


def _place(usd: float) -> float:
    """Return where an amount lies on the scale of the bars, in percent."""
    span = math.log(TO_USD / FROM_USD)
    return 100 * min(max(math.log(max(usd, 1) / FROM_USD) / span, 0), 1)


def _facts(movie: Mapping[str, Any], names: Mapping[str, Sequence[str]], facts: Mapping[str, Any]) -> dict[str, str]:
    """Return what is known of a movie by what it is called; what is unknown is left out."""
    low, high, even = movie.get("lower_90"), movie.get("upper_90"), movie["break_even_budget_usd"]
    minutes, genres = facts.get("runtime_min"), facts.get("genres")
    by_label = {
        "Release": day(movie["release_date"]),
        "Forecast": movie["horizon"] in AFTER and f"in cinemas, {WHEN[movie['horizon']]}",
        **{label: movie.get(column) and short_dollars(movie[column]) for label, column in SMALLER.items()},
        "90\N{NO-BREAK SPACE}% interval": low is not None and f"{short_dollars(low)} to {short_dollars(high or 0)}",
        "Budget": _budget(movie["budget_usd"], facts.get("production_budget_usd_source")),
        "Breaks even": even is not None and f"with a budget of up to {short_dollars(even)}, if it earns the forecast",
        "Genres": genres and ", ".join(genres),
        "Certificate": facts.get("us_certification"),
        "Runtime": minutes and f"{minutes} minutes",
        **{words: names.get(role) and ", ".join(names[role][:CAST]) for role, words in WHO.items()},
    }
    return {name: str(value) for name, value in by_label.items() if value}


def _budget(usd: float | None, source: str | None) -> str:
    if not usd:
        return "not known"
    if usd < SMALLEST_BUDGET_USD:
        return f"not known ({short_dollars(usd)} as received, surely in another unit)"
    return f"{short_dollars(usd)}{f' ({source.upper()})' if source else ''}"


def _together(movies: Sequence[Mapping[str, Any]]) -> str:
    biggest = max(movies, key=lambda movie: movie["usd"])
    if len(movies) == 1:
        return "1 movie"
    return f"{len(movies)} movies, the biggest {biggest['title']}, {biggest['forecast']}"


def _numbered(movie: Mapping[str, Any], name: str) -> list[str]:
    return [value for key, value in movie.items() if key.startswith(f"{name}_") and value]
