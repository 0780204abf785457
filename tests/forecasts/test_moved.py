"""What has moved a forecast since an earlier snapshot: people, other facts, or the model."""

import math
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ayne.artifacts.refit_settings import ForecastSettings
from ayne.core.errors import DataError
from ayne.forecasts.moved import SCHEMA, moved_forecasts
from ayne.forecasts.refit import refit
from ayne.forecasts.refit_files import read_refit, write_refit
from ayne.forecasts.upcoming import described_upcoming, forecast_upcoming

SETTINGS = {
    "feature_set": "pre_release",
    "families": [],
    "known_after_days": 120,
    "payback_multiple": 2.5,
    "seed": 7,
    "options": {"base_year": 2020},
    "features": {"is_sequel": {"family": "franchise"}, "log_budget_received_real": {"family": "money"}},
}


def fit(features, target, snapshot, alpha):
    known = target.filter("is_scored", pl.col("release_date").is_between(date(2018, 1, 1), date(2020, 1, 1)))
    forecasts = known.select(
        "tmdb_id",
        "release_date",
        actual_usd=pl.col("revenue_received_usd").cast(pl.Float64),
        predicted_usd=pl.col("budget_received_usd") * 3.0,
    )
    settings = ForecastSettings(**SETTINGS, snapshot=snapshot)
    params = {"alpha": alpha, "min_category_movies": 5}
    return refit(features, target, forecasts, name="ridge", params=params, settings=settings)


@pytest.fixture(scope="module")
def snapshots(made_up, tmp_path_factory):
    """The forecasts of 30 June 2020 in a folder, and what is known on 31 August 2020."""
    features, target = made_up
    before = tmp_path_factory.mktemp("before")
    at = {day: target.with_columns(is_released=pl.col("release_date") <= day) for day in (DAY, LATER)}
    names = {key: {"cast": ["Bo Ost"]} for key in target["tmdb_id"]}
    movies = described_upcoming(features, at[DAY], names)
    earlier = fit(features, at[DAY], DAY, 10.0)
    write_refit(earlier, before / "model")
    movies.write_parquet(before / "upcoming.parquet")
    forecast_upcoming(earlier, movies).write_csv(before / "upcoming.csv")
    return before, described_upcoming(features, at[LATER], names), read_refit(before / "model"), at[LATER], features


DAY, LATER = date(2020, 6, 30), date(2020, 8, 31)


def compare(snapshots, movies, model=None):
    before, _, earlier, *_ = snapshots
    model = model or earlier
    return moved_forecasts(forecast_upcoming(model, movies), movies, model, before)


def one(table, key):
    return table.row(by_predicate=pl.col("tmdb_id") == key, named=True)


def test_without_earlier_forecasts_there_is_nothing_to_compare(snapshots):
    _, movies, earlier, *_ = snapshots
    table = moved_forecasts(forecast_upcoming(earlier, movies), movies, earlier, None)
    assert (table.height, table.columns) == (0, list(SCHEMA))


def test_what_did_not_change_did_not_move(snapshots):
    table = compare(snapshots, snapshots[1]).filter(status="moved")
    assert table.height > 20
    assert table["factor"].to_list() == pytest.approx([1.0] * table.height, abs=1e-4)
    assert set(table["why"]) == {""}


def test_a_budget_that_is_known_now_is_a_fact_and_an_actor_a_change_of_people(snapshots):
    movies = snapshots[1]
    key = movies.filter(pl.col("budget_usd") > 0)["tmdb_id"][0]
    is_it = pl.col("tmdb_id") == key
    budget = one(movies, key)["budget_usd"]
    changed = movies.with_columns(
        budget_usd=pl.when(is_it).then(4 * budget).otherwise("budget_usd"),
        log_budget_received_real=pl.col("log_budget_received_real") + pl.when(is_it).then(math.log(4)).otherwise(0),
        is_sequel=pl.when(is_it).then(~pl.col("is_sequel")).otherwise("is_sequel"),
        named_cast=pl.when(is_it).then(pl.lit(["Cy Poe"])).otherwise("named_cast"),
    )
    row = one(compare(snapshots, changed), key)
    assert row["people_factor"] != 1
    assert row["facts_factor"] != 1
    assert row["model_factor"] == pytest.approx(1, abs=1e-4)
    assert row["people_factor"] * row["facts_factor"] == pytest.approx(row["factor"], rel=1e-3)
    assert row["why"].startswith("budget ")
    assert "cast: Cy Poe joined, Bo Ost left" in row["why"]


def test_another_model_is_named_and_counts_apart(snapshots):
    _, movies, earlier, target, features = snapshots
    later = fit(features, target, LATER, 500.0)
    table = compare(snapshots, movies, later).filter(status="moved")
    assert table["facts_factor"].to_list() == pytest.approx([1.0] * table.height, abs=1e-4)
    assert table["model_factor"].to_list() == pytest.approx(table["factor"].to_list(), abs=1e-3)
    more = later.settings.n_train - earlier.settings.n_train
    assert any(why.startswith(f"the model, fitted on {more} more movies (\u00d7") for why in table["why"])


def test_new_and_released_movies_are_told(snapshots):
    before, movies, earlier, *_ = snapshots
    first = pl.read_csv(before / "upcoming.csv", infer_schema_length=None)
    out = set(first["tmdb_id"]) - set(movies["tmdb_id"])
    assert out
    fewer = movies.filter(pl.col("tmdb_id") != movies["tmdb_id"][0])
    named = pl.concat([fewer, fewer[:1].with_columns(tmdb_id=pl.lit(9999, dtype=fewer["tmdb_id"].dtype))])
    now = forecast_upcoming(earlier, named)
    later = earlier.settings.model_copy(update={"snapshot": LATER})
    model = type(earlier)(**{**vars(earlier), "settings": later})
    table = moved_forecasts(now, named, model, before)
    statuses = dict(zip(table["tmdb_id"], table["status"], strict=True))
    assert {statuses[key] for key in out} == {"released"}
    assert statuses[9999] == "new"
    assert statuses[movies["tmdb_id"][0]] == "gone"


def test_a_folder_without_forecasts_is_named(snapshots):
    _, movies, earlier, *_ = snapshots
    with pytest.raises(DataError, match=r"forecasts\.previous: nowhere/upcoming.csv is missing"):
        moved_forecasts(forecast_upcoming(earlier, movies), movies, earlier, Path("nowhere"))
