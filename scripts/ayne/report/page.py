"""The report: one self-contained HTML page, put together from its sections."""

from collections.abc import Sequence
from pathlib import Path

from ayne.artifacts.champion import Champion
from ayne.artifacts.metrics import Metrics
from ayne.charts.svg import colours
from ayne.charts.wording import number, percent
from ayne.report import sections
from ayne.report.inputs import Inputs
from ayne.report.plugins import load_modules
from ayne.report.render import write_page
from ayne.report.section import Section

TEMPLATE = Path(__file__).with_name("parts") / "page.html.j2"


def build_report(out: Path, inputs: Inputs) -> None:
    """Write the page; its facts are `catalogue`, `snapshot` and the settings that a reader would set."""
    champion = Champion.read(inputs["champion"])
    metrics = Metrics.read(inputs.by_model("metrics")[champion.model])
    modules = sorted(load_modules(sections).values(), key=lambda module: module.PLACE)
    parts = [module.section(inputs.only(module.READS)) for module in modules]
    write_page(
        out,
        TEMPLATE,
        headline=headline(metrics),
        tiles=tiles(metrics, parts),
        champion=champion,
        sections=parts,
        colours=colours(),
        catalogue=inputs.facts["catalogue"],
        snapshot=inputs.facts["snapshot"],
    )


def headline(metrics: Metrics) -> str:
    """Say how good the forecast is, in one sentence."""
    test, line = metrics.test, metrics.baselines["log_budget_ols"]
    difference = 1 - test.rmse_log / line.rmse_log
    way = "below" if difference >= 0 else "above"
    return (
        f"{percent(test.within_factor_2)} of the forecasts are within a factor of two of what the movie earned; "
        f"the error is {percent(abs(difference))} {way} that of a line through the budget."
    )


def tiles(metrics: Metrics, parts: Sequence[Section]) -> list[tuple[str, str]]:
    """Return the numbers that a reader wants first, each with what it counts."""
    test = metrics.test
    movies = next(part.values["total"] for part in parts if part.name == "movies")
    counts = [
        (number(movies), "movies collected"),
        (number(test.n), "test movies that no model saw"),
        (percent(test.within_factor_2), "forecast within a factor of two"),
    ]
    # Too few years to calibrate intervals give none.
    if test.coverage_80 is None:
        return counts
    return [*counts, (percent(test.coverage_80), "of actual grosses were inside the 80\N{NO-BREAK SPACE}% interval")]
