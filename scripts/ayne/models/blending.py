"""A blend evaluated as any other model: for each year, weights from the forecasts of the years before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl

from ayne.core.errors import ConfigError
from ayne.core.logging import get_logger
from ayne.evaluation.scores import score
from ayne.evaluation.splits import Fold
from ayne.models.amounts import log_real_usd
from ayne.models.backtest import Evaluation, assemble, fold_predictions, known_by, residuals_of, year_by_year
from ayne.models.estimator import Fitted, Params
from ayne.models.estimators import blend
from ayne.models.model_files import PREDICTIONS, CheckedFiles, load_model
from ayne.models.search import Trial
from ayne.models.study import Study
from ayne.models.weights import blend_weights

logger = get_logger("blend")


@dataclass(frozen=True)
class Member:
    """A model that is evaluated already; `predictions` are those of its `predictions.parquet`."""

    name: str
    fitted: Fitted
    params: Params
    predictions: pl.DataFrame


def read_members(folders: Sequence[Path]) -> list[Member]:
    """Read the models in `folders`, in the order of their names; nothing is unpickled that its sums do not list.

    `ConfigError` where there is none.
    """
    if not folders:
        raise ConfigError(
            "models.blend: it blends the other models that are no baseline, and there is none under models; "
            "name one, or leave the blend out with models: {blend: null}"
        )
    return sorted((_read_member(folder) for folder in folders), key=lambda member: member.name)


def evaluate_blend(study: Study, members: Sequence[Member]) -> tuple[Evaluation, list[Trial]]:
    """Blend the members' walk-forward and test predictions; its parameters are weights and the members' parameters."""
    past = {member.name: _walk_forward(study, member) for member in members}
    predictions = year_by_year(study, lambda fold: _blended_year(study, fold, past))
    weights = _weights_on(study, past, study.final.starts)
    logger.info("weights %s", weights)
    weighted = {member.name: member for member in members if member.name in weights}
    params = {"weights": weights, "members": {name: dict(member.params) for name, member in weighted.items()}}
    fitted = blend.join(weights, {name: member.fitted for name, member in weighted.items()})
    rows = study.final.score
    log_real = blend.predict(fitted, study.features[rows]) + study.grossed(rows)
    test = fold_predictions(study, study.final, log_real)
    trial = Trial(params, predictions, float(score(predictions)["rmse_log"] or 0.0))
    return assemble(study, params, fitted, predictions, test), [trial]


def _read_member(folder: Path) -> Member:
    model = load_model(folder)
    predictions = pl.read_parquet(BytesIO(CheckedFiles(folder).read(PREDICTIONS)))
    return Member(model.name, model.fitted, model.metrics.params, predictions)


def _walk_forward(study: Study, member: Member) -> pl.DataFrame:
    """Return the member's predictions of all walk-forward years as the backtest has them."""
    years = []
    for fold in study.walk_forward:
        movies = study.target[fold.score].select("tmdb_id", "deflator")
        movies = movies.join(member.predictions, on="tmdb_id", how="left", maintain_order="left")
        log_real = log_real_usd(movies["predicted_usd"], movies["deflator"])
        years.append(fold_predictions(study, fold, log_real))
    return pl.concat(years)


def _blended_year(study: Study, fold: Fold, past: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    weights = _weights_on(study, past, fold.starts)
    deflator = study.target["deflator"].gather(fold.score)
    years = {name: past[name].filter(pl.col("fold") == fold.name) for name in weights}
    logs = [weights[name] * log_real_usd(years[name]["predicted_usd"], deflator) for name in weights]
    return fold_predictions(study, fold, np.sum(logs, axis=0))


def _weights_on(study: Study, past: Mapping[str, pl.DataFrame], day: date) -> dict[str, float]:
    """Return the weights that could be known on `day`; equal ones before the first year's results."""
    return blend_weights({name: residuals_of(known_by(study, [rows], day)) for name, rows in past.items()})
