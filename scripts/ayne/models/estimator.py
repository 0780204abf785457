"""What every file of this package that is an estimator offers, and how one is found by its name."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from ayne.core.errors import AyneError, ConfigError
from ayne.core.logging import get_logger

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

logger = get_logger("models")
Params = Mapping[str, Any]
BASELINES = ("median_multiple", "log_budget_ols")


@dataclass(frozen=True)
class Fitted:
    """A fitted estimator: `encoder` turns feature columns into a matrix, `model` turns that into ln real gross."""

    encoder: Any
    model: Any


class Estimator(Protocol):
    """An estimator module; it imports nothing heavy at its top, as the workflow reads `MODEL_FILE` while parsing."""

    __name__: str
    MODEL_FILE: str
    DEFAULTS: Params

    def fit(self, features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:
        """Fit on one row per movie; `log_gross` is ln of worldwide gross in real US dollars."""

    def predict(self, fitted: Fitted, features: pl.DataFrame) -> Floats:
        """Predict ln of worldwide gross in real US dollars, one value per row."""

    def dump(self, model: Any) -> bytes:
        """Return the content of `MODEL_FILE`: the same bytes for the same model."""

    def parse(self, content: bytes) -> Any:
        """Return the model that `dump` wrote."""


def is_blend(estimator: Estimator) -> bool:
    """Tell whether a model is made of the others instead of being fitted on the movies itself."""
    return getattr(estimator, "IS_BLEND", False)


def fit_estimator(
    estimator: Estimator, features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int
) -> Fitted:
    """Fit; ConfigError with what the library says, where parameters other than its defaults cannot be fitted."""
    changed = {key: value for key, value in flat_params(params).items() if estimator.DEFAULTS.get(key) != value}
    try:
        return estimator.fit(features, log_gross, params=params, seed=seed, threads=threads)
    except Exception as error:
        if not changed or is_blend(estimator) or isinstance(error, AyneError):
            raise
        name = estimator.__name__.rpartition(".")[2]
        usual = {key: estimator.DEFAULTS.get(key) for key in changed}
        first = str(error).strip().partition("\n")[0]
        logger.debug("%s", name, exc_info=error)
        raise ConfigError(
            f"models.{name}.params: cannot be fitted with {changed}: {type(error).__name__}: {first}; the defaults are "
            f"{usual} (LOG_LEVEL=DEBUG shows where it was raised)"
        ) from error


# What a model's file holds, and the line that gives it.
PARTS = {
    "MODEL_FILE": 'MODEL_FILE = "model.joblib"',
    "DEFAULTS": "DEFAULTS: Params = {}",
    "fit": "def fit(features, log_gross, *, params, seed, threads):",
    "predict": "def predict(fitted, features):",
    "dump": "from ayne.models.estimators._joblib_format import dump, parse",
    "parse": "from ayne.models.estimators._joblib_format import dump, parse",
}


def load_estimator(name: str) -> Estimator:
    """Return the module `ayne.models.estimators.{name}`; a ConfigError says what there is not, or what it lacks."""
    module, file = f"ayne.models.estimators.{name}", f"scripts/ayne/models/estimators/{name}.py"
    if not name.isidentifier() or not importlib.util.find_spec(module):
        near = difflib.get_close_matches(name, _names(), n=1)
        advice = f"did you mean {near[0]}?" if near else f"`uv run ayne new model {name}` writes {file}"
        raise ConfigError(f"models: there is no model {name!r}; {advice}")
    try:
        plugin = importlib.import_module(module)
    except (SyntaxError, ImportError) as error:
        raise ConfigError(f"models.{name}: {file} cannot be imported: {error}") from None
    for part, line in PARTS.items():
        if not hasattr(plugin, part):
            raise ConfigError(f"models.{name}: {file} has no {part}; write `{line}`")
    return cast("Estimator", plugin)


def _names() -> list[str]:
    folder = importlib.import_module("ayne.models.estimators").__path__
    return sorted(module.name for module in pkgutil.iter_modules(folder) if not module.name.startswith("_"))


def flat_params(params: Params, prefix: str = "") -> dict[str, Any]:
    """Return nested parameters, as a blend has those of its members, by dotted names."""
    flat: dict[str, Any] = {}
    for key, value in params.items():
        flat |= flat_params(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": value}
    return flat
