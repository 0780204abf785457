"""One amount at one moment: models of its own, the best by walk-forward, and that one fitted on all that is known."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ayne.core.errors import DataError
from ayne.core.part import Part
from ayne.horizons.cells import METRICS, PREDICTIONS, WORLDWIDE, Cell

if TYPE_CHECKING:
    import polars as pl

    from ayne.artifacts.refit_settings import ForecastSettings
    from ayne.forecasts.refit import Refit
    from ayne.models.study import Study
    from ayne.models.training import TrainedModel

# The script whose code, with the estimators', is that of a cell.
FITS = "fit_horizons.py"
Models = Mapping[str, Mapping[str, Any]]


def fit_cell_part(part: Part) -> None:
    """Fit the cell that a part is named after: `{target}/{horizon}`.

    Its inputs are the files of features, target and amounts, then the families' dictionaries; its parameters `models`
    of the settings, `study`, and `forecast`, what a refit's settings say but for the features.
    """
    import polars as pl

    from ayne.artifacts.refit_settings import ForecastSettings
    from ayne.core.files import write_parquet
    from ayne.features.feature_dictionary import describe_families
    from ayne.forecasts.refit_files import write_refit
    from ayne.models.training import predictions_table

    cell, settings = Cell(*part.name.split("/")), part.parameters
    features, target, amounts = (pl.read_parquet(path) for path in part.inputs[:3])
    study = cell_study(cell, features, target, amounts, **settings["study"])
    trained = fit_cell(study, cell, settings["models"])
    folder = part.outputs[0].parent
    write_parquet(predictions_table(trained.evaluation), folder / PREDICTIONS)
    trained.metrics.write(folder / METRICS)
    forecast = settings["forecast"] | {"features": describe_families(part.inputs[3:])}
    write_refit(refit_cell(study, cell, trained, ForecastSettings(**forecast)), folder)


def cell_study(
    cell: Cell, features: "pl.DataFrame", target: "pl.DataFrame", amounts: "pl.DataFrame", *, charts: bool,
    **options: Any,
) -> "Study":  # fmt: skip
    """Return the study of a cell, with the movies that it is about.

    Without charts, it is about all movies. With them, it is about wide releases: no other is scored, or calibrated on.
    Before the release no other is trained on either; after it a movie needs the cell's anchor, in few theaters too.
    """
    import polars as pl

    from ayne.horizons.target_table import is_wide, target_table
    from ayne.models.study import make_study

    features, table = features.sort("tmdb_id"), target_table(target, amounts, cell.target).sort("tmdb_id")
    if charts:
        wide = is_wide(amounts.sort("tmdb_id"))
        learnt_from = features[cell.anchor].is_not_null() if cell.anchor else wide
        table = table.with_columns(
            pl.col("is_scored", "is_scored_clean") & wide & learnt_from, pl.col("is_trained_on") & learnt_from
        )
    try:
        return make_study(features, table, **options, anchor=cell.anchor)
    except DataError as error:
        what = "wide releases in the charts (imports.daily_box_office)" if charts else "movies of a known amount"
        raise DataError(f"{'/'.join(cell)} is forecast from {what}; {error}") from None


def fit_cell(study: "Study", cell: Cell, models: Models) -> "TrainedModel":
    """Return the best of the models and of their blend by walk-forward; the first of equals."""
    from ayne.models.blending import Member, evaluate_blend
    from ayne.models.training import fit_model, scored_model

    trained = [
        fit_model(study, name, params=chosen["params"], n_trials=chosen["trials"], feature_set=cell.horizon)
        for name, chosen in models.items()
    ]
    if len(trained) > 1:
        members = [Member(one.name, one.evaluation.fitted, one.evaluation.params, one.evaluation.predictions)
                   for one in sorted(trained, key=lambda one: one.name)]  # fmt: skip
        evaluation, trials = evaluate_blend(study, members)
        trained.append(scored_model(study, "blend", evaluation, trials, feature_set=cell.horizon))
    best = min(trained, key=lambda one: one.metrics.walk_forward.overall.rmse_log)
    return replace(best, metrics=best.metrics.model_copy(update={"target": cell.target}))


def refit_cell(study: "Study", cell: Cell, trained: "TrainedModel", settings: "ForecastSettings") -> "Refit":
    """Fit a cell's best model once more on all that is known at the snapshot."""
    from ayne.forecasts.refit import refit
    from ayne.models.training import predictions_table

    fitted = refit(
        study.features,
        study.target,
        predictions_table(trained.evaluation),
        name=trained.name,
        params=trained.evaluation.params,
        settings=settings,
        anchor=cell.anchor,
    )
    # Whether a movie pays is asked of its worldwide gross.
    return fitted if cell.target == WORLDWIDE else replace(fitted, payback=None)
