import re

import pytest

from ayne.core.config_sections import ModelSettings
from ayne.core.errors import ConfigError
from ayne.models.backtest import walk_forward
from ayne.models.estimators import ridge
from ayne.models.search import search, tune
from ayne.models.space import check_models, combinations, distributions, starting_point

DEFAULTS = {"alpha": 100.0, "depth": 3}


def test_a_list_is_choices_and_a_value_is_fixed():
    assert combinations("ridge", DEFAULTS, {"depth": [5, 4]}) == [
        {"alpha": 100.0, "depth": 5},
        {"alpha": 100.0, "depth": 4},
    ]


def test_two_lists_give_every_pair_the_first_name_slowest():
    pairs = [tuple(params.values()) for params in combinations("m", DEFAULTS, {"depth": [1, 2], "alpha": [8, 9]})]
    assert pairs == [(8, 1), (8, 2), (9, 1), (9, 2)]


def test_a_parameter_the_model_lacks_is_named_with_those_it_has():
    message = r"models\.ridge\.params\.alfa: unknown parameter; did you mean alpha\? The model takes alpha, depth"
    with pytest.raises(ConfigError, match=message):
        combinations("ridge", DEFAULTS, {"alfa": 1})


@pytest.mark.parametrize(
    ("model", "params", "message"),
    [
        ("xgboost", {"max_depth": "deep"}, "max_depth in study.yaml: 'deep' is wrong; a number is expected, such as 3"),
        ("xgboost", {"max_depth": [3, True]}, "max_depth in study.yaml: True is wrong; a number is expected"),
        (
            "xgboost",
            {"from_budget_line": 1},
            "from_budget_line in study.yaml: 1 is wrong; true or false is expected, such as true",
        ),
        (
            "xgboost",
            {"from_budget_line": {"from": 0, "to": 1}},
            "from_budget_line in study.yaml: 0 is wrong; true or false is expected",
        ),
        ("xgboost", {"max_dept": 3}, "max_dept in study.yaml: unknown parameter; did you mean max_depth? The model"),
        (
            "random_forest",
            {"max_features": "sqr"},
            "max_features in study.yaml: 'sqr' is wrong; a number is expected, such as 0.4, sqrt, log2",
        ),
    ],
)
def test_a_parameter_of_another_kind_is_named_with_its_file_and_what_would_be_right(model, params, message):
    with pytest.raises(ConfigError, match=re.escape(f"horizons.models.{model}.params.{message}")):
        check_models({model: ModelSettings(params=params)}, "horizons.models", lambda _path: " in study.yaml")


def test_a_word_the_model_knows_and_null_may_stand_for_a_number():
    params = {"max_features": ["sqrt", 0.3, None], "n_estimators": 10}
    check_models({"random_forest": ModelSettings(params=params)})


def test_an_empty_list_of_choices_is_refused():
    with pytest.raises(ConfigError, match=r"models\.ridge\.params\.depth: an empty list"):
        combinations("ridge", DEFAULTS, {"depth": []})


def test_a_ridge_that_shrinks_everything_away_loses(study):
    choices = combinations("ridge", ridge.DEFAULTS, {"alpha": [1e9, 10.0]})
    best, trials = search(study, ridge, choices)
    assert best.params["alpha"] == 10.0
    assert [trial.params["alpha"] for trial in trials] == [1e9, 10.0]
    assert best.rmse_log < trials[0].rmse_log - 0.3


def test_of_equals_the_first_is_chosen(study):
    choices = combinations("ridge", ridge.DEFAULTS, {"alpha": [10, 10.0]})
    best, trials = search(study, ridge, choices)
    assert best is trials[0]


def test_a_range_is_a_distribution_and_its_nearest_end_the_start():
    given = {"alpha": {"from": 1.0, "to": 50.0, "log": True}, "depth": {"from": 4, "to": 6}}
    assert starting_point(DEFAULTS, given) == {"alpha": 50.0, "depth": 4}
    space = distributions("m", DEFAULTS, given)
    assert (space["alpha"].low, space["alpha"].high, space["alpha"].log) == (1.0, 50.0, True)
    assert type(space["depth"]).__name__ == "IntDistribution"


@pytest.mark.parametrize(
    "wrong", [{"from": 2, "to": 1}, {"from": 0, "to": 1, "log": True}, {"from": 1}, {"from": 1, "to": 2, "step": 1}]
)
def test_a_range_that_is_none_is_refused(wrong):
    with pytest.raises(ConfigError, match=r"models\.m\.params\.alpha: .* is no range"):
        distributions("m", DEFAULTS, {"alpha": wrong})


def test_a_range_without_trials_says_what_is_missing():
    with pytest.raises(ConfigError, match=r"models\.m\.params\.alpha: a range needs .* models\.m\.trials"):
        combinations("m", DEFAULTS, {"alpha": {"from": 1, "to": 2}})


RANGE = {"alpha": {"from": 1.0, "to": 1e6, "log": True}}


def tuned(study, journal=None, n_trials=7):
    return tune(study, ridge, "ridge", params=RANGE, n_trials=n_trials, journal=journal)


def test_tuning_tries_the_default_first_and_finds_what_is_no_worse(study):
    best, trials = tuned(study)
    assert len(trials) == 7
    assert trials[0].params == dict(ridge.DEFAULTS)
    assert best.rmse_log == min(trial.rmse_log for trial in trials) <= trials[0].rmse_log
    assert len({trial.params["alpha"] for trial in trials}) == 7


@pytest.mark.parametrize("n_done", [0, 1, 4])
@pytest.mark.parametrize("torn", [b"", b'{"op_code": 4, "wor'])
def test_a_search_that_was_stopped_goes_on_to_the_same_result(study, tmp_path, monkeypatch, n_done, torn):
    best, trials = tuned(study)
    journal, done = tmp_path / "tuning" / "ridge.jsonl", []

    def stop(study, estimator, params):
        if len(done) == n_done:
            raise KeyboardInterrupt
        done.append(params)
        return walk_forward(study, estimator, params)

    monkeypatch.setattr("ayne.models.search.walk_forward", stop)
    with pytest.raises(KeyboardInterrupt):
        tuned(study, journal)
    with journal.open("ab") as file:
        file.write(torn)
    again_done = []

    def go_on(study, estimator, params):
        again_done.append(params)
        return walk_forward(study, estimator, params)

    monkeypatch.setattr("ayne.models.search.walk_forward", go_on)
    again, trials_again = tuned(study, journal)
    assert len(again_done) == 7 - n_done
    assert [(trial.params, trial.rmse_log) for trial in trials_again] == [(t.params, t.rmse_log) for t in trials]
    assert (again.params, again.rmse_log) == (best.params, best.rmse_log)
    assert list(journal.parent.iterdir()) == []
