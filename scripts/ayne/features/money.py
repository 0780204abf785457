"""Family `money`: the budget in dollars of the base year, and against what its genres' movies cost lately."""

from typing import Any

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.careers import MILLIONTHS, log_dollars
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie."""
    return run_query(db, options, "money", facts="facts", genre_budget="genre_budget").sort("tmdb_id")


def of_movie(movie: MovieFacts, past: Past) -> dict[str, Any]:
    """Return the columns of one movie; its budget is taken for clean."""
    cut_off = past.cut_off(movie)
    budget = log_dollars(movie.budget_usd, past.deflator(cut_off)) if movie.budget_usd else None
    medians = [past.median_budget(genre, cut_off) for genre in dict.fromkeys(movie.genre_ids)]
    known = [median for median in medians if median is not None]
    log_budget = None if budget is None else budget / MILLIONTHS
    return {
        "log_budget_real": log_budget,
        "is_budget_missing": budget is None,
        "log_budget_received_real": log_budget,
        "log_budget_to_genre_median": log_budget - sum(known) / MILLIONTHS / len(known)
        if known and log_budget is not None
        else None,
    }
