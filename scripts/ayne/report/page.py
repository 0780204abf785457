"""The report: one self-contained HTML page, put together from its sections."""

from collections.abc import Sequence
from pathlib import Path

from ayne.artifacts.champion import Champion
from ayne.artifacts.metrics import Metrics
from ayne.charts.svg import colours
from ayne.charts.wording import SPACE, number, percent
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
    written = (module.section(inputs.only(module.READS)) for module in modules)
    parts = [part for part in written if part is not None]
    write_page(
        out,
        TEMPLATE,
        title=title(parts),
        headline=headline(metrics),
        champion=champion,
        sections=parts,
        colours=colours(),
        catalogue=inputs.facts["catalogue"],
        snapshot=inputs.facts["snapshot"],
    )


def title(parts: Sequence[Section]) -> str:
    """Say what the page is about: the movies to come, where there are any."""
    total = next((part.values["total"] for part in parts if part.name == "upcoming"), 0)
    return (
        f"What {number(total)} movies to come will earn" if total else "What movies earn, and how well it is foreseen"
    )


def headline(metrics: Metrics) -> str:
    """Say how good the forecast is: beside what the movies earned, beside a line, and by its intervals."""
    test, line = metrics.test, metrics.baselines["log_budget_ols"]
    difference = 1 - test.rmse_log / line.rmse_log
    way = "below" if difference >= 0 else "above"
    held = "" if test.coverage_80 is None else f" {percent(test.coverage_80)} of the 80{SPACE}% intervals held."
    return (
        f"{percent(test.within_factor_2)} of the forecasts are within a factor of two of what the movie earned; "
        f"the error is {percent(abs(difference))} {way} that of a line through the budget.{held}"
    )
