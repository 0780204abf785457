import pytest

from ayne.champion.choose import choose_champion
from ayne.core.errors import DataError
from ayne.core.files import write_json


def metrics_files(tmp_path, **walk_forward_and_test):
    paths = []
    for name, (past, test) in walk_forward_and_test.items():
        content = {"model": name, "walk_forward": {"overall": {"rmse_log": past}}, "test": {"rmse_log": test}}
        paths.append(tmp_path / f"{name}.json")
        write_json(paths[-1], content)
    return paths


def test_the_years_before_the_test_choose_and_the_test_does_not(tmp_path):
    champion = choose_champion(metrics_files(tmp_path, ridge=(1.7, 1.9), xgboost=(1.6, 2.0)))
    assert champion["model"] == "xgboost"
    assert champion["walk_forward_rmse_log"] == {"ridge": 1.7, "xgboost": 1.6}


def test_the_reason_has_three_decimals(tmp_path):
    champion = choose_champion(metrics_files(tmp_path, ridge=(1.701234, 1.9), xgboost=(1.6, 2.0)))
    assert champion["reason"] == "lowest walk-forward rmse_log (1.600) of 2 models"


def test_a_baseline_is_no_champion_beside_a_model(tmp_path):
    files = metrics_files(tmp_path, ridge=(1.7, 1.9), log_budget_ols=(1.5, 1.5))
    assert choose_champion(files)["model"] == "ridge"


def test_of_baselines_alone_the_better_one_is_chosen(tmp_path):
    files = metrics_files(tmp_path, median_multiple=(1.7, 1.9), log_budget_ols=(1.5, 2.5))
    assert choose_champion(files)["model"] == "log_budget_ols"


def test_of_equals_the_first_by_name_is_chosen(tmp_path):
    assert choose_champion(metrics_files(tmp_path, xgboost=(1.5, 1), ridge=(1.5, 2)))["model"] == "ridge"


def test_no_model_at_all_is_an_error():
    with pytest.raises(DataError, match="no model to choose from"):
        choose_champion([])
