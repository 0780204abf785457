"""Which settings an experiment changes. tests/workflow/test_try.py builds one."""

import pytest

from ayne.artifacts.champion import Champion
from ayne.cli.experiments_command import experiments
from ayne.cli.try_command import changes_of, check, compared, in_words
from ayne.core.config import load_settings
from ayne.core.errors import ConfigError


@pytest.fixture
def settings():
    return load_settings({"features": {"families": ["money", "calendar"]}, "models": {"ridge": {}}})


def test_families_are_added_and_settings_changed(settings):
    given = ["models.ridge.params.alpha=[1, 10]", "features.base_year=2019"]
    changes = changes_of(settings, ["text"], "lasso", given)
    assert changes == {
        "features": {"families": ["money", "calendar", "text"], "base_year": 2019},
        "models": {"ridge": {"params": {"alpha": [1, 10]}}, "lasso": {}},
    }
    message = "family text, model lasso, models.ridge.params.alpha=[1, 10], features.base_year=2019"
    assert in_words(["text"], "lasso", given) == message


def test_without_any_it_is_the_code_that_is_tried(settings):
    assert changes_of(settings, [], None, []) == {}
    assert in_words([], None, []) == "the code as it is"


@pytest.mark.parametrize(
    ("families", "model", "given", "message"),
    [
        (["money"], None, [], "--family money: the settings have it already; run `ayne try` without an option"),
        ([], "ridge", [], "--model ridge: the settings have it already; run `ayne try` without an option"),
        (
            [],
            None,
            ["catalogue.snapshot=2020-01-01"],
            "write key=value of features, models, evaluation, seed; other data",
        ),
        ([], None, ["seed"], "--set seed: write key=value"),
    ],
)
def test_what_is_no_experiment_is_refused(settings, families, model, given, message):
    with pytest.raises(ConfigError, match=message):
        changes_of(settings, families, model, given)


CHAMPION = Champion(
    model="blend",
    reason="",
    walk_forward_rmse_log={"blend": 1.2, "catboost": 1.24, "log_budget_ols": 1.1, "ridge": 1.23},
)


def test_a_new_model_is_compared_with_the_best_one_that_is_no_blend_and_the_blend_with_and_without_it():
    titles = {(pair.before, pair.after): pair.title for pair in compared(CHAMPION, "lightgbm", None)}
    assert titles == {
        ("ridge", "lightgbm"): "lightgbm against ridge, the best model that is no blend",
        ("blend", "blend"): "blend with lightgbm against blend without it",
    }


def test_other_experiments_are_judged_by_the_champion_or_by_the_model_that_is_named():
    assert [(pair.before, pair.after) for pair in compared(CHAMPION, None, None)] == [("blend", "blend")]
    assert [(pair.before, pair.after) for pair in compared(CHAMPION, None, "ridge")] == [("ridge", "ridge")]
    assert [(pair.before, pair.after) for pair in compared(CHAMPION, "lightgbm", "catboost")] == [
        ("catboost", "lightgbm")
    ]
    assert [(pair.before, pair.after) for pair in compared(CHAMPION, "median_multiple", None)] == [
        ("blend", "median_multiple")
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"models": {"ridge": {"params": {"alhpa": 1}}}},
            "alhpa in what is tried: unknown parameter; did you mean alpha",
        ),
        ({"models": {"lasoo": {}}}, "there is no model 'lasoo'; `uv run ayne new model lasoo` writes"),
        ({"features": {"families": ["moneys"]}}, "there is no family 'moneys'; did you mean money"),
    ],
)
def test_what_is_misspelt_is_said_before_a_folder_is_made(changes, message):
    with pytest.raises(ConfigError, match=message):
        check(changes, {"what is tried": changes})


def test_experiments_that_are_left_are_named_with_what_they_try_and_removed(tmp_path, capsys):
    study, other = tmp_path / "study", tmp_path / "study-other"
    folder = tmp_path / "study-try-12ab34cd"
    for path in (study, other, folder):
        path.mkdir()
    (folder / "experiment.yaml").write_text("# family text\nfeatures: {}\n")
    for remove in (False, True, False):
        experiments(remove=remove, directory=study)
    assert capsys.readouterr().out.splitlines() == [
        f"{folder}: family text",
        f"removed {folder}: family text",
        "no experiment is left",
    ]
    assert sorted(tmp_path.iterdir()) == [study, other]
