"""`results/questions/{question}.json`: a question answered, beside its rows, figure and SQL."""

from ayne.artifacts.artifact import Artifact


class Answer(Artifact):
    """The whole file: all that the report says of a question, and how many rows of which columns its answer has."""

    question: str
    sentence: str
    note: str
    source: str
    place: int
    name: str
    rows: int
    columns: tuple[str, ...]
