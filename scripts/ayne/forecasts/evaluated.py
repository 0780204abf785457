"""The published model as it was evaluated: films of the test years are forecast with it, as it saw none of them."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from ayne.artifacts.metrics import Metrics
from ayne.core.study_files import MODELS, PUBLISHED, TARGET
from ayne.evaluation.payback import fit_payback
from ayne.forecasts.refit import Refit
from ayne.models.model_files import METRICS, PREDICTIONS, SUMS, load_model
from ayne.models.payback_scores import with_budget


def test_start(study: Path) -> date | None:
    """Return the day from which on the published model has seen nothing; None where none is published."""
    metrics = study / PUBLISHED / METRICS
    return Metrics.read(metrics).test.from_ if metrics.is_file() else None


def read_evaluated(study: Path, refit: Refit) -> Refit | None:
    """Return the published model in the place of the refitted one; None where one of its files is not there.

    Its past ends where the test begins, and so do the forecasts that its chance of payback is fitted on. How movies are
    compared, and how features are built, is the refitted model's.
    """
    starts, files = test_start(study), [study / PUBLISHED / SUMS, study / TARGET]
    if starts is None or not all(path.is_file() for path in files):
        return None
    model = load_model(study / PUBLISHED)
    predictions = study / MODELS / model.name / PREDICTIONS
    if not predictions.is_file():
        return None
    known = pl.col("release_date") + timedelta(days=refit.settings.known_after_days) <= starts
    past_forecasts = with_budget(pl.read_parquet(predictions), pl.read_parquet(study / TARGET)).filter(known)
    return replace(
        refit,
        name=model.name,
        fitted=model.fitted,
        calibration=model.calibration,
        payback=fit_payback(past_forecasts, refit.settings.payback_multiple),
        past=refit.past.filter(known),
    )
