"""A small study's files, as the report reads them: 60 movies, 30 of them in the test."""

from datetime import date, timedelta

import duckdb
import polars as pl
import pytest

from ayne.core.files import write_json
from ayne.questions.answer import answer_question
from ayne.report.figure_list import FigureFiles, report_figures
from ayne.report.figures import write_figures
from ayne.report.page import ReportInputs

SNAPSHOT = date(2023, 6, 30)
QUESTION = """\
-- question: How many <movies> are there?
-- sentence: There are {movies:number} movies.
-- chart: {kind: bars, x: kind, y: movies, unit: movies}
SELECT 'all' AS kind, count(*) AS movies FROM movies
"""
UPCOMING = """\
tmdb_id,title,release_date,budget_usd,predicted_usd,lower_80,upper_80,prob_payback,break_even_budget_usd,similar_1,reason_1
71,Spring Tide,2024-05-01,20000000,60000000.0,30000000.0,90000000.0,0.55,24000000.0,Tide 3 (2001): $2M to $2M,budget
72,Neap,2024-03-01,,9000000.0,3000000.0,20000000.0,,3600000.0,,
"""
RULEGRAPH = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="5">collect</text></svg>'
IMPORTANCE = {
    "by_feature": [{"name": "budget_ln", "value": 0.9}],
    "by_family": [{"name": "money", "value": 0.693147}, {"name": "people", "value": 0.1}],
    "permutation": [{"family": "money", "rmse_log_rise": 0.4}, {"family": "people", "rmse_log_rise": 0.01}],
}
BANDS = {"band": "3M to 10M", "from_usd": 3e6, "to_usd": 1e7, "n": 20, "mdape": 0.4, "bias_log": 0.0}


COMPARISON = {
    "draws": 2000,
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
}
BASE = {"n": 30, "rate": 0.4, "brier": 0.24, "log_loss": 0.67, "auc": 0.5, "calibration_error": 0.01}
PAID = BASE | {"brier": 0.18, "log_loss": 0.54, "auc": 0.78, "calibration_error": 0.042}
PAYBACK = {
    "multiple": 2.5,
    "test": PAID | {"brier_skill": 0.25, "log_loss_skill": 0.19, "baseline": BASE},
    "by_budget_band": [
        PAID | {"band": "under 3M", "n": 12, "brier_skill": 0.5, "baseline": BASE},
        PAID | {"band": "3M to 10M", "n": 18, "brier_skill": -0.1, "baseline": BASE},
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
DRIFT = {
    "newest": {"from": "2022-07-01", "to": "2023-06-30", "n": 20},
    "limits": {"psi": 0.25},
    "features": [
        {"feature": "release_year", "psi": 16.0, "above": False},
        {"feature": "cast_size", "psi": 0.4, "above": True},
        {"feature": "budget_ln", "psi": 0.1, "above": False},
    ],
    "errors": {
        "earlier": {"from": "2017-01-06", "to": "2021-09-03", "n": 40, "rmse_log": 1.4},
        "newest": {"from": "2022-01-01", "to": "2022-12-31", "n": 30, "rmse_log": 1.6},
    },
}


def metrics(model, rmse_log, walk_forward):
    scores = {"rmse_log": rmse_log, "within_factor_2": 0.5, "coverage_80": 0.81, "coverage_90": None}
    wide = scores | {"coverage_90": 0.9, "width_factor_80": 4.0}
    return {
        "model": model,
        "params": {"depth": 3, "weights": {"ridge": 0.405574291019}},
        "seed": 1,
        "test": scores | {"n": 30, "from": "2022-01-01", "to": "2022-12-31"},
        "test_clean": scores,
        "by_budget_band": [BANDS | wide, BANDS | wide | {"band": "10M to 40M", "within_factor_2": 0.7}],
        "walk_forward": {"overall": {"rmse_log": walk_forward}},
        "baselines": {"log_budget_ols": {"rmse_log": 2.0}},
    }


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
                7.5::DOUBLE AS imdb_rating, 1000 - movie_id AS tmdb_votes
            FROM movies
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
    write_json(tmp_path / "movies.digest.json", {"tables": {"movies": {"rows": 60, "sha256": "00"}}})
    for name, rmse_log, walk_forward in (("ridge", 1.5, 1.4), ("xgboost", 1.6, 1.3)):
        write_json(tmp_path / name / "metrics.json", metrics(name, rmse_log, walk_forward))
    predictions = forecasts()
    predictions.write_parquet(tmp_path / "predictions.parquet")
    ids = predictions.select("tmdb_id")
    # The last movie's amount was received in another unit than dollars
    ids.with_columns(is_scored_clean=pl.col("tmdb_id") < 60).write_parquet(tmp_path / "target.parquet")
    ids.with_columns(predicted_usd=predictions["predicted_usd"].cast(pl.Int64)).write_parquet(
        tmp_path / "truth.parquet"
    )
    write_json(tmp_path / "champion.json", {"model": "xgboost", "reason": "lowest <walk-forward> rmse_log"})
    count = {"records": 5, "kept": 3, "duplicates": 0, "rejected_records": {"OMDb: gone": 2}}
    write_json(tmp_path / "counts.json", {"omdb": count | {"rejected_fields": {"Runtime": {"unreadable": 7}}}})
    stamps = {"oldest_fetch": "2023-05-01 00:00:00", "newest_fetch": "2023-06-30 00:00:00"}
    write_json(tmp_path / "freshness.json", {"omdb_movies": stamps})
    check = {"severity": "warn", "limit": 0.5, "value": 0.7, "holds": False, "meaning": "Share of `movies`."}
    write_json(tmp_path / "checks.json", {"lost_movies": check})
    write_json(tmp_path / "comparison.json", COMPARISON)
    write_json(tmp_path / "quality_drift.json", QUALITY_DRIFT)
    write_json(tmp_path / "drift.json", DRIFT)
    for name in ("ridge", "xgboost"):
        write_json(tmp_path / name / "payback.json", PAYBACK | {"model": name})
    (tmp_path / "upcoming.csv").write_text(UPCOMING)
    (tmp_path / "rulegraph.svg").write_text(RULEGRAPH)
    write_json(tmp_path / "importance.json", IMPORTANCE)
    write_json(tmp_path / "completeness.json", {"by_table": {"movies": {"budget_usd": 0.9, "imdb_id": 1.0}}})
    inputs = ReportInputs(
        champion=tmp_path / "champion.json",
        metrics=[tmp_path / "ridge" / "metrics.json", tmp_path / "xgboost" / "metrics.json"],
        predictions={"xgboost": tmp_path / "predictions.parquet"},
        target=tmp_path / "target.parquet",
        truth=tmp_path / "truth.parquet",
        database=tmp_path / "movies.duckdb",
        digest=tmp_path / "movies.digest.json",
        counts=tmp_path / "counts.json",
        freshness=tmp_path / "freshness.json",
        checks=tmp_path / "checks.json",
        quality_drift=tmp_path / "quality_drift.json",
        drift=tmp_path / "drift.json",
        comparison=tmp_path / "comparison.json",
        payback=[tmp_path / name / "payback.json" for name in ("ridge", "xgboost")],
        figures=tmp_path / "figures" / "titles.json",
        questions=[tmp_path / "questions" / "mine.json"],
        upcoming=tmp_path / "upcoming.csv",
        importance=tmp_path / "importance.json",
        rulegraph=tmp_path / "rulegraph.svg",
    )
    write_figures(figures_of(inputs, tmp_path), tmp_path / "figures", inputs.figures, "Data: made up.")
    sql = tmp_path / "questions" / "mine.sql"
    sql.parent.mkdir()
    sql.write_text(QUESTION)
    out = {kind: sql.with_suffix(f".{kind}") for kind in ("csv", "svg", "json")}
    answer_question(sql, inputs.database, {}, out, snapshot=SNAPSHOT)
    return inputs


def figures_of(inputs, folder):
    drawn_from = FigureFiles(
        metrics=inputs.metrics,
        predictions=inputs.predictions["xgboost"],
        target=inputs.target,
        truth=inputs.truth,
        database=inputs.database,
        completeness=folder / "completeness.json",
        importance=inputs.importance,
        comparison=inputs.comparison,
        payback=inputs.payback[1],
        quality_drift=inputs.quality_drift,
        drift=inputs.drift,
    )
    return report_figures("xgboost", drawn_from, SNAPSHOT)
