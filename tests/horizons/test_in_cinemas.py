"""What stands in `upcoming.csv` of a study with horizons."""

from datetime import date

import polars as pl

from ayne.forecasts.upcoming import SCHEMA
from ayne.horizons.by_horizon import read_by_horizon, schema_of
from ayne.horizons.in_cinemas import with_horizons

WORLDWIDE, DOMESTIC, OPENING = TARGETS = ("worldwide_gross_usd", "domestic_gross_usd", "opening_weekend_usd")
BY_HORIZON = schema_of(list(TARGETS))


def amounts_of(target, point):
    """Return the amounts of a target, the ends a tenth and two off."""
    ends = {"lower_80": 0.9, "upper_80": 1.1, "lower_90": 0.8, "upper_90": 1.2}
    return {target: point} | {f"{target}_{name}": round(point * factor) for name, factor in ends.items()}


def by_horizon(*rows):
    return pl.DataFrame(rows, schema=BY_HORIZON)


IN_CINEMAS = {"tmdb_id": 2, "title": "Out", "release_date": date(2026, 6, 5), "horizon": "second_weekend"}
IN_CINEMAS |= {"budget_usd": 20_000_000, "opening_theaters": 3000, "prob_payback": 0.7}
IN_CINEMAS |= amounts_of(WORLDWIDE, 100) | amounts_of(DOMESTIC, 60) | amounts_of(OPENING, 30)
TO_COME = {"tmdb_id": 1, "title": "To come", "release_date": date(2026, 9, 4), "horizon": "pre_release"}
FORECAST = TO_COME | {"predicted_usd": 50, "lower_80": 40, "upper_80": 60, "lower_90": 30, "upper_90": 70}
FORECAST |= {"prob_payback": 0.4, "reason_1": "A sequel"}
UPCOMING = pl.DataFrame([FORECAST], schema=SCHEMA)


def test_a_movie_in_cinemas_stands_before_those_to_come_as_on_its_monday():
    table = with_horizons(UPCOMING, by_horizon(IN_CINEMAS, TO_COME | amounts_of(DOMESTIC, 20)), 2.5)
    assert table["tmdb_id"].to_list() == [2, 1]
    assert table["horizon"].to_list() == ["second_weekend", "pre_release"]
    in_cinemas = table.row(0, named=True)
    assert (in_cinemas["predicted_usd"], in_cinemas["upper_90"], in_cinemas["prob_payback"]) == (100, 120, 0.7)
    assert (in_cinemas[DOMESTIC], in_cinemas[OPENING], in_cinemas["break_even_budget_usd"]) == (60, 30, 40)
    assert in_cinemas["reason_1"] is None


def test_a_movie_to_come_keeps_its_forecast_and_no_smaller_amount_passes_it():
    [row] = with_horizons(
        UPCOMING, by_horizon(TO_COME | amounts_of(WORLDWIDE, 90) | amounts_of(DOMESTIC, 55)), 2.5
    ).rows(named=True)
    assert {name: row[name] for name in FORECAST} == FORECAST
    # as forecast: 55, 44 to 66; the worldwide one is 50, 30 to 70
    assert (row[DOMESTIC], row[f"{DOMESTIC}_lower_90"], row[f"{DOMESTIC}_upper_90"]) == (50, 30, 66)
    assert row[OPENING] is None


def test_a_row_comes_back_from_its_file_as_it_was(tmp_path):
    by_horizon(IN_CINEMAS, TO_COME).write_csv(tmp_path / "rows.csv")
    assert read_by_horizon(tmp_path / "rows.csv").equals(by_horizon(IN_CINEMAS, TO_COME))


def test_without_any_movie_both_files_keep_their_columns(tmp_path):
    by_horizon().write_csv(tmp_path / "empty.csv")
    empty = read_by_horizon(tmp_path / "empty.csv")
    assert empty.schema == BY_HORIZON
    table = with_horizons(UPCOMING.clear(), empty, 2.5)
    assert (table.height, table.columns[: len(SCHEMA)]) == (0, list(SCHEMA))
    assert table.columns[len(SCHEMA) :][0] == DOMESTIC
