"""What MLflow holds of a study after its fits were logged once: runs, models and the registered champion."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from ayne.artifacts.champion import Champion
from ayne.artifacts.importance import Importance, MeanContribution
from ayne.artifacts.run import Run
from ayne.core.part import Part
from ayne.models.encoding import as_inputs
from ayne.models.estimator import load_estimator
from ayne.models.training import fit_model, write_model
from ayne.tracking.fits import log_fit
from ayne.tracking.model import pandas_frame
from ayne.tracking.registry import register_champion
from ayne.tracking.runs import log_runs
from ayne.tracking.store import experiment
from fixtures.artifacts import payback

from .conftest import CONTEXT, SCRIPTS, study


@contextmanager
def store_of(folder):
    """MLflow on the store of a study."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with experiment() as mlflow:
            yield mlflow


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """MLflow's runs by model after each flavour was logged once, with what `metrics.json` says; in an empty folder."""
    folder, logged = tmp_path_factory.mktemp("tracking"), {}
    small = {"xgboost": {"n_estimators": [5, 10]}, "ridge": {}, "log_budget_ols": {}}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, params in small.items():
            trained = fit_model(study(), name, params=params, feature_set="pre_release")
            write_model(trained, folder / name)
            with experiment() as mlflow:
                written = log_fit(mlflow, study(), folder / name, CONTEXT, seconds=97.5)
                logged[name] = (mlflow.get_run(written.run_id), trained.metrics, folder)
    return logged


def artifacts(run, folder):
    with store_of(folder) as mlflow:
        client = mlflow.MlflowClient()
        listed = client.list_artifacts(run.info.run_id) + client.list_artifacts(run.info.run_id, "figures")
        return {item.path for item in listed}


def test_a_run_is_named_by_model_set_and_snapshot(runs):
    assert runs["xgboost"][0].info.run_name == "xgboost · pre_release · 2026-06-30"


def test_a_run_has_the_chosen_parameters_and_how_many_were_tried(runs):
    run, metrics, _ = runs["xgboost"]
    assert run.data.params["n_trials"] == "2"
    assert run.data.params["n_estimators"] == str(metrics.params["n_estimators"])
    assert run.data.params["seed"] == "7"


def test_a_run_has_the_scores_of_test_and_walk_forward_and_those_of_the_baselines(runs):
    run, metrics, _ = runs["ridge"]
    logged = run.data.metrics
    assert logged["test_rmse_log"] == metrics.test.rmse_log
    assert logged["walk_forward_mdape"] == metrics.walk_forward.overall.mdape
    assert logged["baseline_log_budget_ols_test_rmse_log"] == metrics.baselines["log_budget_ols"].rmse_log


def test_each_walk_forward_year_is_a_step(runs):
    run, metrics, folder = runs["ridge"]
    with store_of(folder) as mlflow:
        history = mlflow.MlflowClient().get_metric_history(run.info.run_id, "fold_rmse_log")
    expected = [(int(fold.fold), fold.rmse_log) for fold in metrics.walk_forward.folds]
    assert [(point.step, point.value) for point in history] == expected
    assert [step for step, _ in expected] == [2018, 2019]


def test_a_run_is_tagged_with_what_it_was_fitted_on(runs):
    tags = runs["ridge"][0].data.tags
    assert {key: tags[key] for key in ("model", "snapshot", "catalogue_source", "data_hash", "code_hash")} == {
        "model": "ridge",
        "snapshot": "2026-06-30",
        "catalogue_source": "simulated",
        "data_hash": "0123456789abcdef",
        "code_hash": "fedcba9876543210",
    }


def test_a_run_keeps_metrics_predictions_trials_and_figures(runs):
    run, _, folder = runs["log_budget_ols"]
    assert artifacts(run, folder) >= {
        "metrics.json", "intervals.json", "predictions.parquet", "preprocessing.cloudpickle", "trials.json",
        "model.json", "figures/residuals.png", "figures/coverage.png",
    }  # fmt: skip


def test_the_training_data_are_the_input_of_the_run(runs):
    inputs = runs["ridge"][0].inputs.dataset_inputs
    named = {(item.dataset.name, item.dataset.digest, item.tags[0].value) for item in inputs}
    uses = ("training", "testing")
    assert named == {(f"pre_release · {use}", "0123456789ab", use) for use in uses}


def test_the_chief_scores_are_the_first_that_a_comparison_of_runs_shows(runs):
    first = list(runs["ridge"][0].data.metrics)[:3]
    assert first == ["walk_forward_rmse_log", "test_rmse_log", "test_clean_rmse_log"]


def test_a_run_lasts_as_long_as_its_fit_took(runs):
    info = runs["ridge"][0].info
    assert info.end_time - info.start_time == 97_500
    assert info.status == "FINISHED"


def files_below(folder):
    return {path: path.stat().st_mtime_ns for path in (folder / "mlruns").rglob("*") if path.is_file()}


LOG_IN_A_COPY = """
from ayne.tracking.runs import log_runs
from ayne.tracking.store import experiment
with experiment() as mlflow:
    with mlflow.start_run() as run:
        mlflow.log_text("of the copy", "words.txt")
    print(run.info.artifact_uri)
    print(*sorted(found.name for found in mlflow.search_experiments()), sep="; ")
"""


def test_a_copied_study_writes_nothing_into_the_original(runs, tmp_path):
    original = runs["log_budget_ols"][2]
    copy, before = shutil.copytree(original, tmp_path / "copy"), files_below(original)
    # MLflow keeps a store open as long as the process lives, whatever its folder.
    done = subprocess.run(
        [sys.executable, "-c", LOG_IN_A_COPY], cwd=copy, env=os.environ | {"PYTHONPATH": str(SCRIPTS)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    place, names = done.stdout.splitlines()
    assert (Path(place) / "words.txt").read_text() == "of the copy"
    assert Path(place).is_relative_to(copy)
    assert names == f"Default; ayne; ayne, {original}/mlruns/1"
    assert files_below(original) == before


def below(folder, parent):
    """The runs right below another, by name."""
    with store_of(folder) as mlflow:
        found = mlflow.search_runs(
            experiment_names=["ayne"], filter_string=f"tags.mlflow.parentRunId = '{parent}'", output_format="list"
        )
    return {run.info.run_name: run for run in found}


def test_the_models_of_a_study_lie_below_its_one_run(runs):
    folder = runs["ridge"][2]
    [parent] = {run.data.tags["mlflow.parentRunId"] for run, _, _ in runs.values()}
    assert set(below(folder, parent)) == {
        f"{model} · pre_release · 2026-06-30" for model in ("xgboost", "ridge", "log_budget_ols")
    }
    with store_of(folder) as mlflow:
        study_run = mlflow.get_run(parent)
    assert study_run.info.run_name == "simulated · pre_release · 2026-06-30"
    assert study_run.info.status == "FINISHED"
    assert "press Compare" in study_run.data.tags["mlflow.note.content"]


def test_each_trial_is_a_run_below_its_model(runs):
    run, metrics, folder = runs["xgboost"]
    trials = below(folder, run.info.run_id)
    assert set(trials) == {"xgboost · trial 01", "xgboost · trial 02"}
    assert [trials[name].data.params["n_estimators"] for name in sorted(trials)] == ["5", "10"]
    chosen = [trial for trial in trials.values() if trial.data.tags["chosen"] == "True"]
    assert [trial.data.params["n_estimators"] for trial in chosen] == [str(metrics.params["n_estimators"])]
    best = min(trial.data.metrics["walk_forward_rmse_log"] for trial in trials.values())
    assert chosen[0].data.metrics["walk_forward_rmse_log"] == best
    assert below(folder, runs["ridge"][0].info.run_id) == {}


@pytest.mark.parametrize("name", ["xgboost", "ridge"])
def test_the_logged_model_says_what_it_takes_and_what_it_needs(runs, name):
    run, _, folder = runs[name]
    with store_of(folder) as mlflow:
        model = mlflow.search_logged_models(filter_string=f"source_run_id = '{run.info.run_id}'", output_format="list")[
            0
        ]
        location = Path(model.artifact_location)
        signature = mlflow.models.get_model_info(model.model_uri).signature
    assert signature.inputs.input_names() == ["log_budget_received_real", "certification_PG", "certification_R"]
    assert (location / "input_example.json").is_file()
    package = {"xgboost": "xgboost==", "ridge": "scikit-learn=="}[name]
    assert package in (location / "requirements.txt").read_text()


def test_the_store_is_where_mlflow_looks_by_itself(runs):
    folder = runs["ridge"][2]
    with sqlite3.connect(folder / "mlflow.db") as db:
        assert db.execute("SELECT name, artifact_location FROM experiments WHERE name = 'ayne'").fetchall() == [
            ("ayne", str(folder / "mlruns" / "1"))
        ]
    db.close()


@pytest.mark.slow
def test_three_processes_may_be_the_first_at_once(tmp_path):
    code = (
        "from ayne.tracking.store import experiment\n"
        "with experiment() as mlflow, mlflow.start_run() as run:\n"
        "    mlflow.log_metric('x', 1)\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    with sqlite3.connect(tmp_path / "mlflow.db") as db:
        assert db.execute("SELECT count(*) FROM runs WHERE status = 'FINISHED'").fetchone() == (3,)
    db.close()


def test_the_store_is_not_left_in_the_environment(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    with experiment():
        pass
    assert "MLFLOW_TRACKING_URI" not in os.environ


def test_champion_and_challenger_are_registered_and_can_be_loaded(runs):
    folder = runs["ridge"][2]
    for name, (run, _, _) in runs.items():
        run_id = run.info.run_id if name != "log_budget_ols" else "gone"
        Run(run_id=run_id, run_name=name, experiment="ayne", study_run_id="above").write(folder / name / "run.json")
        scores = {"n": 9, "brier": 0.2, "baseline": {"n": 9, "brier": 0.25}}
        curve = [{"from": 0.3, "to": 0.4, "forecast": 0.3, "came_true": 0.4, "n": 9}]
        payback(name, test=scores, reliability=curve).write(folder / name / "payback.json")
    champion = Champion(
        model="xgboost",
        challenger="ridge",
        reason="xgboost takes over from ridge",
        walk_forward_rmse_log=dict.fromkeys(runs, 1.0),
    )
    matters = {"by_feature": [MeanContribution(name="x", value=1.0)], "by_family": [], "permutation": []}
    importance = Importance(model="xgboost", n=9, base_log_gross=17.0, **matters)
    features = study().features
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        registered = register_champion(champion, folder, features, importance).root
        assert {alias: entry.model for alias, entry in registered.items()} == {
            "champion": "xgboost",
            "challenger": "ridge",
        }
        with experiment() as mlflow:
            loaded = mlflow.pyfunc.load_model("models:/ayne-worldwide-gross@champion")
            predicted = loaded.predict(pandas_frame(as_inputs(features[:3])))
            run = mlflow.get_run(registered["champion"].run_id)
            above = mlflow.get_run(run.data.tags["mlflow.parentRunId"])
            made = mlflow.MlflowClient().get_model_version_by_alias("ayne-worldwide-gross", "champion")
    expected = load_estimator("xgboost")
    fitted = fit_model(study(), "xgboost", params={"n_estimators": [5, 10]}, feature_set="pre_release")
    assert list(predicted) == pytest.approx(list(expected.predict(fitted.evaluation.fitted, features[:3])))
    assert (run.data.metrics["payback_brier"], run.data.metrics["payback_baseline_brier"]) == (0.2, 0.25)
    error = runs["xgboost"][1].test.rmse_log
    assert made.description == f"xgboost · pre_release · 2026-06-30: RMSE of ln(gross) {error:.3f} on the test movies"
    assert above.data.tags["champion.reason"] == "xgboost takes over from ridge"
    assert artifacts(run, folder) >= {"figures/calibration.png", "figures/importance.png"}


def test_the_experiment_leads_to_a_view_of_all_models(runs):
    with store_of(runs["ridge"][2]) as mlflow:
        found = mlflow.get_experiment_by_name("ayne")
        view = json.loads(found.tags["mlflow.sharedViewState.models"])
        listed = mlflow.search_runs([found.experiment_id], view["searchFilter"], output_format="list")
    assert f"](#/experiments/{found.experiment_id}/runs?viewStateShareKey=models)" in found.tags["mlflow.note.content"]
    # a row per model: neither the study nor the trials
    assert sorted(run.info.run_name.split(" ")[0] for run in listed) == sorted(runs)


# Here and not in a file of its own, as MLflow keeps the first store of a process open, whatever its folder.
@pytest.fixture
def fitted(tmp_path, monkeypatch):
    """Two baselines, fitted but not logged; in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("median_multiple", "log_budget_ols"):
        write_model(fit_model(study(), name, params={}, feature_set="pre_release"), tmp_path / name)
    return tmp_path


def log(folder):
    """Log what is not logged yet; the id of each model's run."""
    names = ("median_multiple", "log_budget_ols")
    parts = [
        Part(name, folder / "x.log", outputs=(folder / name / "run.json",), inputs=(folder / name / "SHA256SUMS",))
        for name in names
    ]
    log_runs(parts, study(), CONTEXT, SCRIPTS)
    return {name: Run.read(folder / name / "run.json").run_id for name in names}


def test_only_what_was_fitted_again_is_logged_again(fitted):
    first = log(fitted)
    assert log(fitted) == first
    again = fit_model(study(), "median_multiple", params={}, feature_set="post_release")
    write_model(again, fitted / "median_multiple")
    second = log(fitted)
    assert second["log_budget_ols"] == first["log_budget_ols"]
    assert second["median_multiple"] != first["median_multiple"]


def test_a_store_that_does_not_answer_costs_no_fit_and_is_said(fitted, monkeypatch, caplog, dead_port):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{dead_port}")
    assert log(fitted) == {"median_multiple": None, "log_budget_ols": None}
    assert f"MLFLOW_TRACKING_URI: no server answers at http://127.0.0.1:{dead_port}: " in caplog.text
    assert "--forcerun log_runs" in caplog.text
    assert (fitted / "median_multiple" / "model.json").is_file()
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    assert all(log(fitted).values())


def test_a_store_of_another_version_of_mlflow_costs_no_fit_and_is_said(fitted, monkeypatch, caplog):
    with sqlite3.connect(fitted / "newer.db") as store:
        store.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        store.execute("INSERT INTO alembic_version VALUES ('of-tomorrow')")
    store.close()
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{fitted / 'newer.db'}")
    assert log(fitted) == {"median_multiple": None, "log_budget_ols": None}
    assert "newer.db: written by another version of MLflow" in caplog.text
    assert "2 fits are not logged" in caplog.text
