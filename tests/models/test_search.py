import pytest

from ayne.core.errors import ConfigError
from ayne.models import ridge
from ayne.models.search import combinations, search

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
    with pytest.raises(
        ConfigError, match=r"models\.ridge\.params\.alfa: unknown parameter; the model takes alpha, depth"
    ):
        combinations("ridge", DEFAULTS, {"alfa": 1})


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
