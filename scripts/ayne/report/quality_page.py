"""The quality page: a sentence and a figure for each thing that is measured of the tables."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ayne.artifacts.quality import (
    Checks,
    ColumnRange,
    Completeness,
    Freshness,
    Orphans,
    Ranges,
    TableCounts,
    TableDrift,
)
from ayne.report.rejected_rows import rejected_rows
from ayne.report.render import write_page

TEMPLATE = Path(__file__).with_name("quality.html.j2")
# Below this share a column of a year counts as empty in the sentence above the heat map.
SPARSE = 0.5
SHOWN_CHANGES = 20


def build_quality_page(out: Path, folder: Path, facts: Mapping[str, str]) -> None:
    """Write the page from the JSON files of `results/quality/`; `facts` has `catalogue` and `snapshot`."""
    counts, drift = TableCounts.read(folder / "counts.json"), TableDrift.read(folder / "drift.json")
    completeness, orphans = Completeness.read(folder / "completeness.json"), Orphans.read(folder / "orphans.json").root
    rejected, checks = rejected_rows(counts.records), Checks.read(folder / "checks.json")
    write_page(
        out,
        TEMPLATE,
        checks=check_rows(checks),
        summary=checks.summary,
        heat=heat_map(completeness.movies_by_year),
        records=counts.records,
        tables=counts.tables,
        rejected=rejected,
        most_rejected=max((row["number"] for row in rejected), default=1),
        ranges=range_rows(Ranges.read(folder / "ranges.json")),
        orphans={key: number for key, number in orphans.items() if number},
        foreign_keys=len(orphans),
        freshness=Freshness.read(folder / "freshness.json").root,
        is_compared=drift.is_compared,
        moved_rows={table: change for table, change in drift.rows.items() if change.before != change.now},
        moved_shares=changes(drift)[:SHOWN_CHANGES],
        moved_columns=len(drift.completeness_changed),
        **facts,
    )


def check_rows(checks: Checks) -> list[dict[str, Any]]:
    """Return the checks, those that do not hold first, each with its value's place between 0 and its limit."""
    rows = [
        {
            "name": name,
            **dict(check),
            "state": check.severity if check.outcome == "fails" else check.outcome,
            "filled": 0 if not check.value else min(1, check.value / check.limit) if check.limit else 1,
        }
        for name, check in checks.root.items()
    ]
    return sorted(rows, key=lambda row: (row["holds"], row["value"] is None, row["severity"], row["name"]))


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


def range_rows(ranges: Ranges) -> list[dict[str, Any]]:
    """Return a row per column that has values, in the order of the tables."""
    return [
        {
            "table": table,
            "column": column,
            "min": _shown(values.min),
            "max": _shown(values.max),
            "allowed": _bounds(values),
        }
        for table, columns in ranges.root.items()
        for column, values in columns.items()
        if values.min is not None
    ]


def _bounds(values: ColumnRange) -> str:
    if not values.allowed:
        return "any"
    low, high = values.allowed
    return f"{'…' if low is None else _shown(low)} to {'…' if high is None else _shown(high)}"


def _shown(value: Any) -> str:
    """Return a number with blanks between thousands' groups, and of a time its day."""
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value).removesuffix(" 00:00:00")


def changes(drift: TableDrift) -> list[dict[str, Any]]:
    """Return the columns whose completeness changed, the greatest changes first, new and lost ones last."""
    rows = [
        {"name": name, **dict(pair), "change": (pair.now or 0) - (pair.before or 0)}
        for name, pair in drift.completeness_changed.items()
    ]
    return sorted(rows, key=lambda row: (row["before"] is None or row["now"] is None, -abs(row["change"]), row["name"]))
