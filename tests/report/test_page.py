from datetime import date

import polars as pl
import pytest

from ayne.core.files import write_json
from ayne.report.page import build_report
from ayne.report.scores import optimum_row


def metrics(model, rmse_log, walk_forward):
    scores = {"rmse_log": rmse_log, "within_factor_2": 0.5, "coverage_80": 0.81, "coverage_90": None}
    return {
        "model": model,
        "test": scores | {"n": 2, "from": "2022-01-01", "to": "2022-12-31"},
        "test_clean": scores,
        "walk_forward": {"overall": {"rmse_log": walk_forward}},
        "baselines": {"log_budget_ols": {"rmse_log": 2.0}},
    }


@pytest.fixture
def study(tmp_path):
    """Two models with two test movies: one forecast rightly, one ten times too high and received in thousands."""
    for name, rmse_log, walk_forward in (("ridge", 1.5, 1.4), ("xgboost", 1.6, 1.3)):
        write_json(tmp_path / name / "metrics.json", metrics(name, rmse_log, walk_forward))
    forecast = {"predicted_usd": [1e6, 1e7], "lower_80": [5e5, 5e6], "upper_80": [2e6, 2e7]}
    test = {"tmdb_id": [1, 2], "release_date": [date(2022, 5, 1)] * 2, "actual_usd": [1e6, 1e6], "split": ["test"] * 2}
    pl.DataFrame(test | forecast).write_parquet(tmp_path / "predictions.parquet")
    pl.DataFrame({"tmdb_id": [1, 2], "is_scored_clean": [True, False]}).write_parquet(tmp_path / "target.parquet")
    pl.DataFrame({"tmdb_id": [2, 1], "predicted_usd": [10_000_000, 1_000_000]}).write_parquet(
        tmp_path / "truth.parquet"
    )
    write_json(tmp_path / "champion.json", {"model": "xgboost", "reason": "lowest <walk-forward> rmse_log"})
    count = {"records": 5, "kept": 3, "duplicates": 0, "rejected_records": {"OMDb: gone": 2}}
    write_json(tmp_path / "counts.json", {"omdb": count | {"rejected_fields": {"Runtime": {"unreadable": 7}}}})
    return tmp_path


def page(study, *, truth=True, catalogue="simulated"):
    build_report(
        study / "report.html",
        champion=study / "champion.json",
        metrics=[study / "ridge" / "metrics.json", study / "xgboost" / "metrics.json"],
        predictions={"xgboost": study / "predictions.parquet"},
        counts=study / "counts.json",
        target=study / "target.parquet",
        truth=study / "truth.parquet" if truth else None,
        facts={"catalogue": catalogue, "snapshot": "2023-06-30"},
    )
    return (study / "report.html").read_text()


def test_the_optimum_is_the_formulas_own_error_on_the_same_movies(study):
    row = optimum_row(study / "truth.parquet", study / "predictions.parquet", study / "target.parquet")
    # ln 10 on one of two movies; nothing on the one in dollars
    assert row.rmse_log == pytest.approx((2.302585**2 / 2) ** 0.5)
    assert row.rmse_log_clean == 0
    assert row.within_factor_2 == 0.5


def test_the_page_says_the_finding_and_puts_the_champion_first(study):
    text = page(study)
    assert "50% of the forecasts are within a factor of two" in text
    assert "20% below that of a line through the budget" in text
    assert text.index(">xgboost<") < text.index(">ridge<")
    assert "lowest &lt;walk-forward&gt; rmse_log" in text
    assert "OMDb: gone" in text


def test_the_page_needs_nothing_from_elsewhere(study):
    text = page(study)
    assert "<script" not in text
    assert 'src="' not in text
    assert 'href="http' not in text.replace("http://www.w3.org", "")


def test_the_same_results_are_the_same_page(study):
    assert page(study) == page(study)


def test_a_real_catalogue_has_no_optimum_and_names_tmdb(study):
    text = page(study, truth=False, catalogue="live")
    assert ">optimum<" not in text
    assert "not endorsed, certified, or otherwise approved by TMDB" in text
    assert "not endorsed" not in page(study)
