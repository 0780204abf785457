"""The quality page: a sentence and a figure for each thing that is measured of the tables."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ayne.core.files import read_json
from ayne.report.render import write_page

TEMPLATE = Path(__file__).with_name("quality.html.j2")
KINDS = ("counts", "completeness", "ranges", "orphans", "freshness", "drift", "checks")
# Below this share a column of a year counts as empty in the sentence above the heat map.
SPARSE = 0.5
SHOWN_CHANGES = 20


def build_quality_page(out: Path, quality: Sequence[Path], facts: Mapping[str, str]) -> None:
    """Write the page from the JSON files of `results/quality/`; `facts` has `catalogue` and `snapshot`."""
    found = {path.stem: read_json(path) for path in quality}
    counts, drift = found["counts"], found["drift"]
    rejected = rejected_rows(counts["records"])
    write_page(
        out,
        TEMPLATE,
        checks=check_rows(found["checks"]),
        heat=heat_map(found["completeness"]["movies_by_year"]),
        records=counts["records"],
        tables=counts["tables"],
        rejected=rejected,
        most_rejected=max((row["number"] for row in rejected), default=1),
        ranges=range_rows(found["ranges"]),
        orphans={key: number for key, number in found["orphans"].items() if number},
        foreign_keys=len(found["orphans"]),
        freshness=found["freshness"],
        is_compared=drift["is_compared"],
        moved_rows={table: pair for table, pair in drift["rows"].items() if pair["before"] != pair["now"]},
        moved_shares=changes(drift["completeness_changed"])[:SHOWN_CHANGES],
        moved_columns=len(drift["completeness_changed"]),
        **facts,
    )


def check_rows(checks: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the checks, those that do not hold first, each with its value's place between 0 and its limit."""
    rows = [
        {
            "name": name,
            **check,
            "state": "holds" if check["holds"] else check["severity"],
            "filled": 0 if not check["value"] else min(1, check["value"] / check["limit"]) if check["limit"] else 1,
        }
        for name, check in checks.items()
    ]
    return sorted(rows, key=lambda row: (row["holds"], row["severity"], row["name"]))


def heat_map(by_year: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    """Return the years and, for each column that is not full everywhere, its shares by year; sparsest columns first."""
    years = [year for year in by_year if year.isdigit()] + [year for year in by_year if not year.isdigit()]
    columns = {column: [by_year[year][column] for year in years] for column in (by_year[years[0]] if years else {})}
    partial = {column: shares for column, shares in columns.items() if min(shares) < 1}
    order = sorted(partial, key=lambda column: (sum(partial[column]), column))
    sparse = sum(sum(shares) < SPARSE * len(shares) for shares in partial.values())
    rows = [{"name": column, "shares": partial[column]} for column in order]
    return {
        "years": years,
        "rows": rows,
        "full": len(columns) - len(partial),
        "sparse": sparse,
        "columns": len(columns),
    }


def rejected_rows(records: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row a source, field and reason, the most frequent first; field '' is a whole record."""
    rows = [
        {"source": source, "field": field, "reason": reason, "number": number}
        for source, counts in records.items()
        for field, reasons in {"": counts.get("rejected_records", {}), **counts.get("rejected_fields", {})}.items()
        for reason, number in reasons.items()
    ]
    return sorted(rows, key=lambda row: (-row["number"], row["source"], row["field"], row["reason"]))


def range_rows(ranges: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return a row a column that has values, in the order of the tables."""
    return [
        {
            "table": table,
            "column": column,
            **{end: _shown(found[end]) for end in ("min", "max")},
            "allowed": _bounds(found),
        }
        for table, columns in ranges.items()
        for column, found in columns.items()
        if found["min"] is not None
    ]


def _bounds(found: Mapping[str, Any]) -> str:
    if not found["allowed"]:
        return "any"
    low, high = found["allowed"]
    return f"{'…' if low is None else _shown(low)} to {'…' if high is None else _shown(high)}"


def _shown(value: Any) -> str:
    """Return a number with blanks between thousands' groups, and of a time its day."""
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value).removesuffix(" 00:00:00")


def changes(moved: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the columns whose completeness changed, the greatest changes first, new and lost ones last."""
    rows = [
        {"name": name, **pair, "change": (pair["now"] or 0) - (pair["before"] or 0)} for name, pair in moved.items()
    ]
    return sorted(rows, key=lambda row: (row["before"] is None or row["now"] is None, -abs(row["change"]), row["name"]))
