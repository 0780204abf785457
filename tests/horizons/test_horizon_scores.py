from datetime import date

import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.horizons.cells import DOMESTIC, WORLDWIDE, Cell
from ayne.horizons.coherence import AMOUNTS
from ayne.horizons.horizon_scores import same_movies, score_horizons
from ayne.horizons.timeline import timeline

EARLY, LATE = Cell(DOMESTIC, "pre_release"), Cell(DOMESTIC, "opening_weekend")


def forecasts(*ids, split="test", predicted=100.0, actual=100.0):
    table = pl.DataFrame({"tmdb_id": ids, "release_date": [date(2014, 5, 2)] * len(ids)})
    return table.with_columns(
        *(pl.lit(predicted).alias(name) for name in AMOUNTS), actual_usd=pl.lit(actual), split=pl.lit(split)
    )


def test_all_horizons_of_an_amount_are_scored_on_the_movies_that_all_have():
    tables = {EARLY: forecasts(1, 2, 3), LATE: forecasts(2, 3, 4)}
    assert same_movies(tables | {Cell(WORLDWIDE, "greenlight"): forecasts(2)}, DOMESTIC) == [2, 3]
    off = forecasts(1, predicted=100.0, actual=1e9)
    tables[EARLY] = pl.concat([off, forecasts(2, 3, predicted=50.0), forecasts(9, split="walk_forward")])
    beside = {cell: ("log_budget_ols", forecasts(1, 2, 3, 4, predicted=400.0)) for cell in tables}
    early, late = score_horizons(tables, {EARLY: "ridge", LATE: "blend"}, beside).root
    assert (early.n, late.n) == (2, 2)
    assert (early.rmse_log, late.rmse_log) == (0.693147, 0.0)
    assert (early.within_factor_2, early.model, early.horizon) == (1.0, "ridge", "pre_release")
    assert (early.baseline, early.baseline_rmse_log) == ("log_budget_ols", 1.386294)
    assert (early.coverage_80, late.coverage_80) == (0.0, 1.0)


def test_where_no_movie_has_all_horizons_the_setting_is_named():
    with pytest.raises(
        DataError, match=r"no test movie has a forecast of domestic_gross_usd at every horizon.*imports"
    ):
        same_movies({EARLY: forecasts(1), LATE: forecasts(2)}, DOMESTIC)


def test_a_movie_is_followed_from_its_idea_to_its_second_monday():
    horizons = ("second_weekend", "opening_weekend", "pre_release", "greenlight")
    tables = {Cell(WORLDWIDE, name): forecasts(7, predicted=100.4, actual=90.0) for name in horizons}
    amounts = pl.DataFrame({"tmdb_id": [7], "title": ["Low Tide"], "first_sunday": [date(2014, 5, 4)]})
    rows = timeline(tables, amounts, {"greenlight": 365, "pre_release": 7})
    assert rows.select("horizon", "forecast_on").rows() == [
        ("greenlight", date(2013, 5, 2)), ("pre_release", date(2014, 4, 25)),
        ("opening_weekend", date(2014, 5, 5)), ("second_weekend", date(2014, 5, 12)),
    ]  # fmt: skip
    assert set(rows.select("title", "predicted_usd", "actual_usd").rows()) == {("Low Tide", 100, 90)}
