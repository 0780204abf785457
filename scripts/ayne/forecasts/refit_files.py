"""A refitted model as files, and back; `SHA256SUMS` is checked before anything is unpickled."""

from io import BytesIO
from pathlib import Path

import polars as pl

from ayne.artifacts.artifact import write_optional
from ayne.artifacts.feature_weights import FeatureWeights
from ayne.artifacts.intervals import Calibration
from ayne.artifacts.joint_errors import JointErrors
from ayne.artifacts.payback_model import PaybackModel
from ayne.artifacts.refit_settings import RefitSettings
from ayne.core.errors import DataError
from ayne.core.files import atomic_path, write_parquet
from ayne.forecasts.refit import Refit
from ayne.models.estimator import Fitted, is_blend, load_estimator
from ayne.models.estimators.blend import share_encoders
from ayne.models.model_files import INTERVALS, PREPROCESSING, CheckedFiles, write_sums

# One name whatever the model, as the rule that writes it does not know the champion: its content is the native format.
MODEL = "model.native"
PAYBACK, JOINT, PAST, WEIGHTS, SETTINGS = (
    "payback.json",
    "joint_errors.json",
    "past.parquet",
    "weights.json",
    "settings.json",
)
FILES = (MODEL, PREPROCESSING, INTERVALS, PAYBACK, JOINT, PAST, WEIGHTS, SETTINGS)
BUILD_COMMAND = "uv run snakemake --cores 8 results/predictions/upcoming.csv"


def write_refit(refit: Refit, folder: Path) -> None:
    """Write `FILES` and their sums; the same bytes for the same fit."""
    import cloudpickle

    content = {
        MODEL: load_estimator(refit.name).dump(refit.fitted.model),
        PREPROCESSING: cloudpickle.dumps(refit.fitted.encoder),
    }
    for name, written in content.items():
        with atomic_path(folder / name) as temporary:
            temporary.write_bytes(written)
    write_optional(refit.calibration, folder / INTERVALS)
    write_optional(refit.payback, folder / PAYBACK)
    write_optional(refit.joint, folder / JOINT)
    FeatureWeights(dict(refit.weights)).write(folder / WEIGHTS)
    refit.settings.write(folder / SETTINGS)
    write_parquet(refit.past, folder / PAST)
    write_sums(folder, FILES)


def read_refit(folder: Path) -> Refit:
    """Read what `write_refit` wrote; `DataError` if a file is missing, not listed in `SHA256SUMS`, or was changed."""
    import cloudpickle

    if not (folder / "SHA256SUMS").is_file():
        raise DataError(f"{folder} holds no model to forecast with; `{BUILD_COMMAND}` makes it")
    files = CheckedFiles(folder)
    settings = RefitSettings.parse(files.read(SETTINGS), folder / SETTINGS)
    estimator = load_estimator(settings.model)
    model, encoder = estimator.parse(files.read(MODEL)), cloudpickle.loads(files.read(PREPROCESSING))
    if is_blend(estimator):
        encoder = share_encoders(encoder)
    return Refit(
        name=settings.model,
        fitted=Fitted(encoder, model),
        calibration=Calibration.parse_optional(files.read(INTERVALS), folder / INTERVALS),
        payback=PaybackModel.parse_optional(files.read(PAYBACK), folder / PAYBACK),
        joint=JointErrors.parse_optional(files.read(JOINT), folder / JOINT),
        past=pl.read_parquet(BytesIO(files.read(PAST))),
        weights=FeatureWeights.parse(files.read(WEIGHTS), folder / WEIGHTS).root,
        settings=settings,
    )
