"""No forecast passes that of a larger amount, nor is it below what a movie has grossed."""

from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ayne.horizons.cells import DOMESTIC, OPENING, TARGETS, WORLDWIDE, Cell
from ayne.horizons.coherence import AMOUNTS, coherent

NOTHING_KNOWN = pl.DataFrame(
    {"tmdb_id": [1], "gross_to_first_sunday_usd": [None], "gross_to_second_sunday_usd": [None]}
)
ENDS = ("lower_90", "lower_80", "predicted_usd", "upper_80", "upper_90")


def forecast(*amounts, tmdb_id=1):
    """One movie's forecast: the lower ends, the point, the upper ends, from the least up."""
    return pl.DataFrame({"tmdb_id": [tmdb_id]} | {name: [amount] for name, amount in zip(ENDS, amounts, strict=True)})


def amounts_of(table):
    return table.select(ENDS).row(0)


def test_a_domestic_forecast_is_cut_to_the_worldwide_one_and_the_opening_to_both():
    found = coherent(
        {
            Cell(OPENING, "pre_release"): forecast(4.0, 9.0, 30.0, 80.0, 90.0),
            Cell(DOMESTIC, "pre_release"): forecast(5.0, 8.0, 25.0, 60.0, 200.0),
            Cell(WORLDWIDE, "pre_release"): forecast(6.0, 10.0, 20.0, 70.0, 100.0),
        },
        NOTHING_KNOWN,
    )
    assert amounts_of(found[Cell(WORLDWIDE, "pre_release")]) == (6, 10, 20, 70, 100)
    assert amounts_of(found[Cell(DOMESTIC, "pre_release")]) == (5, 8, 20, 60, 100)
    assert amounts_of(found[Cell(OPENING, "pre_release")]) == (4, 8, 20, 60, 90)


def test_horizons_do_not_bound_each_other():
    found = coherent(
        {
            Cell(WORLDWIDE, "greenlight"): forecast(1.0, 2.0, 3.0, 4.0, 5.0),
            Cell(DOMESTIC, "pre_release"): forecast(5.0, 6.0, 7.0, 8.0, 9.0),
        },
        NOTHING_KNOWN,
    )
    assert amounts_of(found[Cell(DOMESTIC, "pre_release")]) == (5, 6, 7, 8, 9)


def test_nothing_is_forecast_below_what_the_charts_have():
    known = NOTHING_KNOWN.with_columns(gross_to_first_sunday_usd=7, gross_to_second_sunday_usd=9)
    later = {
        Cell(DOMESTIC, horizon): forecast(5.0, 6.0, 8.0, 10.0, 11.0)
        for horizon in ("opening_weekend", "second_weekend")
    }
    found = coherent(later | {Cell(DOMESTIC, "pre_release"): forecast(5.0, 6.0, 8.0, 10.0, 11.0)}, known)
    assert [amounts_of(table) for table in found.values()] == [(7, 7, 8, 10, 11), (9, 9, 9, 10, 11), (5, 6, 8, 10, 11)]


def test_an_unknown_end_stays_unknown_and_bounds_nothing():
    found = coherent(
        {
            Cell(WORLDWIDE, "pre_release"): forecast(None, None, 20.0, None, None),
            Cell(DOMESTIC, "pre_release"): forecast(1.0, 2.0, 30.0, 40.0, 50.0),
        },
        NOTHING_KNOWN,
    )
    assert amounts_of(found[Cell(WORLDWIDE, "pre_release")]) == (None, None, 20, None, None)
    assert amounts_of(found[Cell(DOMESTIC, "pre_release")]) == (1, 2, 20, 40, 50)


def test_a_movie_that_the_larger_amount_does_not_have_stays_as_it_is():
    worldwide, domestic = forecast(1.0, 1.0, 1.0, 1.0, 1.0, tmdb_id=2), forecast(5.0, 6.0, 7.0, 8.0, 9.0)
    found = coherent({Cell(WORLDWIDE, "greenlight"): worldwide, Cell(DOMESTIC, "greenlight"): domestic}, NOTHING_KNOWN)
    assert amounts_of(found[Cell(DOMESTIC, "greenlight")]) == (5, 6, 7, 8, 9)


FIVE = st.lists(st.floats(1, 1e9), min_size=5, max_size=5).map(sorted)


@given(st.tuples(FIVE, FIVE, FIVE), st.integers(0, 10**9))
def test_whatever_is_forecast_the_order_of_amounts_and_of_each_interval_holds(given_amounts, grossed):
    known = NOTHING_KNOWN.with_columns(gross_to_first_sunday_usd=pl.lit(grossed))
    cells = {
        Cell(target, "opening_weekend"): forecast(*five) for target, five in zip(TARGETS, given_amounts, strict=True)
    }
    rows = [amounts_of(table) for table in coherent(cells, known).values()]
    assert all(list(row) == sorted(row) for row in rows)
    for larger, smaller in pairwise(rows):
        assert all(one >= other for one, other in zip(larger, smaller, strict=True))
    assert min(min(row) for row in rows) >= grossed


def test_each_amount_is_bounded():
    assert set(ENDS) == set(AMOUNTS)
