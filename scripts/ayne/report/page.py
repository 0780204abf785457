"""The report: one self-contained HTML page, put together from its sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ayne.charts.svg import colours
from ayne.charts.wording import number, percent
from ayne.core.files import read_json
from ayne.report.render import write_page
from ayne.report.score_tables import score_table
from ayne.report.sections.changes import changes_section
from ayne.report.sections.collected import collected_section
from ayne.report.sections.comparison import comparison_section
from ayne.report.sections.drivers import drivers_section
from ayne.report.sections.forecast import forecast_section
from ayne.report.sections.graph import graph_section
from ayne.report.sections.movies import movies_section
from ayne.report.sections.payback import payback_section
from ayne.report.sections.provenance import provenance_section
from ayne.report.sections.quality import quality_section
from ayne.report.sections.questions import questions_section
from ayne.report.sections.section import Section, read_figures
from ayne.report.sections.upcoming import upcoming_section

TEMPLATE = Path(__file__).with_name("parts") / "page.html.j2"


@dataclass(frozen=True)
class ReportInputs:
    """The files that the report shows; `truth` is the simulated world's own, None where the catalogue is real."""

    champion: Path
    metrics: Sequence[Path]
    predictions: Mapping[str, Path]
    target: Path
    truth: Path | None
    database: Path
    digest: Path
    counts: Path
    freshness: Path
    checks: Path
    quality_drift: Path
    drift: Path
    comparison: Path
    payback: Sequence[Path]
    figures: Path
    questions: Sequence[Path]
    upcoming: Path
    importance: Path
    rulegraph: Path


def build_report(out: Path, files: ReportInputs, facts: Mapping[str, Any]) -> None:
    """Write the page; `facts` are `catalogue`, `snapshot` and the settings that a reader would set."""
    champion = read_json(files.champion)
    name = champion["model"]
    scores = read_json(next(path for path in files.metrics if path.parent.name == name))
    figures, multiple = read_figures(files.figures), read_json(files.payback[0])["multiple"]
    rows = score_table(files.metrics, name, files.truth, files.predictions[name], files.target)
    # A section more is a module in sections/, a template in parts/ and a line here.
    sections = [
        forecast_section(champion, scores["test"], rows, figures),
        comparison_section(files.comparison, name, figures),
        payback_section(files.payback, name, figures),
        upcoming_section(files.upcoming, multiple),
        drivers_section(files.importance, figures),
        questions_section(files.questions),
        movies_section(files.database, files.predictions[name]),
        collected_section(files.counts, files.freshness, figures),
        quality_section(files.checks),
        changes_section(files.quality_drift, files.drift, figures),
        graph_section(files.rulegraph),
        provenance_section(files.digest, files.predictions[name], scores, facts),
    ]
    write_page(
        out,
        TEMPLATE,
        headline=headline(scores),
        tiles=tiles(scores, sections),
        champion=champion,
        sections=sections,
        colours=colours(),
        catalogue=facts["catalogue"],
        snapshot=facts["snapshot"],
    )


def headline(metrics: Mapping[str, Any]) -> str:
    """Say how good the forecast is, in one sentence."""
    test, line = metrics["test"], metrics["baselines"]["log_budget_ols"]
    difference = 1 - test["rmse_log"] / line["rmse_log"]
    way = "below" if difference >= 0 else "above"
    return (
        f"{percent(test['within_factor_2'])} of the forecasts are within a factor of two of what the movie earned; "
        f"the error is {percent(abs(difference))} {way} that of a line through the budget."
    )


def tiles(metrics: Mapping[str, Any], sections: Sequence[Section]) -> list[tuple[str, str]]:
    """Return the numbers that a reader wants first, each with what it counts."""
    test = metrics["test"]
    movies = next(section.values["total"] for section in sections if section.name == "movies")
    found = [
        (number(movies), "movies collected"),
        (number(test["n"]), "test movies that no model saw"),
        (percent(test["within_factor_2"]), "forecast within a factor of two"),
    ]
    # Too few years to calibrate intervals give none.
    if test["coverage_80"] is None:
        return found
    return [*found, (percent(test["coverage_80"]), "of actual grosses were inside the 80\N{NO-BREAK SPACE}% interval")]
