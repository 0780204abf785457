"""The report: one self-contained HTML page."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ayne.core.files import read_json
from ayne.report.figures import forecast_figure
from ayne.report.render import write_page
from ayne.report.scores import optimum_row, score_rows

TEMPLATE = Path(__file__).with_name("page.html.j2")


def build_report(
    out: Path,
    *,
    champion: Path,
    metrics: Sequence[Path],
    predictions: Mapping[str, Path],
    counts: Path,
    target: Path,
    truth: Path | None,
    facts: Mapping[str, str],
) -> None:
    """Write the page; `facts` has `catalogue` and `snapshot`, `predictions` maps a model to its Parquet file.

    `truth` is the simulated world's own, None where the catalogue is real.
    """
    chosen = read_json(champion)
    name = chosen["model"]
    rows = score_rows(metrics, name)
    optimum = [optimum_row(truth, predictions[name], target)] if truth else []
    scores = read_json(next(path for path in metrics if path.parent.name == name))
    page = {
        "headline": _headline(scores),
        "champion": chosen,
        "test": scores["test"],
        "rows": [*optimum, *rows],
        "has_optimum": bool(optimum),
        "figure": forecast_figure(predictions[name]),
        "figure_title": _figure_title(scores["test"]),
        "counts": read_json(counts),
        "rejected": _rejected(read_json(counts)),
    }
    write_page(out, TEMPLATE, **page, **facts)


def _headline(metrics: Mapping[str, Any]) -> str:
    test, line = metrics["test"], metrics["baselines"]["log_budget_ols"]
    better = 1 - test["rmse_log"] / line["rmse_log"]
    return (
        f"{test['within_factor_2']:.0%} of the forecasts are within a factor of two of what the movie earned; "
        f"the error is {better:.0%} below that of a line through the budget."
    )


def _figure_title(test: Mapping[str, Any]) -> str:
    if test["coverage_80"] is None:
        return "Forecast and actual gross of the test movies"
    return f"The 80 % interval held for {test['coverage_80']:.0%} of the test movies"


def _rejected(counts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row a source, field and reason, the most frequent first."""
    rows = [
        {"source": source, "field": field, "reason": reason, "number": number}
        for source, found in counts.items()
        for field, reasons in {"": found["rejected_records"], **found["rejected_fields"]}.items()
        for reason, number in reasons.items()
    ]
    return sorted(rows, key=lambda row: (-row["number"], row["source"], row["field"], row["reason"]))
