"""A search in rounds: trials that are proposed together, so that each can be a job of its own, on any machine.

A proposal depends on the seed, the trial's number and the results of the rounds before alone. There is no store that
trials share: the results are files, and a trial whose machine died is made again as it was.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ayne.artifacts.trials import Trials, TrialScore
from ayne.models.estimator import Params, load_estimator
from ayne.models.search import Trial, random_until, try_parameters
from ayne.models.space import distributions, starting_point
from ayne.models.study import Study

SEARCHES = Path("results/search")


def propose(
    model: str, defaults: Params, settings: Mapping[str, Any], *, number: int, earlier: Sequence[TrialScore], seed: int
) -> dict[str, Any]:
    """Return the parameters of trial `number`: the defaults, then what Optuna makes of the `earlier` rounds."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    space, start = distributions(model, defaults, settings), starting_point(defaults, settings)
    if number == 0:
        return start
    proposals = optuna.create_study(sampler=random_until(seed + number))
    for trial in earlier:
        known = {key: trial.params[key] for key in space}
        done = optuna.trial.create_trial(params=known, distributions=dict(space), value=trial.walk_forward_rmse_log)
        proposals.add_trial(done)
    return start | proposals.ask(dict(space)).params


def make_trial(
    study: Study, model: str, settings: Mapping[str, Any], *, number: int, earlier: Sequence[Path]
) -> Trials:
    """Try what is proposed for `number`, by walk-forward; `earlier` are the files of the rounds before, in order."""
    estimator = load_estimator(model)
    scores = [trial for path in earlier for trial in Trials.read(path).trials]
    params = propose(model, estimator.DEFAULTS, settings, number=number, earlier=scores, seed=study.seed)
    trial = try_parameters(study, estimator, params)
    return Trials(trials=(TrialScore(params=trial.params, walk_forward_rmse_log=trial.rmse_log),))


def read_trials(files: Sequence[Path]) -> list[Trial]:
    """Return the trials of a search that is done, in order."""
    scores = (trial for path in files for trial in Trials.read(path).trials)
    return [Trial(score.params, None, score.walk_forward_rmse_log) for score in scores]
