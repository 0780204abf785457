"""One model of a study as a part of the job that fits them all.

A job that has nothing to fit loads no data.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ayne.core.part import Part
from ayne.models.estimator import BASELINES

if TYPE_CHECKING:
    from ayne.models.study import Study

# The script whose code, with an estimator's, is that of a fit.
FITS = "fit_model.py"
# How many fits of a model are kept besides the last: an edit that is undone fits nothing.
EARLIER_FITS = 2
# What all fits import, and takes seconds: of all processes together, as long as it starts no threads. Polars does.
LIBRARIES = ("sklearn.compose", "sklearn.ensemble", "sklearn.impute", "sklearn.linear_model", "sklearn.svm")


def modules_of_fit(model: str) -> list[str]:
    """Return the modules that a fit picks by name: the model's estimator, and those of the baselines beside it."""
    return [f"ayne.models.estimators.{name}" for name in (model, *BASELINES)]


def fit_part(part: Part, data: Sequence[Path]) -> None:
    """Fit the model that a part is named after, and write its files; `data` are the files of features and target.

    Its parameters are `params` and `trials` of the settings, `study` and `feature_set`. What it reads besides `data`
    are the files of the models that it blends, or the trials of a search that is done.
    """
    from ayne.models.rounds import SEARCHES, read_trials
    from ayne.models.search import tuning_journal
    from ayne.models.training import fit_model, write_model

    settings = part.parameters
    others = [path for path in part.inputs if path not in data]
    trials = [path for path in others if path.is_relative_to(SEARCHES)]
    trained = fit_model(
        read_study(*data, json.dumps(settings["study"])),
        part.name,
        params=settings["params"],
        feature_set=settings["feature_set"],
        n_trials=settings["trials"],
        journal=tuning_journal(part.name, data, params=settings["params"], **settings["study"], code=dict(part.code)),
        members=sorted({path.parent for path in others if path not in trials}),
        tried=read_trials(trials),
    )
    write_model(trained, part.outputs[0].parent)


@lru_cache(maxsize=1)
def read_study(features: Path, target: Path, settings: str) -> "Study":
    """Read a study, once for all models that a process fits; `settings` are JSON."""
    import polars as pl

    from ayne.models.study import make_study

    options: Mapping[str, Any] = json.loads(settings)
    return make_study(pl.read_parquet(features), pl.read_parquet(target), **options)
