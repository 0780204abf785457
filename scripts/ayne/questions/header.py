"""The header of a question: YAML in the comment that an SQL file begins with."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ayne.charts.spec import Chart
from ayne.core.errors import DataError
from ayne.questions.reads import header_of

NONE = "There is no answer yet: no movie has the values that it needs."


class Question(BaseModel):
    """What is asked; `sentence` is filled from the first row of the answer, `none` is said where there is no row.

    `reads` are tables beside the database's (`ayne.questions.reads`); `sources` are whose data the answer rests on;
    `place` orders the questions in the report. `{payback_multiple:g}` in `question` and `note`, and
    `payback_multiple` as the chart's `reference`, are the setting's value.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str = Field(pattern=r"\?$")
    sentence: str = Field(min_length=1)
    chart: Chart
    sources: tuple[Literal["tmdb", "omdb", "numbers", "boxofficemojo", "wikidata"], ...] = ("tmdb",)
    reads: tuple[str, ...] = ()
    note: str = ""
    place: int = 100
    none: str = NONE


def load_question(path: Path, settings: Mapping[str, float] | None = None) -> Question:
    """Read and check a question's header; a message names the file and each key that is wrong."""
    header = _filled(header_of(path), settings or {}, path)
    try:
        return Question.model_validate(header)
    except ValidationError as error:
        lines = [f"{path}: {_place(problem)}: {problem['msg']}" for problem in error.errors()]
        raise DataError("\n".join(lines)) from None


def _filled(header: dict[str, Any], settings: Mapping[str, float], path: Path) -> dict[str, Any]:
    """Return the header with the settings' values where it names them."""
    try:
        for key in {"question", "note"} & header.keys():
            header[key] = str(header[key]).format_map(settings)
        chart = header.get("chart")
        if isinstance(chart, dict) and isinstance(chart.get("reference"), str):
            header["chart"] = chart | {"reference": settings[chart["reference"]]}
    except KeyError as error:
        raise DataError(f"{path}: there is no setting {error}; there are {', '.join(settings)}") from None
    return header


def _place(problem: Any) -> str:
    return ".".join(str(part) for part in problem["loc"]) or "the header"
