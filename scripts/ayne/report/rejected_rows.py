"""What could not be used, counted by reason."""

from collections.abc import Mapping
from typing import Any

from ayne.artifacts.counts import SourceCounts


def rejected_rows(counts: Mapping[str, SourceCounts]) -> list[dict[str, Any]]:
    """Return a row per source, field and reason, the most frequent first; field '' is a whole record."""
    rows = [
        {"source": source, "field": field, "reason": reason, "number": number}
        for source, count in counts.items()
        for field, reasons in {"": count.rejected_records | count.rejected_entries, **count.rejected_fields}.items()
        for reason, number in reasons.items()
    ]
    return sorted(rows, key=lambda row: (-row["number"], row["source"], row["field"], row["reason"]))
