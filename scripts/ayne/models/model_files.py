"""A fitted model as files, and back; SHA-256 sums are checked before anything is unpickled."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ayne.artifacts.intervals import Calibration
from ayne.artifacts.metrics import Metrics
from ayne.core.errors import DataError
from ayne.core.files import atomic_path, write_text
from ayne.evaluation.bands import bands_of
from ayne.models.amounts import nominal_usd
from ayne.models.backtest import with_intervals
from ayne.models.estimator import Estimator, Fitted, is_blend, load_estimator
from ayne.models.estimators.blend import share_encoders

PREPROCESSING = "preprocessing.cloudpickle"
INTERVALS = "intervals.json"
METRICS = "metrics.json"
PREDICTIONS = "predictions.parquet"
TRIALS = "trials.json"
SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class StoredModel:
    """A model read from its folder."""

    name: str
    fitted: Fitted
    calibration: Calibration | None
    metrics: Metrics

    def forecast(self, features: pl.DataFrame, *, budget_usd: pl.Series, deflator: pl.Series) -> pl.DataFrame:
        """Forecast worldwide gross with both intervals, one row per row of `features`; nominal US dollars.

        `budget_usd` (nominal, null if unknown) picks the interval's band; real = nominal * `deflator`.
        """
        log_real = load_estimator(self.name).predict(self.fitted, features)
        band = pl.Series("band", bands_of(budget_usd), dtype=pl.String)
        movies = pl.DataFrame([band, nominal_usd(log_real, deflator), budget_usd.alias("budget_usd")])
        return with_intervals(movies, self.calibration).drop("band", "budget_usd")


def write_fitted(estimator: Estimator, fitted: Fitted, folder: Path) -> None:
    """Write model and preprocessing; the same bytes for the same fit."""
    import cloudpickle

    _write_bytes(folder / estimator.MODEL_FILE, estimator.dump(fitted.model))
    _write_bytes(folder / PREPROCESSING, cloudpickle.dumps(fitted.encoder))


def write_sums(folder: Path, names: Sequence[str]) -> None:
    """Write `SHA256SUMS` over the named files, as `sha256sum -c` reads it."""
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(names)]
    write_text(folder / SUMS, "".join(lines))


def load_model(folder: Path) -> StoredModel:
    """Read the model in `folder`; `DataError` if a file is missing, not listed in `SHA256SUMS`, or was changed."""
    import cloudpickle

    files = CheckedFiles(folder)
    metrics = Metrics.parse(files.read(METRICS), folder / METRICS)
    estimator = load_estimator(metrics.model)
    model, encoder = files.read(estimator.MODEL_FILE), files.read(PREPROCESSING)
    calibration = Calibration.parse_optional(files.read(INTERVALS), folder / INTERVALS)
    encoders = cloudpickle.loads(encoder)
    fitted = Fitted(share_encoders(encoders) if is_blend(estimator) else encoders, estimator.parse(model))
    return StoredModel(metrics.model, fitted, calibration, metrics)


class CheckedFiles:
    """The files that a folder's `SHA256SUMS` lists; what is read is what was checked."""

    def __init__(self, folder: Path) -> None:
        """Read the sums; `DataError` where there are none."""
        self._folder = folder
        if not (folder / SUMS).is_file():
            raise DataError(f"{folder / SUMS} is missing: a model is loaded only if its files can be checked")
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        self._sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}

    @property
    def names(self) -> list[str]:
        """The files listed, in the order of the list."""
        return list(self._sums)

    def sum_of(self, name: str) -> str:
        """Return the SHA-256 that the list gives for a file."""
        return self._sums[name]

    def read(self, name: str) -> bytes:
        """Return the content of a file whose sum is right."""
        path = self._folder / name
        if name not in self._sums or not path.is_file():
            raise DataError(f"{path} is missing or not listed in {SUMS}: build results/model again")
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self._sums[name]:
            raise DataError(f"{path} is not what {SUMS} says: it was changed; nothing of it was loaded")
        return content


def _write_bytes(path: Path, content: bytes) -> None:
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)
