"""The daily charts of the simulated world."""

from datetime import date, timedelta

import polars as pl
import pytest

from ayne.simulation.daily_charts import daily_charts

SNAPSHOT = date(2022, 6, 30)
WORLD = {"seed": 7, "movies": 150, "first_year": 2019, "snapshot": SNAPSHOT}


def dollars(column):
    return pl.col(column).str.replace_all("[$,]", "").cast(pl.Int64)


@pytest.fixture(scope="module")
def table():
    return daily_charts(**WORLD)


@pytest.fixture(scope="module")
def charts(table):
    """The charts with days and dollars as values."""
    return table.with_columns(
        pl.col("date").str.to_date(),
        dollars("Daily"),
        dollars("To Date"),
        dollars("Theaters"),
        pl.col("Days").cast(int),
    )


def test_a_day_is_known_on_the_next_and_the_snapshot_s_not_yet(charts):
    assert charts["date"].max() == SNAPSHOT - timedelta(1)


def test_what_a_release_has_grossed_is_the_sum_of_its_days(charts):
    for _, days in charts.sort("Days").group_by("release_href"):
        assert days["Days"].to_list() == list(range(1, days.height + 1))
        assert days["Daily"].cum_sum().equals(days["To Date"], check_names=False)


def test_a_run_declines_from_weekend_to_weekend(charts):
    weekends = charts.filter(pl.col("date").dt.weekday() >= 5)
    by_weekend = weekends.group_by("release_href", pl.col("date").dt.truncate("1w")).agg(
        pl.col("Daily").sum(), n=pl.len()
    )
    whole = by_weekend.filter(pl.col("n") == 3).sort("release_href", "date")
    left = whole.select(pl.col("Daily") / pl.col("Daily").shift(1).over("release_href")).to_series().drop_nulls()
    assert left.len() > 300
    assert left.min() > 0.32
    assert left.max() < 0.76


def test_the_first_of_a_day_took_most_and_some_releases_are_wide(charts):
    first = charts.filter(pl.col("TD") == "1")
    assert first.height == charts["date"].n_unique()
    most = charts.group_by("date").agg(pl.col("Daily").max())
    assert first.join(most, on=["date", "Daily"]).height == first.height
    wide = charts.filter(pl.col("Theaters") >= 600)["release_href"].n_unique()
    assert 20 < wide < charts["release_href"].n_unique() - 20


def test_the_same_world_has_the_same_charts(table):
    assert daily_charts(**WORLD).equals(table)
