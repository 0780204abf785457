"""A small study's files, as the report reads them: 60 movies, 30 of them in the test."""

from datetime import date, timedelta

import duckdb
import polars as pl
import pytest

from ayne.artifacts.champion import Champion
from ayne.core.files import write_json
from ayne.questions.answer import answer_question
from ayne.report.figure_files import make_figures, write_figures
from ayne.report.inputs import report_inputs
from fixtures.artifacts import PROBABILITIES, band, drift, metrics, payback

SNAPSHOT = date(2023, 6, 30)
QUESTION = """\
-- question: How many <movies> are there?
-- sentence: There are {movies:number} movies.
-- chart: {kind: bars, x: kind, y: movies, unit: movies}
SELECT 'all' AS kind, count(*) AS movies FROM movies
"""
UPCOMING = """\
tmdb_id,title,release_date,horizon,budget_usd,predicted_usd,lower_80,upper_80,prob_payback,break_even_budget_usd,similar_1,reason_1
71,Spring Tide,2024-05-01,pre_release,20000000,60000000,30000000,90000000,0.55,24000000,Tide (2001),A budget of $20M
72,Neap,2024-03-01,second_weekend,,9000000,3000000,20000000,,3600000,,
"""
HORIZONS = [
    {"target": target, "horizon": horizon, "model": "ridge", "n": 30, "rmse_log": error, "within_factor_2": 0.7}
    | {"coverage_80": 0.8, "coverage_90": 0.9, "width_factor_80": width, "width_factor_90": 2 * width}
    | {"baseline": "log_budget_ols", "baseline_rmse_log": 1.2}
    for target, horizon, error, width in (
        ("worldwide_gross_usd", "greenlight", 0.9, 9.0), ("worldwide_gross_usd", "second_weekend", 0.5, 2.25),
        ("opening_weekend_usd", "pre_release", 0.7, 4.0),
    )
]  # fmt: skip
DECLINE = """\
week,releases,median_share,lower_80,upper_80,test_releases,test_inside_80
1,60,1.0,1.0,1.0,30,1.0
2,60,0.52,0.38,0.66,30,0.8
"""
MOVED = """\
tmdb_id,title,release_date,status,previous_usd,predicted_usd,factor,people_factor,facts_factor,model_factor,why
71,Spring Tide,2024-05-01,moved,40000000,60000000,1.5,1.2,1.25,1.0,budget $15M → $20M; cast: Bo Ost joined
72,Neap,2024-03-01,new,,9000000,,,,,not among the movies to come before
"""
RULEGRAPH = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="5">collect</text></svg>'
IMPORTANCE = {
    "model": "xgboost", "n": 30, "base_log_gross": 17.0,
    "by_feature": [{"name": "budget_ln", "value": 0.9}],
    "by_family": [{"name": "money", "value": 0.693147}, {"name": "people", "value": 0.1}],
    "permutation": [{"family": "money", "rmse_log_rise": 0.4}, {"family": "people", "rmse_log_rise": 0.01}],
}  # fmt: skip
COMPARISON = {
    "score": "rmse_log", "draws": 2000, "seed": 1,
    **{
        split: [
            {"model": a, "against": b, "difference": d, "lower_95": d - w, "upper_95": d + w, "prob_better": chance}
            for a, b, d, w, chance in (
                ("log_budget_ols", "ridge", 0.6, 0.1, 0.0),
                ("log_budget_ols", "xgboost", 0.5, 0.2, 0.0),
                ("ridge", "xgboost", -0.1, 0.04, 0.99),
            )
        ]
        for split in ("test", "walk_forward")
    },
}  # fmt: skip
SLATES = {
    "model": "xgboost", "movies": 10, "correlation_of_a_year": 0.031,
    "of_any_year": {"slates": 500, "coverage_80": 0.796, "coverage_90": 0.91, "width_factor_80": 2.4},
    "of_one_year": None,
}  # fmt: skip
PAID = PROBABILITIES | {"brier": 0.18, "log_loss": 0.54, "auc": 0.78, "calibration_error": 0.042}
PAYBACK = {
    "test": PAID | {"brier_skill": 0.25, "log_loss_skill": 0.19},
    "by_budget_band": [
        PAID | {"band": "under 3M", "n": 12, "brier_skill": 0.5, "baseline": PROBABILITIES},
        PAID | {"band": "3M to 10M", "n": 18, "brier_skill": -0.1, "baseline": PROBABILITIES},
    ],
    "reliability": [
        {"from": 0.2, "to": 0.3, "n": 20, "forecast": 0.25, "came_true": 0.3},
        {"from": 0.9, "to": 1.0, "n": 10, "forecast": 0.95, "came_true": 0.9},
    ],
}
QUALITY_DRIFT = {
    "is_compared": True,
    "rows": {"movies": {"before": 50, "now": 60}, "genres": {"before": 3, "now": 3}, "new": {"before": None, "now": 4}},
    "completeness_changed": {
        "movies.budget_usd": {"before": 0.9, "now": 0.879},
        "movies.imdb_id": {"before": 0.9, "now": 1.0},
        "movies.added": {"before": None, "now": 1.0},
    },
}


def scored(model, rmse_log, walk_forward):
    test = {"rmse_log": rmse_log, "coverage_80": 0.81}
    wide = {"coverage_80": 0.81, "coverage_90": 0.9, "width_factor_80": 4.0}
    bands = [band(**wide), band("10M to 40M", within_factor_2=0.7, **wide)]
    params = {"depth": 3, "weights": {"ridge": 0.405574291019}}
    return metrics(model, walk_forward=walk_forward, test=test, by_budget_band=bands, params=params)


def write_database(path):
    with duckdb.connect(path) as session:
        session.execute(
            """
            CREATE TABLE movies AS
            SELECT i AS movie_id, i AS tmdb_id, 2000 + i // 3 AS release_year,
                CASE WHEN i % 3 > 0 THEN i * 1000000 END AS worldwide_gross_usd
            FROM range(1, 61) AS t(i)
            """
        )
        session.execute(
            """
            CREATE TABLE movie_facts AS
            SELECT movie_id,
                CASE movie_id WHEN 7 THEN 'Amélie <7>' ELSE 'Tide ' || movie_id END AS title,
                make_date(release_year::INT, 5, 1) AS release_date, ['Drama'] AS genres,
                2000000 AS production_budget_usd, worldwide_gross_usd,
                7.5::DOUBLE AS imdb_rating, 1000 - movie_id AS tmdb_votes,
                NULL::INTEGER AS runtime_min, NULL::VARCHAR AS us_certification, NULL::VARCHAR AS original_language,
                'tmdb' AS production_budget_usd_source
            FROM movies
            """
        )
        session.execute(
            """
            INSERT INTO movie_facts BY NAME
            SELECT 71 AS movie_id, 'Spring Tide' AS title, ['Drama', 'Horror'] AS genres, 102 AS runtime_min,
                'PG' AS us_certification, 'tmdb' AS production_budget_usd_source;
            ALTER TABLE movies ADD COLUMN collection_id BIGINT;
            CREATE TABLE people AS SELECT 'tmdb:9' AS person_id, 'Ines Okafor' AS name;
            CREATE TABLE credits AS
            SELECT 71 AS movie_id, 'tmdb:9' AS person_id, 'Director' AS job, 'Directing' AS department,
                NULL::INTEGER AS billing;
            CREATE TABLE companies (company_id BIGINT, name VARCHAR);
            CREATE TABLE movie_companies (movie_id BIGINT, company_id BIGINT, position INTEGER);
            CREATE TABLE tmdb_movies AS SELECT movie_id FROM movies;
            CREATE TABLE collections (collection_id BIGINT, name VARCHAR);
            """
        )


def forecasts():
    """Forecasts of movies 31 to 60: rightly, but for the last one, which is ten times too high."""
    rows = [
        {"tmdb_id": n, "release_date": date(2022, 1, 7) + timedelta(days=7 * n), "actual_usd": n * 1e6}
        | {"predicted_usd": n * 1e6, "lower_80": n * 5e5, "upper_80": n * 2e6, "lower_90": n * 4e5, "upper_90": n * 3e6}
        for n in range(31, 61)
    ]
    rows[-1] |= {
        name: rows[-1][name] * 10 for name in ("predicted_usd", "lower_80", "lower_90", "upper_80", "upper_90")
    }
    return pl.DataFrame(rows).with_columns(split=pl.lit("test"))


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """The report's inputs in a folder; the report is written beside them."""
    tmp_path = tmp_path_factory.mktemp("study")
    write_database(tmp_path / "movies.duckdb")
    write_json(tmp_path / "movies.digest.json", {"tables": {"movies": {"rows": 60, "sha256": "00"}}, "views": {}})
    for name, rmse_log, walk_forward in (("ridge", 1.5, 1.4), ("xgboost", 1.6, 1.3)):
        scored(name, rmse_log, walk_forward).write(tmp_path / name / "metrics.json")
        payback(name, **PAYBACK).write(tmp_path / name / "payback.json")
    predictions = forecasts()
    predictions.write_parquet(tmp_path / "xgboost" / "predictions.parquet")
    ids = predictions.select("tmdb_id")
    # The last movie's amount was received in another unit than dollars
    ids.with_columns(is_scored_clean=pl.col("tmdb_id") < 60).write_parquet(tmp_path / "target.parquet")
    ids.with_columns(predicted_usd=predictions["predicted_usd"].cast(pl.Int64)).write_parquet(
        tmp_path / "truth.parquet"
    )
    reason = "lowest <walk-forward> rmse_log"
    Champion(model="xgboost", reason=reason, walk_forward_rmse_log={}).write(tmp_path / "champion.json")
    count = {"records": 5, "kept": 3, "movies": 3, "duplicates": 0, "rejected_records": {"OMDb: gone": 2}}
    write_json(tmp_path / "counts.json", {"omdb": count | {"rejected_fields": {"Runtime": {"unreadable": 7}}}})
    stamps = {"oldest_fetch": "2023-05-01 00:00:00", "newest_fetch": "2023-06-30 00:00:00", "rows_by_snapshot": {}}
    write_json(tmp_path / "freshness.json", {"omdb_movies": stamps})
    check = {"severity": "warn", "limit": 0.5, "value": 0.7, "holds": False, "meaning": "Share of `movies`."}
    write_json(tmp_path / "checks.json", {"lost_movies": check})
    write_json(tmp_path / "comparison.json", COMPARISON)
    write_json(tmp_path / "quality_drift.json", QUALITY_DRIFT)
    drift().write(tmp_path / "drift.json")
    (tmp_path / "upcoming.csv").write_text(UPCOMING)
    write_json(tmp_path / "slates.json", SLATES)
    write_json(tmp_path / "horizons.json", HORIZONS)
    (tmp_path / "decline.csv").write_text(DECLINE)
    (tmp_path / "moved.csv").write_text(MOVED)
    (tmp_path / "rulegraph.svg").write_text(RULEGRAPH)
    write_json(tmp_path / "importance.json", IMPORTANCE)
    shares = {"movies": {"budget_usd": 0.9, "imdb_id": 1.0}}
    write_json(tmp_path / "completeness.json", {"by_table": shares, "movies_by_year": {}})
    inputs = report_inputs(files_in(tmp_path).items(), {"catalogue": "simulated", "snapshot": "2023-06-30"})
    write_figures(make_figures(inputs), inputs["figures"], "Data: made up.")
    sql = tmp_path / "questions" / "mine.sql"
    sql.parent.mkdir()
    sql.write_text(QUESTION)
    out = {kind: sql.with_suffix(f".{kind}") for kind in ("csv", "svg", "json")}
    answer_question(sql, inputs["database"], {}, out, snapshot=SNAPSHOT)
    return inputs


def files_in(folder):
    """The files by the names that sections and figures read them by."""
    jsons = ("champion", "counts", "completeness", "freshness", "checks", "quality_drift", "drift", "comparison")
    return {name: str(folder / f"{name}.json") for name in (*jsons, "importance")} | {
        "metrics": [str(folder / name / "metrics.json") for name in ("ridge", "xgboost")],
        "payback": [str(folder / name / "payback.json") for name in ("ridge", "xgboost")],
        "predictions": [str(folder / "xgboost" / "predictions.parquet")],
        "target": str(folder / "target.parquet"),
        "truth": [str(folder / "truth.parquet")],
        "database": str(folder / "movies.duckdb"),
        "digest": str(folder / "movies.digest.json"),
        "figures": str(folder / "figures" / "titles.json"),
        "questions": [str(folder / "questions" / "mine.json")],
        "answers": [str(folder / "questions" / f"mine.{kind}") for kind in ("csv", "svg", "sql")],
        "upcoming": str(folder / "upcoming.csv"),
        "slates": str(folder / "slates.json"),
        "horizons": [str(folder / "horizons.json")],
        "decline": [str(folder / "decline.csv")],
        "moved": str(folder / "moved.csv"),
        "rulegraph": str(folder / "rulegraph.svg"),
    }
