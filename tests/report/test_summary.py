"""What a finished run says at its end."""

from ayne.core.files import write_json
from ayne.report.summary import summarise

TEST = {
    "rmse_log": 1.1157,
    "n": 392,
    "from": "2022-01-01",
    "to": "2025-12-31",
    "coverage_80": 0.824,
    "coverage_90": 0.91,
}


def said(folder, **changed):
    metrics = {"test": TEST | changed, "baselines": {"log_budget_ols": {"rmse_log": 1.8906}}}
    write_json(folder / "results/model/metrics.json", metrics)
    write_json(folder / "results/champion.json", {"model": "ridge", "reason": "lowest error of 8 models"})
    write_json(folder / "data/tables/counts.json", {"tmdb": {"kept": 5893, "records": 5905}})
    return summarise(folder, source="simulated", snapshot="2026-06-30")


def test_the_summary_has_the_champion_its_score_beside_the_baseline_and_what_is_next(tmp_path):
    text = said(tmp_path)
    assert "simulated, as of 2026-06-30: 5,893 of 5,905 TMDB records" in text
    assert "ridge: lowest error of 8 models" in text
    assert (
        "RMSE 1.116 of ln(gross) on 392 movies released 2022-01-01 to 2025-12-31; a line through ln(budget) 1.891"
        in text
    )
    assert "80 % intervals hold 82% of these movies, 90 % intervals 91%" in text
    assert "uv run snakemake --cores 8 results/report.html" in text
    assert 8 <= len(text.strip().splitlines()) <= 10


def test_too_few_years_for_intervals_is_said(tmp_path):
    assert "none: too few years to calibrate them" in said(tmp_path, coverage_80=None, coverage_90=None)
