"""What was collected: how much, how fresh, and what is missing."""

from ayne.artifacts.counts import Counts
from ayne.artifacts.quality import Freshness
from ayne.report.inputs import Inputs
from ayne.report.rejected_rows import rejected_rows
from ayne.report.section import UNKNOWN, Section, drawn_figures

PLACE = 90
READS = ("counts", "freshness", "figures")


def section(inputs: Inputs) -> Section:
    """Return the part on the answers of each source; a source without any is left out."""
    by_source = {source: count for source, count in Counts.read(inputs["counts"]).root.items() if count.records}
    fetches = Freshness.read(inputs["freshness"]).root
    sources = [
        {
            "name": source,
            "records": count.records,
            "kept": count.kept,
            "duplicates": count.duplicates,
            "rejected": count.rejected,
            "oldest": _day(fetched.oldest_fetch if (fetched := fetches.get(f"{source}_movies")) else None),
            "newest": _day(fetched.newest_fetch if fetched else None),
        }
        for source, count in by_source.items()
    ]
    values = {
        "sources": sources,
        "rejected": rejected_rows(by_source),
        "figures": drawn_figures(inputs["figures"], ("collected_by_year", "known_values")),
    }
    return Section("collected", "What was collected", values, menu="Data")


def _day(stamp: str | None) -> str:
    return stamp[:10] if stamp else UNKNOWN
