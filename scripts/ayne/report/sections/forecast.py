"""How good the forecast is: beside baselines, beside the optimum where it is known, and where it fails."""

from ayne.artifacts.champion import Champion
from ayne.artifacts.metrics import FinalTestScores, Metrics
from ayne.charts.wording import SPACE, number, percent
from ayne.report.inputs import Inputs
from ayne.report.score_tables import score_table
from ayne.report.section import Section, drawn_figures

PLACE = 40
READS = ("champion", "metrics", "predictions", "target", "truth", "figures")
FIGURES = (
    "forecast_and_actual", "models_compared", "error_by_budget", "coverage_by_budget", "error_by_year",
)  # fmt: skip


def section(inputs: Inputs) -> Section:
    """Return the part on the scores of every model, the optimum first where it is known."""
    rows = score_table(inputs)
    test = Metrics.read(inputs.by_model("metrics")[inputs.champion]).test
    values = {
        "champion": Champion.read(inputs["champion"]),
        "test": test,
        "tiles": tiles(test),
        "rows": rows,
        "has_optimum": any(row.kind == "the formula" for row in rows),
        "figures": drawn_figures(inputs["figures"], FIGURES),
    }
    return Section("forecast", "How good is the forecast?", values, menu="Accuracy")


def tiles(test: FinalTestScores) -> list[tuple[str, str]]:
    """Return the numbers that a reader wants first, each with what it counts; young studies have no intervals."""
    counts = [
        (number(test.n), "test movies that no model saw"),
        (percent(test.within_factor_2), "forecast within a factor of two"),
    ]
    if test.coverage_80 is None:
        return counts
    return [*counts, (percent(test.coverage_80), f"of actual grosses were inside the 80{SPACE}% interval")]
