"""How large a fitted model is and how fast it is written and read, by format; the forecasts must come back the same."""

import pickle
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import polars as pl

from ayne.artifacts.metrics import Metrics
from ayne.core.errors import DataError
from ayne.models.estimator import Fitted, load_estimator

REPEATS = 5
Format = tuple[Callable[[Any], bytes], Callable[[bytes], Any]]


def benchmark_serialization(models: Mapping[str, Path], features: pl.DataFrame) -> dict[str, Any]:
    """Return {model: {format: size and seconds}}; `models` maps a model to its folder.

    Medians of five. `native` is what `results/models/` holds. `same`: the read model forecasts as the written one.
    Only files of this very study are unpickled.
    """
    return {name: _model(name, folder, features) for name, folder in sorted(models.items())}


def _model(name: str, folder: Path, features: pl.DataFrame) -> dict[str, Any]:
    import cloudpickle

    estimator = load_estimator(name)
    if Metrics.read(folder / "metrics.json").model != name:
        raise DataError(f"{folder} holds another model than {name}")
    encoder = cloudpickle.loads((folder / "preprocessing.cloudpickle").read_bytes())
    model = estimator.parse((folder / estimator.MODEL_FILE).read_bytes())
    expected = estimator.predict(Fitted(encoder, model), features)
    formats = {"native": (estimator.dump, estimator.parse), **_general_formats()}
    figures = {}
    for kind, (dump, parse) in formats.items():
        content, save_s = _timed(dump, model)
        read, load_s = _timed(parse, content)
        same = bool(np.array_equal(estimator.predict(Fitted(encoder, read), features), expected))
        figures[kind] = {"bytes": len(content), "save_s": round(save_s, 6), "load_s": round(load_s, 6), "same": same}
    return figures


def _general_formats() -> dict[str, Format]:
    import cloudpickle
    import joblib

    def joblib_dump(model: Any, compress: Any) -> bytes:
        content = BytesIO()
        joblib.dump(model, content, compress=compress)
        return content.getvalue()

    def joblib_load(content: bytes) -> Any:
        return joblib.load(BytesIO(content))

    return {
        "pickle": (lambda model: pickle.dumps(model, protocol=5), pickle.loads),
        "cloudpickle": (cloudpickle.dumps, cloudpickle.loads),
        "joblib": (lambda model: joblib_dump(model, 0), joblib_load),
        "joblib_zlib_3": (lambda model: joblib_dump(model, ("zlib", 3)), joblib_load),
        "joblib_lzma_3": (lambda model: joblib_dump(model, ("lzma", 3)), joblib_load),
    }


def _timed(call: Callable[[Any], Any], value: Any) -> tuple[Any, float]:
    """Return the result and the median of the seconds of five calls."""
    seconds = []
    for _ in range(REPEATS):
        start = perf_counter()
        result = call(value)
        seconds.append(perf_counter() - start)
    return result, median(seconds)
