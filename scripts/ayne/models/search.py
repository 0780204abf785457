"""Which parameters: every combination of the choices that the settings give, judged by walk-forward `rmse_log`."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from ayne.core.errors import ConfigError
from ayne.core.logging import get_logger
from ayne.evaluation.scores import score
from ayne.models.backtest import walk_forward
from ayne.models.estimator import Estimator, Params
from ayne.models.study import Study

logger = get_logger("search")


@dataclass(frozen=True)
class Trial:
    """One combination of parameters, its walk-forward predictions and their `rmse_log`."""

    params: Params
    predictions: pl.DataFrame
    rmse_log: float


def combinations(name: str, defaults: Params, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every combination of `given` laid over `defaults`; a list is choices, any other value is fixed.

    In the order of the parameters' names, then of the choices; `ConfigError` for a parameter the model lacks.
    """
    if unknown := sorted(given.keys() - defaults.keys()):
        allowed = ", ".join(sorted(defaults)) or "none"
        raise ConfigError(f"models.{name}.params.{unknown[0]}: unknown parameter; the model takes {allowed}")
    space = {
        key: value if isinstance(value, list) else [value] for key, value in (dict(defaults) | dict(given)).items()
    }
    if empty := [key for key, choices in sorted(space.items()) if not choices]:
        raise ConfigError(f"models.{name}.params.{empty[0]}: an empty list; give a value or at least one choice")
    keys = sorted(space)
    return [dict(zip(keys, choice, strict=True)) for choice in itertools.product(*(space[key] for key in keys))]


def search(study: Study, estimator: Estimator, choices: list[dict[str, Any]]) -> tuple[Trial, list[Trial]]:
    """Return the best trial, the first of equals, and all of them in their order. The test is not touched."""
    trials = []
    for params in choices:
        predictions = walk_forward(study, estimator, params)
        trials.append(Trial(params, predictions, float(score(predictions)["rmse_log"] or 0.0)))
        logger.info("walk-forward rmse_log %.4f with %s", trials[-1].rmse_log, params)
    return min(trials, key=lambda trial: trial.rmse_log), trials
