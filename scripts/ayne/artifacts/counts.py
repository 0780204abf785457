"""`data/tables/counts.json`: what became of each source's records."""

from ayne.artifacts.artifact import Keyed, Part


class SourceCounts(Part):
    """`records` are kept, duplicates or rejected; `kept` counts the source's ids, `movies` the movies of its table.

    `rejected_records` are numbers by reason, `rejected_fields` by field and reason.
    """

    records: int
    kept: int
    movies: int
    duplicates: int
    rejected_records: dict[str, int]
    rejected_fields: dict[str, dict[str, int]]

    @property
    def rejected(self) -> int:
        """The number of rejected records."""
        return sum(self.rejected_records.values())


class Counts(Keyed[SourceCounts]):
    """The whole file, by source."""
