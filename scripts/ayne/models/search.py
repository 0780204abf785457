"""Which parameters: all combinations of the settings' choices, or as many trials as they say, by walk-forward.

A trial that is done is kept in a journal, so that a search that was stopped goes on; it ends with the same result.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from ayne.core.files import sha256_file
from ayne.core.logging import get_logger
from ayne.evaluation.scores import score
from ayne.models.backtest import walk_forward
from ayne.models.estimator import Estimator, Params
from ayne.models.space import combinations, distributions, starting_point
from ayne.models.study import Study

logger = get_logger("search")

JOURNALS = Path("data/tuning")


@dataclass(frozen=True)
class Trial:
    """One combination of parameters, its walk-forward predictions unless an earlier run made them, and `rmse_log`."""

    params: Params
    predictions: pl.DataFrame | None
    rmse_log: float


def tuning_journal(model: str, inputs: Sequence[Path], **settings: Any) -> Path:
    """Return the file of the trials that are done for a model on these inputs and settings, code included."""
    content = [sha256_file(path) for path in inputs]
    digest = sha256(json.dumps([content, settings], sort_keys=True, default=str).encode()).hexdigest()[:16]
    return JOURNALS / f"{model}-{digest}.jsonl"


def search(study: Study, estimator: Estimator, choices: list[dict[str, Any]]) -> tuple[Trial, list[Trial]]:
    """Return the best trial, the first of equals, and all of them in their order. The test is not touched."""
    return best_of([try_parameters(study, estimator, params) for params in choices])


def best_of(trials: Sequence[Trial]) -> tuple[Trial, list[Trial]]:
    """Return the best trial, the first of equals, and all of them."""
    return min(trials, key=lambda trial: trial.rmse_log), list(trials)


def tune(
    study: Study, estimator: Estimator, name: str, *, params: Mapping[str, Any], n_trials: int, journal: Path | None
) -> tuple[Trial, list[Trial]]:
    """Try the defaults, then what Optuna's tree-structured Parzen estimator proposes after each result.

    A proposal depends on the seed, the trial's number and the results before it alone, so that it is the same whether
    those were made in this run or are read from the journal, which is gone once all is done.
    """
    import optuna

    space, start = distributions(name, estimator.DEFAULTS, params), starting_point(estimator.DEFAULTS, params)
    proposals = _open(journal)
    done = proposals.get_trials(states=[optuna.trial.TrialState.COMPLETE])[:n_trials]
    # The first one as given: Optuna would make a whole number of a parameter that has a range 100.0 of 100.
    trials = [Trial(start | (trial.params if n else {}), None, float(trial.value or 0)) for n, trial in enumerate(done)]
    for number in range(len(trials), n_trials):
        proposals.sampler = random_until(study.seed + number)
        if number == 0 and not proposals.get_trials(states=[optuna.trial.TrialState.WAITING]):
            proposals.enqueue_trial({key: start[key] for key in space})
        proposed = proposals.ask(dict(space))
        trials.append(try_parameters(study, estimator, start | (proposed.params if number else {})))
        proposals.tell(proposed, trials[-1].rmse_log)
    if journal:
        journal.unlink(missing_ok=True)
    return best_of(trials)


def search_settings(
    study: Study, estimator: Estimator, name: str, *, params: Mapping[str, Any], n_trials: int, journal: Path | None
) -> tuple[Trial, list[Trial]]:
    """Search as the settings say: `n_trials` of Optuna's, or every combination where that is 0."""
    if n_trials:
        return tune(study, estimator, name, params=params, n_trials=n_trials, journal=journal)
    return search(study, estimator, combinations(name, estimator.DEFAULTS, params))


def random_until(seed: int) -> Any:
    """Return Optuna's tree-structured Parzen estimator, which draws at random until it has seen five trials."""
    import optuna

    return optuna.samplers.TPESampler(seed=seed, n_startup_trials=5)


def try_parameters(study: Study, estimator: Estimator, params: Params) -> Trial:
    """Return the trial of one combination."""
    predictions = walk_forward(study, estimator, params)
    trial = Trial(params, predictions, float(score(predictions)["rmse_log"] or 0.0))
    logger.info("walk-forward rmse_log %.4f with %s", trial.rmse_log, params)
    return trial


def _open(journal: Path | None) -> Any:
    """Return Optuna's study of the trials that are done, kept in `journal` or in memory; what was under way is not."""
    import optuna
    from optuna.storages.journal import JournalFileBackend, JournalStorage

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    if journal is None:
        return optuna.create_study()
    journal.parent.mkdir(parents=True, exist_ok=True)
    if journal.is_file():
        _drop_broken_end(journal)
    storage = JournalStorage(JournalFileBackend(str(journal)))
    study = optuna.create_study(storage=storage, study_name="search", load_if_exists=True)
    for trial in study.get_trials(states=[optuna.trial.TrialState.RUNNING]):
        study.tell(trial.number, state=optuna.trial.TrialState.FAIL)
    logger.info("%d trials are done already", len(study.get_trials(states=[optuna.trial.TrialState.COMPLETE])))
    return study


def _drop_broken_end(journal: Path) -> None:
    """Cut off a last line that was not written to its end: Optuna would append to it, and read no line after it."""
    content = journal.read_bytes()
    if not content.endswith(b"\n"):
        journal.write_bytes(content[: content.rfind(b"\n") + 1])
