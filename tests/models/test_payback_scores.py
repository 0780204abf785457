from datetime import date

import polars as pl

from ayne.models.payback_scores import payback_scores, payback_table


def test_scores_of_a_model_stand_beside_those_of_the_base_rate():
    """60 movies a year at a budget of 5M: every second one grosses 20M and is forecast to, the others 6M."""
    number = pl.int_range(240, eager=True)
    target = pl.DataFrame({"tmdb_id": number, "budget_received_usd": pl.repeat(5_000_000, 240, eager=True)})
    predictions = target.select(
        "tmdb_id",
        release_date=pl.date(2016 + pl.col("tmdb_id") // 60, 1, 1) + pl.duration(days=pl.col("tmdb_id") % 60),
        actual_usd=pl.when(pl.col("tmdb_id") % 2 == 0).then(20e6).otherwise(6e6),
        predicted_usd=pl.when(pl.col("tmdb_id") % 2 == 0).then(18e6).otherwise(7e6),
        split=pl.when(pl.col("tmdb_id") < 180).then(pl.lit("walk_forward")).otherwise(pl.lit("test")),
    )
    evaluation = {"test_from": date(2019, 1, 1).isoformat(), "walk_forward_years": 3}
    table = payback_table(predictions, target, multiple=2.5, evaluation=evaluation, known_after_days=120)
    scores = payback_scores(table, "ridge", 2.5)
    assert (scores.test.n, scores.test.rate) == (60, 0.5)
    assert scores.test.baseline.brier == 0.25
    assert scores.test.brier_skill > 0.8
    assert [(band.band, band.n) for band in scores.by_budget_band][:2] == [("under 3M", 0), ("3M to 10M", 60)]
    assert [entry.came_true for entry in scores.reliability] == [0.0, 1.0]
