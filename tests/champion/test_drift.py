from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from ayne.champion.drift import measure_drift
from ayne.core.config_sections import DriftLimits

LIMITS = DriftLimits(years=5, psi=0.25, ks=0.2, error_ratio=1.2)


def test_what_moved_is_named_and_errors_that_grew_are_said(caplog):
    """In the last of eight years budgets are ten times those before, and the forecasts are twice as far off."""
    draw = np.random.default_rng(2)
    days = [date(2013, 1, 1) + timedelta(days=int(day)) for day in np.linspace(0, 8 * 365 - 1, 1600)]
    late = pl.Series([day >= date(2020, 1, 1) for day in days])
    features = pl.DataFrame({"tmdb_id": range(1600), "release_date": days}).with_columns(
        log_budget=pl.Series(draw.normal(16, 1, 1600)) + late.cast(pl.Float64) * 2.3,
        steady=pl.Series(draw.normal(0, 1, 1600)),
        release_year=pl.col("release_date").dt.year(),
    )
    off = draw.normal(0, 1, 1600) * np.where(late, 2.0, 1.0)
    predictions = features.select("tmdb_id", "release_date", actual_usd=pl.lit(1e7)).with_columns(
        predicted_usd=pl.Series(1e7 * np.exp(off)),
        split=pl.when(pl.col("release_date") < date(2018, 1, 1)).then(pl.lit("walk_forward")).otherwise(pl.lit("test")),
    )
    drift = measure_drift(features, predictions, test_from=date(2018, 1, 1), snapshot=date(2020, 12, 29), limits=LIMITS)
    assert (drift.newest.from_, drift.newest.to) == (date(2019, 12, 31), date(2020, 12, 29))
    assert drift.warnings == ("log_budget", "rmse_log")
    assert drift.errors.newest.rmse_log == pytest.approx(2, abs=0.25)
    by_name = {row.feature: row for row in drift.features}
    assert by_name["release_year"].psi > 1
    assert not by_name["release_year"].above
    assert "1 features of the newest year are beyond their limits, most of all log_budget (PSI 4.39, " in caplog.text
    assert "results/features.html" in caplog.text


@pytest.mark.parametrize(("own", "warned"), [(0.0, []), (2.0, ["director_max_log_gross"])])
def test_a_debut_that_takes_the_moved_mean_of_the_market_warns_of_nothing(own, warned):
    """Half of the directors are debuts; the market rises by 2, what directors have earned by `own`."""
    days = [date(2013, 1, 1) + timedelta(days=day) for day in range(8 * 365)]
    late = pl.Series([day >= date(2020, 1, 1) for day in days]).cast(pl.Float64)
    draw = pl.Series(np.random.default_rng(3).normal(16, 1, len(days)))
    debut = pl.Series([day % 2 == 0 for day in range(len(days))])
    features = pl.DataFrame({"tmdb_id": range(len(days)), "release_date": days}).with_columns(
        director_max_log_gross=pl.when(~debut).then(draw + own * late),
        director_shrunk_log_gross=pl.when(debut).then(15 + 2 * late).otherwise(draw + own * late),
        director_best_log_gross=pl.when(debut).then(15 + 2 * late).otherwise(draw + own * late),
        studio_shrunk_log_gross=15 + 2 * late,
    )
    predictions = features.select("tmdb_id", "release_date", actual_usd=1e7, predicted_usd=1e7).with_columns(
        split=pl.when(pl.col("release_date") < date(2018, 1, 1)).then(pl.lit("walk_forward")).otherwise(pl.lit("test"))
    )
    drift = measure_drift(features, predictions, test_from=date(2018, 1, 1), snapshot=date(2020, 12, 29), limits=LIMITS)
    # nothing stands in for the studio's: it is judged itself
    assert set(drift.warnings) == {"studio_shrunk_log_gross", *warned}
    by_name = {row.feature: row for row in drift.features}
    assert by_name["director_shrunk_log_gross"].psi > 1
    assert by_name["director_best_log_gross"].moves_by_itself
