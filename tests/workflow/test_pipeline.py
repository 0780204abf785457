"""The whole way on a small simulated catalogue: what the contract promises is there, and nothing is made twice."""

import json
import re
import subprocess

import duckdb
import polars as pl
import pytest

from ayne.benchmarks.staleness_benchmark import JOB_OF_SNAKEMAKE
from ayne.models.model_files import load_model
from ayne.provenance.verify import verify

CONTRACT_SQL = """
SELECT m.title, t.revenue, o.imdb_rating
FROM movies m JOIN tmdb_movies t ON m.movie_id = t.movie_id JOIN omdb_movies o ON m.movie_id = o.movie_id
WHERE m.release_date > ?
"""


def read(project, path):
    return json.loads((project.folder / path).read_text())


def test_nothing_is_left_to_do_which_shows_without_a_heavy_import(built):
    done = built.snakemake(
        *("--cores", "2", "--configfile", "study.yaml", "--", "results/model", "results/predictions/upcoming.csv"),
        PYTHONPROFILEIMPORTTIME="1",
    )
    assert JOB_OF_SNAKEMAKE.findall(done.stderr) == []
    assert "Nothing to be done" in done.stderr + done.stdout
    imported = set(re.findall(r"^import time:.*\| +(\w+)$", done.stderr, re.MULTILINE))
    assert "snakemake" in imported
    assert imported.isdisjoint({"pandas", "polars", "duckdb", "sklearn", "mlflow", "matplotlib", "httpx"})


def test_every_artifact_is_in_the_manifest_as_it_was_built(built):
    verdict = verify(built.folder)
    assert (verdict.edited, verdict.missing, verdict.extra) == ([], [], [])
    artifact = read(built, "results/manifest.json")["artifacts"]["data/tables/tmdb/2019.parquet"]
    assert artifact["rule"] == "parse_raw"
    assert "data/raw/tmdb/movies/2019.jsonl.gz" in artifact["inputs"]


def test_every_promised_file_is_there(built):
    years = range(2016, 2024)
    promised = [
        *(f"data/raw/tmdb/movies/{year}.jsonl.gz" for year in years),
        *(f"data/raw/omdb/movies/{year}.jsonl.gz" for year in years),
        *(f"data/tables/tmdb/{year}.parquet" for year in years),
        "data/tables/rejected.parquet",
        "data/movies.duckdb",
        "data/movies.digest.json",
        "results/features/pre_release.parquet",
        "results/models/ridge/model.joblib",
        "results/models/xgboost/model.ubj",
        "results/models/blend/model.zip",
        "mlflow.db",
        *(f"results/model/{name}" for name in ("metrics.json", "features.json", "model_card.md", "SHA256SUMS")),
    ]
    assert [path for path in promised if not (built.folder / path).is_file()] == []


def test_a_raw_record_has_what_the_contract_says_and_no_key(built):
    from ayne.core.files import read_jsonl

    line = next(read_jsonl(built.folder / "data/raw/omdb/movies/2019.jsonl.gz"))
    record = json.loads(line)
    assert set(record) == {"id", "url", "fetched_at", "as_of", "status", "body"}
    assert (record["as_of"], record["fetched_at"], record["status"]) == ("2022-06-30", "2022-06-30T00:00:00Z", 200)
    assert re.fullmatch(r"https://www\.omdbapi\.com/\?i=tt\d+&plot=short&r=json", record["url"])


def test_records_in_are_rows_out_and_rejected(built):
    for source, count in read(built, "data/tables/counts.json").items():
        assert count["records"] == count["kept"] + count["duplicates"] + sum(count["rejected_records"].values()), source
        assert source not in {"tmdb", "omdb"} or count["kept"] > 300


def test_the_contracts_query_runs(built):
    with duckdb.connect(built.folder / "data/movies.duckdb", read_only=True) as connection:
        rows = connection.execute(CONTRACT_SQL, ["2019-01-01"]).fetchall()
    assert len(rows) > 100
    assert all(len(row) == 3 for row in rows)


def test_predictions_are_those_of_the_contract(built):
    predictions = pl.read_parquet(built.folder / "results/models/xgboost/predictions.parquet")
    assert predictions.columns == [
        *("tmdb_id", "release_date", "actual_usd", "predicted_usd"),
        *("lower_80", "upper_80", "lower_90", "upper_90", "split"),
    ]
    test = predictions.filter(pl.col("split") == "test")
    assert test["release_date"].dt.year().unique().to_list() == [2021]
    assert (test["lower_90"] <= test["lower_80"]).all()
    assert set(predictions["split"]) == {"walk_forward", "test"}


def test_metrics_are_those_of_the_contract(built):
    metrics = read(built, "results/model/metrics.json")
    assert metrics["target"] == "worldwide_gross_usd"
    assert metrics["feature_set"] == "pre_release"
    assert (metrics["test"]["from"], metrics["test"]["to"]) == ("2021-01-01", "2021-12-31")
    assert set(metrics["baselines"]) == {"median_multiple", "log_budget_ols"}
    scores = {
        "n",
        "rmse_log",
        "mae_log",
        "r2_log",
        "rmsle",
        "mdape",
        "within_factor_2",
        "coverage_80",
        "width_factor_90",
    }
    assert scores <= set(metrics["test"])
    assert len(metrics["by_budget_band"]) == 4


def test_the_champion_is_the_best_of_walk_forward_and_loads(built):
    champion = read(built, "results/champion.json")
    scores = champion["walk_forward_rmse_log"]
    assert champion["model"] == min(("blend", "ridge", "xgboost"), key=scores.get)
    assert load_model(built.folder / "results/model").name == champion["model"]


def test_sha256sum_agrees(built):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=built.folder / "results/model",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = {path.name for path in (built.folder / "results/model").iterdir()} - {"SHA256SUMS"}
    assert files == {line.split(":")[0] for line in done.stdout.splitlines()}


def test_each_fit_is_a_run_in_mlflow(built):
    import sqlite3

    with sqlite3.connect(built.folder / "mlflow.db") as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM runs")}
    connection.close()
    models = ("blend", "log_budget_ols", "ridge", "xgboost")
    trials = {f"ridge · trial {number:02d}" for number in (1, 2)}
    assert names - trials == {f"{name} · pre_release · 2022-06-30" for name in (*models, "simulated")}


def test_every_job_keeps_its_log(built):
    for path in ("logs/build_world.log", "logs/collect_tmdb/2019.log", "logs/fit_model/ridge.log"):
        assert " | INFO     | " in (built.folder / path).read_text(), path


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("catalogue={sorce: live}", "catalogue.sorce in the command line: unknown key; did you mean source?"),
        ("models={magic: {}}", "models: there is no model 'magic'"),
    ],
)
def test_a_wrong_setting_is_a_short_message(built, setting, message):
    """Where the settings are read, and where a rule is made of them; `tests/core/test_config.py` has the others."""
    done = built.snakemake("-n", "--configfile", "study.yaml", "--config", setting, "--", "results/model")
    assert done.returncode == 1
    output = done.stdout + done.stderr
    assert message in output
    assert "Traceback" not in output
    assert 'File "' not in output
    assert len(output.splitlines()) == 2  # the other one names the profile


def test_the_dag_can_be_drawn_without_graphviz(built):
    done = built.snakemake("--configfile", "study.yaml", "--rulegraph", "mermaid-js", "--", "results/model")
    assert "flowchart" in done.stdout
    assert "build_database" in done.stdout
