import math
from datetime import date

import polars as pl
import pytest

from ayne.artifacts.metrics import Metrics
from ayne.core.files import sha256_file
from ayne.models.training import PREDICTION_COLUMNS, fit_model, write_model

SCORES = {
    "n", "rmse_log", "mae_log", "r2_log", "rmsle", "mdape", "within_factor_2", "bias_log",
    "class_exact", "class_one_away",
    "coverage_80", "coverage_90", "width_factor_80", "width_factor_90", "winkler_80", "winkler_90",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ridge")
    write_model(fit_model(study, "ridge", params={"alpha": [1, 10]}, feature_set="pre_release"), folder)
    return folder


@pytest.fixture(scope="module")
def metrics(folder):
    return Metrics.read(folder / "metrics.json")


def test_a_model_is_these_files(folder):
    assert {path.name for path in folder.iterdir()} == {
        "metrics.json", "predictions.parquet", "model.joblib", "preprocessing.cloudpickle", "intervals.json",
        "trials.json", "SHA256SUMS",
    }  # fmt: skip


def test_metrics_name_target_model_set_and_period(metrics):
    named = {key: getattr(metrics, key) for key in ("target", "model", "feature_set", "seed")}
    assert named == {"target": "worldwide_gross_usd", "model": "ridge", "feature_set": "pre_release", "seed": 7}
    assert (metrics.test.from_, metrics.test.to) == (date(2020, 1, 1), date(2021, 12, 31))


def test_every_block_of_metrics_has_every_score(metrics):
    blocks = [metrics.test, metrics.test_clean, metrics.walk_forward.overall]
    blocks += [*metrics.by_budget_band, *metrics.walk_forward.folds, *metrics.baselines.values()]
    assert all(dict(block).keys() >= SCORES for block in blocks)
    assert set(metrics.baselines) == {"median_multiple", "log_budget_ols"}
    assert [fold.fold for fold in metrics.walk_forward.folds] == ["2017", "2018", "2019"]


def test_the_made_up_movies_are_forecast_about_as_well_as_their_noise_allows(metrics):
    assert 0.7 < metrics.test.rmse_log < metrics.baselines["log_budget_ols"].rmse_log < 1


def test_predictions_have_the_columns_of_the_contract_and_score_as_the_metrics_say(folder, metrics):
    predictions = pl.read_parquet(folder / "predictions.parquet")
    assert tuple(predictions.columns) == PREDICTION_COLUMNS
    assert predictions.select("split", "tmdb_id").equals(
        predictions.select("split", "tmdb_id").sort("split", "tmdb_id")
    )
    test = predictions.filter(pl.col("split") == "test")
    error = (test["predicted_usd"] / test["actual_usd"]).log()
    assert test.height == metrics.test.n
    assert math.sqrt((error**2).mean()) == pytest.approx(metrics.test.rmse_log, abs=1e-6)


def test_a_clean_score_uses_the_harmonised_amount(study):
    from dataclasses import replace

    scored = study.final.score[0]
    row = pl.int_range(pl.len()) == int(scored)
    cleaned = study.target.with_columns(
        worldwide_gross_usd=pl.when(row).then(pl.col("worldwide_gross_usd") * 1e6).otherwise("worldwide_gross_usd"),
        is_scored_clean=pl.col("is_scored_clean") & (row | (pl.int_range(pl.len()) != int(study.final.score[1]))),
    )
    metrics = fit_model(replace(study, target=cleaned), "log_budget_ols", params={}, feature_set="pre_release").metrics
    assert metrics.test_clean.n == metrics.test.n - 1
    assert metrics.test_clean.rmse_log > metrics.test.rmse_log + 0.5


def test_the_same_study_writes_the_same_bytes(study, folder, tmp_path):
    write_model(fit_model(study, "ridge", params={"alpha": [1, 10]}, feature_set="pre_release"), tmp_path)
    for path in folder.iterdir():
        assert sha256_file(path) == sha256_file(tmp_path / path.name), path.name
