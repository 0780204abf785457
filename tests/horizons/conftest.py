import numpy as np
import polars as pl
import pytest


@pytest.fixture(scope="session")
def charted(movies):
    """Features, target and amounts of made-up movies, of which two in three are in the charts."""
    features, target = movies(500)
    draw = np.random.default_rng(5)
    gross = target["worldwide_gross_usd"]
    charts = pl.Series(np.arange(500) % 3 > 0) & gross.is_not_null()
    opening = pl.when(charts).then((gross * draw.uniform(0.1, 0.2, 500)).round().cast(pl.Int64))
    amounts = target.select("tmdb_id", "release_date", "title").with_columns(
        domestic_gross_usd=(gross * 0.5).round().cast(pl.Int64),
        opening_weekend_usd=opening,
        opening_theaters=pl.when(charts).then(pl.Series(np.where(np.arange(500) % 4 == 0, 12, 2500))),
        second_weekend_usd=(opening * draw.uniform(0.4, 0.6, 500)).round().cast(pl.Int64),
        gross_to_first_sunday_usd=opening,
        gross_to_second_sunday_usd=(opening * 1.7).round().cast(pl.Int64),
        first_sunday=pl.col("release_date") + pl.duration(days=2),
        main_genre_id=pl.lit(18),
    )
    real = amounts["gross_to_first_sunday_usd"] * target["deflator"]
    return features.with_columns(log_gross_to_first_sunday_real=real.log()), target, amounts
