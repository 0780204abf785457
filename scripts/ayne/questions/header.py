"""The header of a question: YAML in the comment that an SQL file begins with."""

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
    `place` orders the questions in the report.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str = Field(pattern=r"\?$")
    sentence: str = Field(min_length=1)
    chart: Chart
    sources: tuple[Literal["tmdb", "omdb", "numbers", "boxofficemojo"], ...] = ("tmdb",)
    reads: tuple[str, ...] = ()
    note: str = ""
    place: int = 100
    none: str = NONE


def load_question(path: Path) -> Question:
    """Read and check a question's header; a message names the file and each key that is wrong."""
    try:
        return Question.model_validate(header_of(path))
    except ValidationError as error:
        lines = [f"{path}: {_place(problem)}: {problem['msg']}" for problem in error.errors()]
        raise DataError("\n".join(lines)) from None


def _place(problem: Any) -> str:
    return ".".join(str(part) for part in problem["loc"]) or "the header"
