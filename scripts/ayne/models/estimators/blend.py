"""A weighted mean of the other models' forecasts in ln dollars; the weights come from their walk-forward forecasts.

It holds its members whole, each in its own native format, so that its folder needs no other model's.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ayne.models.estimator import Fitted, Params, load_estimator

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

MODEL_FILE = "model.zip"
DEFAULTS: Params = {}
# Its members are the other models of the settings but the baselines.
IS_BLEND = True
WEIGHTS = "weights.json"
# Any fixed day: a zip notes when each of its files was written.
WRITTEN = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Blend:
    """Members by name, each as its estimator fitted it, and their weights, which add up to 1."""

    weights: Mapping[str, float]
    models: Mapping[str, Any]


def fit(features: pl.DataFrame, log_gross: Floats, *, params: Params, seed: int, threads: int) -> Fitted:
    """Refit every member; `params` has `weights` by member, and `members`: the parameters of each."""
    parts = {
        name: load_estimator(name).fit(features, log_gross, params=params["members"][name], seed=seed, threads=threads)
        for name in sorted(params["weights"])
    }
    return join(params["weights"], parts)


def join(weights: Mapping[str, float], parts: Mapping[str, Fitted]) -> Fitted:
    """Return the blend of models that are fitted already."""
    names = sorted(weights)
    encoders, models = ({name: getattr(parts[name], of) for name in names} for of in ("encoder", "model"))
    return Fitted(encoders, Blend({name: float(weights[name]) for name in names}, models))


def share_encoders(encoders: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members' encoders, one object for those that are the same, so that they encode a table once."""
    import cloudpickle

    kinds: dict[bytes, Any] = {}
    return {name: kinds.setdefault(cloudpickle.dumps(encoder), encoder) for name, encoder in encoders.items()}


def member(fitted: Fitted, name: str) -> Fitted:
    """Return one member by itself."""
    return Fitted(fitted.encoder[name], fitted.model.models[name])


def predict(fitted: Fitted, features: pl.DataFrame) -> Floats:
    """Predict ln of worldwide gross in real US dollars."""
    weights = fitted.model.weights
    parts = [weights[name] * load_estimator(name).predict(member(fitted, name), features) for name in weights]
    predicted: Floats = sum(parts[1:], start=parts[0])
    return predicted


def dump(model: Any) -> bytes:
    """Write a zip of `weights.json` and `{member}/{its model file}`, uncompressed and without a time."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as files:
        _add(files, WEIGHTS, json.dumps(dict(model.weights), indent=2, sort_keys=True).encode() + b"\n")
        for name in sorted(model.models):
            estimator = load_estimator(name)
            _add(files, f"{name}/{estimator.MODEL_FILE}", estimator.dump(model.models[name]))
    return content.getvalue()


def parse(content: bytes) -> Any:
    """Read what `dump` wrote; a member may run code that its bytes name, so check where they are from first."""
    with zipfile.ZipFile(BytesIO(content)) as files:
        weights = json.loads(files.read(WEIGHTS))
        estimators = {name: load_estimator(name) for name in weights}
        models = {name: estimators[name].parse(files.read(f"{name}/{estimators[name].MODEL_FILE}")) for name in weights}
    return Blend(weights, models)


def _add(files: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=WRITTEN)
    # The system that wrote it, which a zip notes too: Unix, whatever this one is.
    entry.create_system = 3
    files.writestr(entry, content)
