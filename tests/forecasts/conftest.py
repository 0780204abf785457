import numpy as np
import polars as pl
import pytest


@pytest.fixture(scope="session")
def made_up():
    """Features and target of 600 made-up movies of 2010 to 2021; one in seven has no budget, one in nine no gross."""
    draw = np.random.default_rng(2)
    number = np.arange(600)
    release = pl.Series("release_date", np.datetime64("2010-01-01") + draw.integers(0, 12 * 365, 600)).cast(pl.Date)
    budget = np.where(number % 7 == 0, 0, np.round(np.exp(draw.normal(16.5, 1.3, 600))))
    is_sequel = draw.random(600) < 0.2
    gross = np.where(number % 9 == 0, 0, np.round(np.exp(17 + 0.9 * is_sequel + draw.normal(0, 0.8, 600))))
    target = pl.DataFrame({"tmdb_id": number + 1, "release_date": release, "budget": budget, "gross": gross}).select(
        "tmdb_id",
        "release_date",
        title=pl.format("Movie {}", "tmdb_id"),
        budget_received_usd=pl.col("budget").cast(pl.Int64),
        revenue_received_usd=pl.col("gross").cast(pl.Int64),
        budget_usd=pl.when(pl.col("budget") > 0).then("budget").cast(pl.Int64),
        worldwide_gross_usd=pl.when(pl.col("gross") > 0).then("gross").cast(pl.Int64),
        deflator=pl.lit(1.1),
        ln_gross_real_received=pl.when(pl.col("gross") > 0).then((pl.col("gross") * 1.1).log()),
        is_scored=(pl.col("budget") > 0) & (pl.col("gross") > 0),
        is_trained_on=pl.col("gross") > 0,
        is_released=pl.lit(value=True),
    )
    features = target.select(
        "tmdb_id",
        "release_date",
        log_budget_received_real=pl.when(pl.col("budget_received_usd") > 0).then(
            (pl.col("budget_received_usd") * 1.1).log()
        ),
        is_sequel=pl.Series(is_sequel),
        genre=pl.Series(draw.choice(["Action", "Drama"], 600)),
    )
    return features, target
