"""Which settings an experiment changes. tests/workflow/test_try.py builds one."""

import pytest

from ayne.cli.try_command import changes_of, in_words
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
        (["money"], None, [], "--family money: the study has it already"),
        ([], "ridge", [], "--model ridge: the study has it already"),
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
