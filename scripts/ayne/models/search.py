"""Which parameters: all combinations of the settings' choices, or as many trials as they say, by walk-forward.

A trial that is done is kept in a journal, so that a search that was stopped goes on; it ends with the same result.
"""

import json
import os
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
    trials = [_try(study, estimator, params) for params in choices]
    return min(trials, key=lambda trial: trial.rmse_log), trials


def tune(
    study: Study, estimator: Estimator, name: str, *, params: Mapping[str, Any], n_trials: int, journal: Path | None
) -> tuple[Trial, list[Trial]]:
    """Try the defaults, then what Optuna's tree-structured Parzen estimator proposes after each result.

    A proposal depends on the seed, the trial's number and the results before it alone, so that it is the same whether
    those were made in this run or are read from the journal, which is gone once all is done.
    """
    space, start = distributions(name, estimator.DEFAULTS, params), starting_point(estimator.DEFAULTS, params)
    trials = _read(journal)[:n_trials]
    for number in range(len(trials), n_trials):
        proposed = start | (_propose(space, trials, seed=study.seed + number) if number else {})
        trials.append(_try(study, estimator, proposed))
        _append(journal, trials[-1])
    if journal:
        journal.unlink(missing_ok=True)
    return min(trials, key=lambda trial: trial.rmse_log), trials


def search_settings(
    study: Study, estimator: Estimator, name: str, *, params: Mapping[str, Any], n_trials: int, journal: Path | None
) -> tuple[Trial, list[Trial]]:
    """Search as the settings say: `n_trials` of Optuna's, or every combination where that is 0."""
    if n_trials:
        return tune(study, estimator, name, params=params, n_trials=n_trials, journal=journal)
    return search(study, estimator, combinations(name, estimator.DEFAULTS, params))


def _try(study: Study, estimator: Estimator, params: Params) -> Trial:
    predictions = walk_forward(study, estimator, params)
    trial = Trial(params, predictions, float(score(predictions)["rmse_log"] or 0.0))
    logger.info("walk-forward rmse_log %.4f with %s", trial.rmse_log, params)
    return trial


def _propose(space: Mapping[str, Any], trials: Sequence[Trial], *, seed: int) -> dict[str, Any]:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed, n_startup_trials=5))
    for trial in trials:
        known = {key: trial.params[key] for key in space}
        study.add_trial(optuna.trial.create_trial(params=known, distributions=dict(space), value=trial.rmse_log))
    return dict(study.ask(dict(space)).params)


def _read(journal: Path | None) -> list[Trial]:
    """Return the trials that are done; a last line that was not written to its end is none."""
    if journal is None or not journal.is_file():
        return []
    lines = journal.read_text(encoding="utf-8").split("\n")[:-1]
    trials = [json.loads(line) for line in lines]
    logger.info("%d trials are done already", len(trials))
    return [Trial(trial["params"], None, trial["rmse_log"]) for trial in trials]


def _append(journal: Path | None, trial: Trial) -> None:
    if journal is None:
        return
    journal.parent.mkdir(parents=True, exist_ok=True)
    # What was cut off at the end of a line is overwritten by the same trial.
    whole = journal.read_bytes().rpartition(b"\n") if journal.is_file() else (b"", b"", b"")
    with journal.open("r+b" if journal.is_file() else "wb") as file:
        file.truncate(len(whole[0]) + len(whole[1]))
        file.seek(0, os.SEEK_END)
        file.write(json.dumps({"params": trial.params, "rmse_log": trial.rmse_log}).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
