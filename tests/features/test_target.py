from datetime import date
from math import log

import pytest

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.target import build_target

SNAPSHOT = date(2022, 1, 31)


@pytest.fixture
def target(tmp_path, write):
    def build(*movies):
        path = write(tmp_path / "movies.duckdb", movies)
        with DuckDBClient(path) as db:
            return {row["tmdb_id"]: row for row in build_target(db, FeatureOptions(snapshot=SNAPSHOT)).to_dicts()}

    return build


def test_real_gross_is_the_received_revenue_times_the_deflator(target):
    movie = target({"id": 1, "released": date(2021, 1, 29), "budget": 100, "gross": 5_000_000})[1]
    assert movie["deflator"] == pytest.approx(258.811 / 255.657)
    assert movie["ln_gross_real_received"] == pytest.approx(log(5_000_000) + log(258.811 / 255.657))
    assert (movie["is_scored"], movie["is_scored_clean"]) == (True, True)


def test_amounts_in_the_wrong_unit_are_scored_as_received_only(target):
    movie = target({"id": 1, "released": date(2021, 3, 5), "budget_received": 8, "revenue_received": 103})[1]
    assert (movie["budget_received_usd"], movie["revenue_received_usd"]) == (8, 103)
    assert (movie["budget_usd"], movie["worldwide_gross_usd"]) == (None, None)
    assert movie["ln_gross_real_received"] == pytest.approx(log(103))
    assert (movie["is_scored"], movie["is_scored_clean"]) == (True, False)


@pytest.mark.parametrize(
    ("budget", "revenue", "is_trained_on"),
    [
        (5_000_000, 9_000_000, True),
        (5_000_000, 9, False),
        (0, 9, False),
        (5, 9, True),
        (5, 9_000_000, True),
        (5, 0, False),
    ],
)
def test_a_gross_in_the_wrong_unit_trains_only_beside_such_a_budget(target, budget, revenue, is_trained_on):
    cleaned = {"budget": budget if budget > 999 else None, "gross": revenue if revenue > 999 else None}
    received = {"budget_received": budget, "revenue_received": revenue}
    movie = target({"id": 1, "released": date(2021, 3, 5)} | cleaned | received)[1]
    assert movie["is_trained_on"] is is_trained_on


def test_a_gross_of_another_source_does_not_make_the_received_one_fit_to_train_on(target):
    cleaned = {"budget": 5_000_000, "gross": 9_000_000}
    received = {"budget_received": 5_000_000, "revenue_received": 9}
    assert target({"id": 1, "released": date(2021, 3, 5)} | cleaned | received)[1]["is_trained_on"] is False


def test_unknown_revenue_is_null_and_not_scored(target):
    movie = target({"id": 1, "released": date(2021, 3, 5), "budget": 100})[1]
    assert (movie["ln_gross_real_received"], movie["is_scored"]) == (None, False)


def test_released_and_known_at_the_snapshot(target):
    # 120 days before the snapshot, one day later, on the snapshot, the day after
    days = [date(2021, 10, 3), date(2021, 10, 4), date(2022, 1, 31), date(2022, 2, 1)]
    movies = target(*({"id": i, "released": day} for i, day in enumerate(days)))
    assert [movies[i]["is_known"] for i in range(4)] == [True, False, False, False]
    assert [movies[i]["is_released"] for i in range(4)] == [True, True, True, False]
