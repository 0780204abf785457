"""`results/quality/`: what the tables hold, each file by its name."""

from typing import Literal

from ayne.artifacts.artifact import Artifact, FrozenModel, Keyed
from ayne.artifacts.counts import SourceCounts


class TableCounts(Artifact):
    """`counts.json`: records by source, and rows by table."""

    records: dict[str, SourceCounts]
    tables: dict[str, int]


class Completeness(Artifact):
    """`completeness.json`: share of rows with a value, by table and column, and of `movies` by year and column."""

    by_table: dict[str, dict[str, float]]
    movies_by_year: dict[str, dict[str, float]]


class ColumnRange(FrozenModel):
    """The least and the greatest value of a column, beside the range allowed, whose ends may be open."""

    min: int | float | str | None
    max: int | float | str | None
    allowed: tuple[int | float | str | None, int | float | str | None] | None


class Ranges(Keyed[dict[str, ColumnRange]]):
    """`ranges.json`, by table and column."""


class Orphans(Keyed[int]):
    """`orphans.json`: for each foreign key, `table.column -> table.column`, how many rows point at nothing."""


class Fetches(FrozenModel):
    """Oldest and newest fetch of a table's rows, as text, and the number of rows by the snapshot they are for."""

    oldest_fetch: str | None
    newest_fetch: str | None
    rows_by_snapshot: dict[str, int]


class Freshness(Keyed[Fetches]):
    """`freshness.json`, by table."""


class Change(FrozenModel):
    """A number at an earlier snapshot and now; None where it was not measured."""

    before: int | float | None
    now: int | float | None


class TableDrift(Artifact):
    """`drift.json`: rows by table and changed shares by `table.column`, since an earlier snapshot if one is named."""

    is_compared: bool
    rows: dict[str, Change]
    completeness_changed: dict[str, Change]


class Check(FrozenModel):
    """A check: its value, None where there was nothing to judge, must not be above the limit."""

    severity: Literal["warn", "error"]
    limit: float
    value: float | None
    holds: bool
    meaning: str

    @property
    def outcome(self) -> Literal["holds", "fails", "not judged"]:
        """What can be said of it: without a value, nothing."""
        return "fails" if not self.holds else "holds" if self.value is not None else "not judged"


class Checks(Keyed[Check]):
    """`checks.json`, by name."""

    @property
    def summary(self) -> str:
        """How they came out: `9 checks hold, 4 had nothing to judge`, those that do not hold first."""
        outcomes = [check.outcome for check in self.root.values()]
        failed, held, idle = (outcomes.count(outcome) for outcome in ("fails", "holds", "not judged"))
        sentences = [f"{failed} of {failed + held} checks {'does' if failed == 1 else 'do'} not hold"] if failed else []
        sentences += [] if failed else [f"{held} checks hold" if held != 1 else "1 check holds"]
        return ", ".join([*sentences, f"{idle} had nothing to judge"] if idle else sentences)
