"""What a finished run says at its end: some ten lines on the data, the champion, and what to type next."""

from pathlib import Path

from ayne.artifacts.champion import Champion
from ayne.artifacts.counts import Counts
from ayne.artifacts.metrics import FinalTestScores, Metrics
from ayne.charts.wording import percent
from ayne.core.study_files import CHAMPION, PUBLISHED

REPORT = Path("results/report.html")
BASELINE = "log_budget_ols"


def summarise(folder: Path, *, source: str, snapshot: str) -> str:
    """Return the summary of the study in `folder`, whose results/model is built."""
    metrics = Metrics.read(folder / PUBLISHED / "metrics.json")
    champion = Champion.read(folder / CHAMPION)
    counts = folder / "data/tables/counts.json"
    lines = {
        # Of a study in a bucket they may have been counted elsewhere.
        "data": f"{source}, as of {snapshot}{_records(Counts.read(counts)) if counts.is_file() else ''}",
        "champion": f"{champion.model}: {champion.reason}",
        "score": _score(metrics),
        "intervals": _coverage(metrics.test),
        "model": "results/model/ (read model_card.md first)",
        "report": str(REPORT) if (folder / REPORT).is_file() else f"uv run snakemake --cores 8 {REPORT}",
        "every fit": "uv run ayne ui",
        "next": "uv run ayne trace TITLE (where a number is from) · uv run ayne verify (is all as it was built)",
    }
    return "\n" + "\n".join(f"{title:<10} {text}" for title, text in lines.items()) + "\n"


def _records(counts: Counts) -> str:
    """Count what was read and what could not be used, over the sources that have any."""
    return ": " + "; ".join(
        f"{count.kept:,} of {count.records:,} {source.upper()} records"
        for source, count in sorted(counts.root.items(), reverse=True)
        if count.records
    )


def _score(metrics: Metrics) -> str:
    test, line = metrics.test, metrics.baselines[BASELINE]
    released = f"{test.n:,} movies released {test.from_} to {test.to}"
    return f"RMSE {test.rmse_log:.3f} of ln(gross) on {released}; a line through ln(budget) {line.rmse_log:.3f}"


def _coverage(test: FinalTestScores) -> str:
    if test.coverage_80 is None or test.coverage_90 is None:
        return "none: too few years to calibrate them"
    return (
        f"80 % intervals hold {percent(test.coverage_80)} of these movies, 90 % intervals {percent(test.coverage_90)}"
    )
