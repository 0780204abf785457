"""What a finished run says at its end."""

from ayne.artifacts.champion import Champion
from ayne.artifacts.counts import Counts, SourceCounts
from ayne.report.summary import summarise
from fixtures.artifacts import PERIOD, SCORES, metrics

TEST = {
    "rmse_log": 1.1157,
    "n": 392,
    "from": "2022-01-01",
    "to": "2025-12-31",
    "coverage_80": 0.824,
    "coverage_90": 0.91,
}


def summary(folder, **changed):
    line = SCORES | PERIOD | {"rmse_log": 1.8906, "walk_forward_rmse_log": 2.0}
    scores = metrics("ridge", test=TEST | changed, baselines={"log_budget_ols": line})
    scores.write(folder / "results/model/metrics.json")
    champion = Champion(model="ridge", reason="lowest error of 8 models", walk_forward_rmse_log={})
    champion.write(folder / "results/champion.json")
    count = SourceCounts(
        records=5905, kept=5893, movies=5893, duplicates=0, rejected_records={"gone": 12}, rejected_fields={}
    )
    Counts({"tmdb": count}).write(folder / "data/tables/counts.json")
    return summarise(folder, source="simulated", snapshot="2026-06-30")


def test_the_summary_has_the_champion_its_score_beside_the_baseline_and_what_is_next(tmp_path):
    text = summary(tmp_path)
    assert "simulated, as of 2026-06-30: 5,893 of 5,905 TMDB records" in text
    assert "ridge: lowest error of 8 models" in text
    assert (
        "RMSE 1.116 of ln(gross) on 392 movies released 2022-01-01 to 2025-12-31; a line through ln(budget) 1.891"
        in text
    )
    assert "80 % intervals hold 82 % of these movies, 90 % intervals 91 %" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "uv run snakemake --cores 8 results/report.html" in text
    assert "uv run ayne trace TITLE" in text
    assert 8 <= len(text.strip().splitlines()) <= 10


def test_too_few_years_for_intervals_is_summary(tmp_path):
    assert "none: too few years to calibrate them" in summary(tmp_path, coverage_80=None, coverage_90=None)
