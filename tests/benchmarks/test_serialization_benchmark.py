import cloudpickle
import numpy as np
import polars as pl
import pytest

from ayne.benchmarks.serialization_benchmark import benchmark_serialization
from ayne.core.errors import DataError
from ayne.models.estimator import load_estimator
from fixtures.artifacts import metrics


@pytest.fixture
def written(tmp_path):
    """A ridge of 80 made-up movies as `results/models/ridge` holds it, and the features it was fitted on."""
    draw = np.random.default_rng(1)
    features = pl.DataFrame({"tmdb_id": range(80), "log_budget_received_real": draw.normal(16, 1, 80)})
    ridge = load_estimator("ridge")
    fitted = ridge.fit(features, draw.normal(17, 1, 80), params=dict(ridge.DEFAULTS), seed=1, threads=1)
    (tmp_path / ridge.MODEL_FILE).write_bytes(ridge.dump(fitted.model))
    (tmp_path / "preprocessing.cloudpickle").write_bytes(cloudpickle.dumps(fitted.encoder))
    metrics("ridge").write(tmp_path / "metrics.json")
    return tmp_path, features


def test_every_format_has_size_and_times_and_gives_the_same_forecasts(written):
    folder, features = written
    figures = benchmark_serialization({"ridge": folder}, features)["ridge"]
    assert set(figures) == {"native", "pickle", "cloudpickle", "joblib", "joblib_zlib_3", "joblib_lzma_3"}
    assert all(entry["same"] and entry["save_s"] > 0 and entry["load_s"] > 0 for entry in figures.values())
    assert figures["joblib_zlib_3"]["bytes"] < figures["joblib"]["bytes"]
    # A model that was read shares fewer of its parts, which costs a few bytes.
    assert figures["native"]["bytes"] == pytest.approx((folder / "model.joblib").stat().st_size, rel=0.05)


def test_a_folder_of_another_model_is_refused(written):
    metrics("xgboost").write(written[0] / "metrics.json")
    with pytest.raises(DataError, match="holds another model than ridge"):
        benchmark_serialization({"ridge": written[0]}, written[1])
