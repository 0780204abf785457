"""The analyst's questions with their answers."""

from pathlib import Path
from typing import Any

import polars as pl

from ayne.artifacts.answer import Answer
from ayne.charts.wording import short_dollars
from ayne.report.inputs import Inputs
from ayne.report.section import UNKNOWN, Section, inline

PLACE = 20
# Of each answer the `.svg`, `.csv` and `.sql` lie beside its JSON file.
READS = ("questions", "answers")
ROWS = 8
COLUMNS = 6


def section(inputs: Inputs) -> Section:
    """Return the part on the questions, in their places."""
    questions = [_question(path) for path in inputs.files["questions"]]
    questions.sort(key=lambda question: (question["place"], question["name"]))
    heading = "Ten questions, answered" if len(questions) == 10 else "Questions, answered"
    return Section("questions", heading, {"questions": questions}, menu="Questions")


def _question(path: Path) -> dict[str, Any]:
    answer = Answer.read(path)
    rows = pl.read_csv(path.with_suffix(".csv"), infer_schema_length=None).head(ROWS)
    shown = rows.select(rows.columns[:COLUMNS])
    return dict(answer) | {
        "svg": inline(path.with_suffix(".svg"), answer.sentence),
        "sql": path.with_suffix(".sql").read_text(encoding="utf-8").strip(),
        "head": [name.replace("_", " ") for name in shown.columns],
        "shown": [[_cell(*pair) for pair in zip(shown.columns, row, strict=True)] for row in shown.iter_rows()],
        "is_number": [dtype.is_numeric() for dtype in shown.dtypes],
    }


def _cell(column: str, value: Any) -> str:
    if value is None:
        return UNKNOWN
    if column.endswith("_usd"):
        return short_dollars(value)
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"
    # Years are the only whole numbers from 1800 to 2200 that mean something here.
    return f"{value:,}" if isinstance(value, int) and not 1800 <= value <= 2200 else str(value)
