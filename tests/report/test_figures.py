"""What the figures of the report say in their titles, and that their data are right."""

from dataclasses import replace

import pytest

from ayne.artifacts.comparison import Comparison
from ayne.artifacts.quality import TableDrift
from ayne.evaluation.bands import budgets
from ayne.report.figures import how_sure_when, run_decline
from ayne.report.figures.champion_against_others import champion_against_others
from ayne.report.figures.changed_features import changed_features
from ayne.report.figures.changed_since_snapshot import changed_since_snapshot
from ayne.report.figures.payback_by_budget import payback_by_budget
from ayne.report.figures.payback_reliability import payback_reliability
from ayne.report.rivals import rivals
from ayne.report.sections.comparison import chances
from fixtures.artifacts import PROBABILITIES, drift, payback

PAIRS = [
    {
        "model": "blend",
        "against": "ridge",
        "difference": -0.1,
        "lower_95": -0.2,
        "upper_95": -0.02,
        "prob_better": 0.99,
    },
    {"model": "blend", "against": "xgboost", "difference": 0.1, "lower_95": 0.02, "upper_95": 0.3, "prob_better": 0.01},
    {"model": "lightgbm", "against": "ridge", "difference": 0, "lower_95": -0.1, "upper_95": 0.1, "prob_better": 0.5},
    {
        "model": "log_budget_ols",
        "against": "ridge",
        "difference": 0.6,
        "lower_95": 0.5,
        "upper_95": 0.7,
        "prob_better": 0,
    },
]


def comparison(pairs):
    return Comparison(draws=2000, seed=1, test=pairs, walk_forward=[])


def test_a_pair_is_read_from_the_champions_side_whichever_comes_first():
    found = {rival.model: rival for rival in rivals(comparison(PAIRS), "ridge")}
    # blend is the better by 0.1, so it is below ridge
    assert (found["blend"].gain, found["blend"].lower_95, found["blend"].upper_95) == (-0.1, -0.2, -0.02)
    assert (found["blend"].chance, found["blend"].verdict) == (0.01, "better")
    assert [rival.model for rival in rivals(comparison(PAIRS), "blend")] == ["xgboost", "ridge"]
    mine = {rival.model: rival for rival in rivals(comparison(PAIRS), "blend")}
    assert (mine["ridge"].gain, mine["ridge"].lower_95, mine["ridge"].upper_95) == (0.1, 0.02, 0.2)
    assert (mine["ridge"].chance, mine["ridge"].verdict) == (0.99, "worse")


def test_the_title_counts_the_models_that_are_surely_better_and_worse():
    figure = champion_against_others(comparison(PAIRS), "ridge")
    assert figure.title == (
        "On the test movies 1 of 2 other models is surely better than ridge: 0 are surely worse, and with 1 it may be "
        "luck"
    )
    # a baseline is too far off to be drawn beside the others
    assert figure.table["model"].to_list() == ["blend", "lightgbm"]
    assert "no other model" in champion_against_others(comparison([]), "ridge").title


def test_every_pair_has_its_chance_both_ways():
    table = chances(comparison(PAIRS).test, ["blend", "ridge"])
    assert table == [[None, 0.99], [pytest.approx(0.01), None]]


def test_the_reliability_curve_has_the_luck_of_few_movies():
    curve = [{"from": 0.2, "to": 0.3, "n": 20, "forecast": 0.25, "came_true": 0.3}]
    figure = payback_reliability(payback(test={"calibration_error": 0.05}, reliability=curve))
    assert figure.title.replace("\N{NO-BREAK SPACE}", " ") == (
        "The probabilities to pay are off by 5.0 points on average, which owes most to only 20 movies given "
        "about 25 %, of which 30 % paid"
    )
    assert figure.note.endswith("none of 1 dots are off it by more than luck.")
    assert payback_reliability(payback()).title == "Too few earlier results to say who pays"


def test_the_example_of_the_reliability_is_what_adds_most_to_the_average():
    """Not the tenth with most movies, which may be the best of all."""
    curve = [
        {"from": 0.2, "to": 0.3, "n": 75, "forecast": 0.25, "came_true": 0.23},
        {"from": 0.3, "to": 0.4, "n": 64, "forecast": 0.35, "came_true": 0.19},
        {"from": 0.8, "to": 0.9, "n": 6, "forecast": 0.85, "came_true": 1.0},
    ]
    figure = payback_reliability(payback(test={"calibration_error": 0.075}, reliability=curve))
    assert "owes most to 64 movies given about 35 %, of which 19 % paid" in figure.title.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "1 of 3 dots is off it by more than luck" in figure.note


def test_who_pays_is_told_by_budget_and_bands_of_few_movies_are_left_out():
    band = PROBABILITIES | {"brier": 0.1, "baseline": PROBABILITIES | {"brier": 0.2}, "rate": 0.5}
    parts = [
        band | {"band": "under 3M", "n": 12, "brier_skill": 0.5},
        band | {"band": "3M to 10M", "n": 18, "brier_skill": 0.2},
        band | {"band": "10M to 40M", "n": 4, "brier_skill": 0.9},
        band | {"band": "40M and over", "n": 0, "brier_skill": None},
    ]
    figure = payback_by_budget(payback(by_budget_band=parts))
    assert figure.table["budget"].to_list() == ["under $3M (12)", "$3M to $10M (18)"]
    assert figure.title.replace("\N{NO-BREAK SPACE}", " ") == (
        "Who pays is told best at budgets under $3M, of only 12 movies: an error 50 % below the base rate's, against "
        "20 % below it at budgets of $3M to $10M, of only 18 movies"
    )


@pytest.mark.parametrize(
    ("band", "message"), [("under 3M", "budgets under $3M"), ("40M and over", "budgets of $40M and over")]
)
def test_budgets_are_said_in_dollars(band, message):
    assert budgets(band) == message


def tables(**changed):
    content = {"is_compared": True, "rows": {"movies": {"before": 50, "now": 60}}, "completeness_changed": {}}
    return TableDrift.model_validate(content | changed)


def test_the_greatest_change_since_the_snapshot_is_in_the_title():
    shares = {
        "movies.imdb_id": {"before": 0.9, "now": 1.0},
        "movies.budget_usd": {"before": 0.9, "now": 0.7},
        "movies.added": {"before": None, "now": 1.0},
    }
    figure = changed_since_snapshot(tables(completeness_changed=shares))
    assert figure.title == (
        "Since the earlier snapshot: 60 movies instead of 50; most changed is movies.budget_usd, by \N{MINUS SIGN}20.0 "
        "points"
    )
    assert figure.table["column"].to_list() == ["movies.budget_usd", "movies.imdb_id"]
    assert figure.table["points"].to_list() == pytest.approx([-20, 10])
    same = tables(rows={"movies": {"before": 60, "now": 60}})
    assert changed_since_snapshot(same).title.endswith("60 movies as before, and the same share of values known")
    none = tables(is_compared=False, rows={})
    assert changed_since_snapshot(none).title == "There is no earlier snapshot to compare with"


def test_what_counts_years_is_no_change_of_the_movies():
    figure = changed_features(drift())
    assert figure.table["feature"].to_list() == ["cast_size", "budget_ln"]
    assert figure.title == (
        "1 of 2 features of the movies of 2022-07 to 2023-06 is unlike those before, most of all cast_size"
    )


def feature(name, psi, ks, *, above, moves_by_itself=False):
    return {
        "feature": name, "psi": psi, "ks": {"statistic": ks, "p_value": 0}, "above": above,
        "unknown": {"earlier": 0, "newest": 0}, "moves_by_itself": moves_by_itself,
    }  # fmt: skip


def test_as_many_bars_are_beyond_the_limit_as_the_title_counts():
    """A feature may be beyond by either distance; one that moves by itself is no bar."""
    features = [
        feature("company_gross", 0.80, 0.27, above=True),
        feature("cast_count", 0.205, 0.222, above=True),
        feature("writer_shrunk", 0.99, 0.42, above=False, moves_by_itself=True),
        feature("budget", 0.24, 0.19, above=False),
    ]
    figure = changed_features(drift(features=features))
    assert figure.title.startswith("2 of 3 features")
    assert figure.table["feature"].to_list() == ["company_gross", "cast_count", "budget"]
    assert (figure.table["in_limits"] > figure.chart.reference).sum() == 2
    assert figure.note.endswith("1 features that move by themselves every year are left out.")
    same = changed_features(drift(features=features[3:]))
    assert same.title.startswith("None of 1 features")


def test_the_figure_of_horizons_says_how_the_interval_narrows(files):
    made = how_sure_when.figure(files.only(how_sure_when.READS))
    assert made.title == "Worldwide: in 8 of 10 cases within a factor of 3.0 a year before, 1.5 on the second Monday"
    assert made.table.select("forecast", "lower_80", "upper_80").row(2) == (
        "opening, a week before",
        50e6,
        200e6,
    )


def test_the_figure_of_a_run_says_what_the_second_weekend_takes(files):
    made = run_decline.figure(files.only(run_decline.READS))
    assert made.title.replace("\N{NO-BREAK SPACE}", " ") == (
        "The second weekend takes 52 % of the first, in 8 of 10 releases 38 % to 66 %"
    )


@pytest.mark.parametrize("figure", [how_sure_when, run_decline])
def test_without_horizons_or_charts_nothing_is_drawn(files, figure):
    none = replace(files, files={name: [] for name in figure.READS})
    assert figure.figure(none).table.is_empty()
