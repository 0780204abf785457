import numpy as np
import polars as pl
import pytest

from ayne.models.study import Study, make_study

EVALUATION = {"test_from": "2020-01-01", "test_to": "2021-12-31", "walk_forward_years": 3}


def make_movies(n: int, seed: int = 1) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Features and target of `n` made-up movies of 2005 to 2021; one in seven has no budget, one in nine no gross."""
    draw = np.random.default_rng(seed)
    rows = np.arange(n)
    release = pl.Series("release_date", np.datetime64("2005-01-01") + draw.integers(0, 17 * 365, n)).cast(pl.Date)
    budget = np.round(np.exp(draw.normal(16.5, 1.3, n)))
    is_sequel = draw.random(n) < 0.2
    genre = draw.choice(["Action", "Drama", "Horror"], n)
    signal = 0.9 * np.log(budget) + 2.5 + 0.8 * is_sequel + 0.5 * (genre == "Action")
    revenue = np.round(np.exp(signal + draw.normal(0, 0.8, n)))
    budget, revenue = np.where(rows % 7 == 0, 0, budget), np.where(rows % 9 == 0, 0, revenue)
    deflator = 1.2
    base = pl.DataFrame({"tmdb_id": rows + 100, "release_date": release, "budget": budget, "revenue": revenue})
    features = base.select(
        "tmdb_id",
        "release_date",
        log_budget_received_real=pl.when(pl.col("budget") > 0).then((pl.col("budget") * deflator).log()),
        runtime_min=pl.when(pl.Series(rows % 5 != 0)).then(pl.Series(draw.integers(80, 150, n))),
        is_sequel=pl.Series(is_sequel),
        genre=pl.Series(genre),
    )
    known = lambda name: pl.when(pl.col(name) > 0).then(name)  # noqa: E731
    target = base.select(
        "tmdb_id",
        "release_date",
        title=pl.format("Movie {}", "tmdb_id"),
        budget_received_usd="budget",
        revenue_received_usd="revenue",
        budget_usd=known("budget"),
        worldwide_gross_usd=known("revenue"),
        deflator=pl.lit(deflator),
        ln_gross_real_received=(known("revenue") * deflator).log(),
        is_scored=(pl.col("budget") > 0) & (pl.col("revenue") > 0),
        is_scored_clean=(pl.col("budget") > 0) & (pl.col("revenue") > 0),
        is_trained_on=pl.col("revenue") > 0,
        is_released=pl.lit(value=True),
        is_known=pl.lit(value=True),
    )
    return features, target


@pytest.fixture(scope="session")
def movies():
    """Return the function that makes up movies."""
    return make_movies


@pytest.fixture(scope="session")
def evaluation():
    return EVALUATION


@pytest.fixture(scope="session")
def study() -> Study:
    return make_study(*make_movies(700), evaluation=EVALUATION, known_after_days=120, seed=7, threads=1)
