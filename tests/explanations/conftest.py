import numpy as np
import polars as pl
import pytest

from ayne.models.estimator import load_estimator


@pytest.fixture(scope="session")
def movies():
    """Features of 300 made-up movies and ln of their gross: budget, sequels and action movies earn."""
    draw = np.random.default_rng(4)
    features = pl.DataFrame(
        {
            "tmdb_id": range(1, 301),
            "release_date": [f"20{year:02d}-01-01" for year in draw.integers(10, 20, 300)],
            "log_budget_received_real": np.where(draw.random(300) < 0.1, np.nan, draw.normal(16.5, 1.2, 300)),
            "is_sequel": draw.random(300) < 0.3,
            "genre": draw.choice(["Action", "Drama"], 300),
            "noise": draw.normal(size=300),
        }
    ).with_columns(pl.col("release_date").str.to_date(), pl.col("log_budget_received_real").fill_nan(None))
    budget = features["log_budget_received_real"].fill_null(16.0).to_numpy()
    signal = budget + 0.8 * features["is_sequel"].to_numpy() + 0.5 * (features["genre"] == "Action").to_numpy()
    return features, signal + draw.normal(0, 0.3, 300)


@pytest.fixture(scope="session")
def fitted(movies):
    """Return a function that fits a model by name, with its defaults and what is given."""

    def fit(name, **params):
        estimator = load_estimator(name)
        return estimator.fit(*movies, params=dict(estimator.DEFAULTS) | params, seed=1, threads=1)

    return fit
