"""`data/tables/counts.json`: what became of each source's records."""

from pydantic import Field

from ayne.artifacts.artifact import FrozenModel, Keyed


class LineCounts(FrozenModel):
    """An archive's `lines` are used, left out as they are of no interest, or rejected; the latter two by reason."""

    lines: int
    used: int
    left_out: dict[str, int]
    rejected: dict[str, int]

    @property
    def accounted_for(self) -> int:
        """The number of lines of which it is known what became of them."""
        return self.used + sum(self.left_out.values()) + sum(self.rejected.values())


class SourceCounts(FrozenModel):
    """`records` are kept, duplicates or rejected; `kept` counts the source's ids, `movies` the movies of its table.

    `rejected_records` are numbers by reason, `rejected_fields` by field and reason. `rejected_entries` of the source's
    lists name no movie, so that there is no record of them; left out where there are none. `archive` is left out where
    the records are no lines of an archive.
    """

    records: int
    kept: int
    movies: int
    duplicates: int
    rejected_records: dict[str, int]
    rejected_fields: dict[str, dict[str, int]]
    rejected_entries: dict[str, int] = Field(default={}, exclude_if=lambda entries: not entries)
    archive: LineCounts | None = Field(default=None, exclude_if=lambda archive: archive is None)

    @property
    def rejected(self) -> int:
        """The number of rejected records."""
        return sum(self.rejected_records.values())


class Counts(Keyed[SourceCounts]):
    """The whole file, by source."""
