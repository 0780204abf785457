import pytest

from ayne.artifacts.trials import Trials, TrialScore
from ayne.core.config import load_settings
from ayne.core.errors import ConfigError
from ayne.models.estimators import ridge
from ayne.models.rounds import make_trial, propose, read_trials
from ayne.models.space import check_at_once
from ayne.models.training import fit_model

RANGE = {"alpha": {"from": 1.0, "to": 1e6, "log": True}}
EARLIER = [
    TrialScore(params=dict(ridge.DEFAULTS) | {"alpha": 10.0**power}, walk_forward_rmse_log=1 + abs(power - 2) / 10)
    for power in range(6)
]


def alpha(number, earlier, seed=7):
    return propose("ridge", ridge.DEFAULTS, RANGE, number=number, earlier=earlier, seed=seed)["alpha"]


def test_the_first_trial_is_the_defaults():
    assert propose("ridge", ridge.DEFAULTS, RANGE, number=0, earlier=[], seed=7) == dict(ridge.DEFAULTS)


def test_a_proposal_depends_on_seed_number_and_earlier_rounds_alone():
    assert alpha(6, EARLIER) == alpha(6, EARLIER)
    others = {alpha(7, EARLIER), alpha(6, EARLIER, seed=80), alpha(6, EARLIER[:5])}
    assert alpha(6, EARLIER) not in others
    assert len(others) == 3


def test_what_did_well_draws_the_proposals_near():
    near = [number for number in range(6, 26) if 10 <= alpha(number, EARLIER) <= 1000]
    # At random a third of them would be: two of six powers of ten.
    assert len(near) >= 12


def test_a_search_in_rounds_ends_with_the_best_of_its_trials(study, tmp_path):
    files = [tmp_path / f"{number}.json" for number in range(4)]
    # Two rounds of two, each made in the wrong order.
    for number, n_known in ((1, 0), (0, 0), (3, 2), (2, 2)):
        make_trial(study, "ridge", RANGE, number=number, earlier=files[:n_known]).write(files[number])
    trials = read_trials(files)
    assert trials[0].params == dict(ridge.DEFAULTS)
    assert len({trial.params["alpha"] for trial in trials}) == 4
    trained = fit_model(study, "ridge", params=RANGE, feature_set="pre_release", tried=trials)
    best = min(trials, key=lambda trial: trial.rmse_log)
    assert trained.metrics.params == best.params
    assert trained.trials == trials
    assert Trials.read(files[3]).trials[0].walk_forward_rmse_log == trials[3].rmse_log


def test_trials_at_once_without_trials_are_refused():
    with pytest.raises(ConfigError, match=r"at_once: there are no trials to run at once; set trials as well"):
        load_settings({"models": {"ridge": {"at_once": 4}}})


@pytest.mark.parametrize("model", ["blend", "log_budget_ols"])
def test_trials_at_once_of_what_is_not_searched_are_refused(model):
    check_at_once(model, 1)
    check_at_once("ridge", 4)
    with pytest.raises(ConfigError, match=rf"models\.{model}\.at_once: 4; {model} is not fitted on its own"):
        check_at_once(model, 4)
