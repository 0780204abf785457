"""What was collected: how much, how fresh, and what is missing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ayne.core.files import read_json
from ayne.report.sections.section import UNKNOWN, Figure, Section


def collected_section(counts: Path, freshness: Path, figures: Mapping[str, Figure]) -> Section:
    """Return the part on the answers of each source; a source without any is left out."""
    by_source = {source: count for source, count in read_json(counts).items() if count["records"]}
    fresh = read_json(freshness)
    sources = [
        {
            "name": source,
            "records": count["records"],
            "kept": count["kept"],
            "duplicates": count["duplicates"],
            "rejected": sum(count["rejected_records"].values()),
            "oldest": _day(fresh.get(f"{source}_movies", {}).get("oldest_fetch")),
            "newest": _day(fresh.get(f"{source}_movies", {}).get("newest_fetch")),
        }
        for source, count in by_source.items()
    ]
    values = {
        "sources": sources,
        "rejected": _rejected(by_source),
        "figures": [figures[name] for name in ("collected_by_year", "known_values") if figures[name].svg],
    }
    return Section("collected", "What was collected", values)


def _day(stamp: str | None) -> str:
    return stamp[:10] if stamp else UNKNOWN


def _rejected(counts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row a source, field and reason, the most frequent first."""
    rows = [
        {"source": source, "field": field, "reason": reason, "number": number}
        for source, found in counts.items()
        for field, reasons in {"": found["rejected_records"], **found["rejected_fields"]}.items()
        for reason, number in reasons.items()
    ]
    return sorted(rows, key=lambda row: (-row["number"], row["source"], row["field"], row["reason"]))
