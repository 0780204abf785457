import pytest

from ayne.champion.choose import choose_champion
from ayne.core.errors import DataError
from fixtures.artifacts import metrics


def models(**walk_forward_and_test):
    scores = walk_forward_and_test.items()
    return [metrics(name, walk_forward=past, test={"rmse_log": test}) for name, (past, test) in scores]


def test_the_years_before_the_test_choose_and_the_test_does_not():
    champion = choose_champion(models(ridge=(1.7, 1.9), xgboost=(1.6, 2.0)))
    assert champion.model == "xgboost"
    assert champion.walk_forward_rmse_log == {"ridge": 1.7, "xgboost": 1.6}


def test_the_reason_has_three_decimals():
    champion = choose_champion(models(ridge=(1.701234, 1.9), xgboost=(1.6, 2.0)))
    assert champion.reason == "lowest walk-forward rmse_log (1.600) of 2 models"


def test_a_baseline_is_no_champion_beside_a_model():
    candidates = models(ridge=(1.7, 1.9), log_budget_ols=(1.5, 1.5))
    assert choose_champion(candidates).model == "ridge"


def test_of_baselines_alone_the_better_one_is_chosen():
    candidates = models(median_multiple=(1.7, 1.9), log_budget_ols=(1.5, 2.5))
    assert choose_champion(candidates).model == "log_budget_ols"


def test_of_equals_the_first_by_name_is_chosen():
    assert choose_champion(models(xgboost=(1.5, 1), ridge=(1.5, 2))).model == "ridge"


def test_no_model_at_all_is_an_error():
    with pytest.raises(DataError, match="no model to choose from"):
        choose_champion([])
