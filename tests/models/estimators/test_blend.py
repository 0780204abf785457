import numpy as np
import polars as pl
import pytest

from ayne.artifacts.metrics import Metrics
from ayne.core.errors import ConfigError, DataError
from ayne.core.files import sha256_file
from ayne.models.estimators import blend
from ayne.models.model_files import load_model
from ayne.models.training import fit_model, write_model

SMALL = {"ridge": {"alpha": 10}, "lightgbm": {"n_estimators": 40}, "xgboost": {"n_estimators": 40}}


@pytest.fixture(scope="module")
def models(study, tmp_path_factory):
    """The folder of three models and their blend."""
    root = tmp_path_factory.mktemp("models")
    for name, params in SMALL.items():
        write_model(fit_model(study, name, params=params, feature_set="pre_release"), root / name)
    write_model(blended(study, root), root / "blend")
    return root


def blended(study, root):
    return fit_model(study, "blend", params={}, feature_set="pre_release", members=[root / name for name in SMALL])


def scores(models, name, part="walk_forward"):
    metrics = Metrics.read(models / name / "metrics.json")
    return metrics.walk_forward.overall.rmse_log if part == "walk_forward" else getattr(metrics, part).rmse_log


def test_the_blend_is_about_as_good_as_its_best_member(models):
    best, *_, worst = sorted(scores(models, name) for name in SMALL)
    assert scores(models, "blend") < min(1.03 * best, worst)


def test_its_parameters_are_enough_to_fit_it_again(models, study):
    params = Metrics.read(models / "blend" / "metrics.json").params
    assert sum(params["weights"].values()) == pytest.approx(1, abs=1e-5)
    assert params["members"].keys() == params["weights"].keys()
    train = study.final.train
    log_gross = study.target["ln_gross_real_received"].gather(train).to_numpy()
    again = blend.fit(study.features[train], log_gross, params=params, seed=study.seed, threads=1)
    stored = load_model(models / "blend").fitted
    assert (blend.predict(again, study.features) == blend.predict(stored, study.features)).all()


def test_its_forecast_is_the_weighted_mean_of_its_members(models, study):
    model = load_model(models / "blend")
    features = study.features.head(5)
    parts = {name: load_model(models / name) for name in model.fitted.model.weights}
    target = study.target.head(5)
    options = {"budget_usd": target["budget_received_usd"], "deflator": target["deflator"]}
    forecasts = {name: part.forecast(features, **options)["predicted_usd"].log() for name, part in parts.items()}
    expected = sum(weight * forecasts[name] for name, weight in model.fitted.model.weights.items())
    forecast = model.forecast(features, **options)
    assert forecast["predicted_usd"].log().to_list() == pytest.approx(expected.to_list())
    assert (forecast["lower_90"] < forecast["predicted_usd"]).all()


def test_a_folder_of_its_own_is_enough(models, tmp_path):
    for file in (models / "blend").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert load_model(tmp_path).fitted.model.weights


def test_a_member_that_was_changed_is_refused_before_it_is_unpickled(models, study, tmp_path):
    for name in SMALL:
        (tmp_path / name).mkdir()
        for file in (models / name).iterdir():
            (tmp_path / name / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "ridge" / "model.joblib").open("ab") as file:
        file.write(b" ")
    with pytest.raises(DataError, match=r"model\.joblib is not what SHA256SUMS says"):
        blended(study, tmp_path)


def test_the_same_members_give_the_same_bytes(models, study, tmp_path):
    write_model(blended(study, models), tmp_path)
    for path in (models / "blend").iterdir():
        assert sha256_file(path) == sha256_file(tmp_path / path.name), path.name


def test_a_year_is_blended_without_its_own_results(models, study):
    """The first year's forecasts are the plain mean, as nothing was known of any model before it."""
    first = study.target[study.walk_forward[0].score]["tmdb_id"]
    logs = {
        name: pl.read_parquet(models / name / "predictions.parquet").filter(pl.col("tmdb_id").is_in(first.implode()))
        for name in ("blend", *SMALL)
    }
    means = {name: rows["predicted_usd"].log().to_numpy() for name, rows in logs.items()}
    assert means["blend"] == pytest.approx(np.mean([means[name] for name in SMALL], axis=0))


def test_a_blend_of_nothing_says_what_it_needs(study):
    with pytest.raises(ConfigError, match=r"models\.blend: .* there is none under models"):
        fit_model(study, "blend", params={}, feature_set="pre_release")


def test_a_parameter_of_a_blend_is_refused(models, study):
    with pytest.raises(ConfigError, match=r"models\.blend\.params\.weights: unknown parameter"):
        fit_model(study, "blend", params={"weights": {}}, feature_set="pre_release", members=[models / "ridge"])
