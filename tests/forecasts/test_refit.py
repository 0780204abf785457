from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ayne.artifacts.refit_settings import ForecastSettings
from ayne.core.errors import DataError
from ayne.core.files import sha256_file
from ayne.forecasts.refit import refit
from ayne.forecasts.refit_files import read_refit, write_refit
from ayne.forecasts.upcoming import described_upcoming, forecast_upcoming

SETTINGS = {
    "feature_set": "pre_release",
    "families": [],
    "snapshot": "2020-06-30",
    "known_after_days": 120,
    "payback_multiple": 2.5,
    "seed": 7,
    "options": {"base_year": 2020},
    "features": {"is_sequel": {"family": "franchise", "unit": "", "description": "Follows another movie"}},
}


@pytest.fixture(scope="module")
def study(made_up):
    """600 movies, of which those after 30 June 2020 are not released; forecasts of those of 2018 to 2020."""
    features, target = made_up
    unreleased = pl.col("release_date") > date(2020, 6, 30)
    target = target.with_columns(is_released=~unreleased)
    forecasts = target.filter("is_scored", pl.col("release_date") >= date(2018, 1, 1)).select(
        "tmdb_id",
        "release_date",
        actual_usd=pl.col("revenue_received_usd").cast(pl.Float64),
        predicted_usd=pl.col("budget_received_usd") * 3.0,
    )
    return features, target, forecasts


def fit(study, **changed):
    return refit(
        *study,
        name="ridge",
        params={"alpha": 10.0, "min_category_movies": 5},
        settings=ForecastSettings(**SETTINGS | changed),
    )


def test_what_is_known_at_the_snapshot_is_fitted_and_nothing_later(study):
    features, target, forecasts = study
    late = pl.col("release_date") > date(2020, 6, 30).replace(month=3, day=2)
    known = target.filter(~late, pl.col("is_trained_on")).height
    first = fit(study)
    assert first.settings.n_train == known
    changed = target.with_columns(
        ln_gross_real_received=pl.when(late).then(99.0).otherwise("ln_gross_real_received"),
        revenue_received_usd=pl.when(late).then(1.0).otherwise("revenue_received_usd"),
    )
    dearer = forecasts.with_columns(actual_usd=pl.when(late).then(1e12).otherwise("actual_usd"))
    second = fit((features, changed, dearer))
    assert second.weights == first.weights
    assert (second.calibration, second.payback) == (first.calibration, first.payback)
    assert second.past.equals(first.past)


def test_upcoming_movies_have_everything_promised(study, tmp_path):
    write_refit(fit(study), tmp_path)
    movies = forecast_upcoming(read_refit(tmp_path), described_upcoming(study[0], study[1], {}))
    assert movies.height == study[1].filter(~pl.col("is_released")).height > 20
    assert movies["release_date"].is_sorted()
    assert (movies["release_date"] > date(2020, 6, 30)).all()
    budgeted = movies.filter(pl.col("budget_usd").is_not_null())
    assert 0 < budgeted.height < movies.height
    assert budgeted["prob_payback"].is_between(0, 1).all()
    assert movies.filter(pl.col("budget_usd").is_null())["prob_payback"].null_count() == movies.height - budgeted.height
    for low, high in (("lower_90", "lower_80"), ("lower_80", "predicted_usd"), ("predicted_usd", "upper_80")):
        assert (movies[low] < movies[high]).all()
    assert movies["similar_3"].null_count() == 0
    assert movies["reason_1"].str.contains("\u00d7").all()
    assert {movies[name].dtype for name in ("predicted_usd", "upper_90", "break_even_budget_usd")} == {pl.Int64}
    assert movies["break_even_budget_usd"].to_list() == pytest.approx((movies["predicted_usd"] / 2.5).to_list(), abs=1)


def test_without_upcoming_movies_the_table_has_its_columns_alone(study, tmp_path):
    out = study[1].with_columns(is_released=pl.lit(value=True))
    table = forecast_upcoming(fit(study), described_upcoming(study[0], out, {}))
    assert table.height == 0
    assert table.columns[:3] == ["tmdb_id", "title", "release_date"]


def test_the_same_study_writes_the_same_bytes(study, tmp_path):
    for name in "ab":
        write_refit(fit(study), tmp_path / name)
    names = [path.name for path in (tmp_path / "a").iterdir()]
    assert len(names) == 9
    assert [sha256_file(tmp_path / "a" / name) for name in names] == [
        sha256_file(tmp_path / "b" / name) for name in names
    ]


def test_a_changed_file_is_not_loaded(study, tmp_path):
    write_refit(fit(study), tmp_path)
    (tmp_path / "model.native").write_bytes(b"anything")
    with pytest.raises(DataError, match="is not what SHA256SUMS says"):
        read_refit(tmp_path)


def test_without_a_model_the_message_says_how_to_make_one():
    with pytest.raises(DataError, match=r"upcoming\.csv` makes it"):
        read_refit(Path("nowhere"))


def test_too_few_results_at_the_snapshot_are_an_error(study):
    with pytest.raises(DataError, match="known at the snapshot 2005-03-01"):
        fit(study, snapshot="2005-03-01")
