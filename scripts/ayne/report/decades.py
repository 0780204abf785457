"""Small figures of a column by decade of release, as SVG text: the same bytes for the same data."""

from collections.abc import Sequence

import polars as pl

WIDTH, HEIGHT, FOOT = 240, 64, 12
# A decade of fewer movies with a value is not drawn.
FEWEST = 10
OTHER = "other"


def decade_figure(column: pl.Series, decades: pl.Series) -> str:
    """Draw a column by decade: shares of true, shares of the commonest categories, or quantiles of numbers.

    Empty where no decade has enough values.
    """
    table = pl.DataFrame({"decade": decades, "value": column}).drop_nulls()
    counts = table.group_by("decade").len().filter(pl.col("len") >= FEWEST)
    shown = sorted(counts["decade"].to_list())
    if not shown:
        return ""
    table = table.filter(pl.col("decade").is_in(shown))
    if column.dtype == pl.Boolean:
        return _svg(shown, _bars(table, shown, ["true"], pl.lit("true"), pl.col("value").cast(pl.Float64)))
    if column.dtype == pl.String:
        commonest = _commonest(table["value"])
        kind = pl.when(pl.col("value").is_in(commonest)).then("value").otherwise(pl.lit(OTHER))
        return _svg(shown, _bars(table, shown, commonest, kind, pl.lit(1.0)), legend=commonest)
    return _svg(shown, _quantiles(table, shown))


def _commonest(values: pl.Series) -> list[str]:
    counted = values.value_counts().sort(["count", values.name], descending=[True, False])
    return [str(value) for value in counted[values.name].head(4).to_list()]


def _bars(table: pl.DataFrame, shown: Sequence[int], kinds: Sequence[str], kind: pl.Expr, weight: pl.Expr) -> str:
    """Draw one bar per decade, as high as the share of movies of each kind, one on top of the other."""
    sums = table.select("decade", kind.alias("kind"), weight.alias("weight")).group_by("decade", "kind")
    share = {(row[0], row[1]): row[2] for row in sums.agg(pl.col("weight").sum()).rows()}
    total = dict(table.group_by("decade").len().rows())
    parts, width = [], WIDTH / len(shown)
    for place, decade in enumerate(shown):
        bottom = HEIGHT - FOOT
        for number, name in enumerate(kinds):
            part = share.get((decade, name), 0) / total[decade]
            height = part * (HEIGHT - FOOT - 10)
            bottom -= height
            box = f'x="{place * width + 2:.1f}" y="{bottom:.1f}" width="{width - 4:.1f}" height="{height:.1f}"'
            parts.append(f'<rect class="k{number}" {box}><title>{decade}s: {part:.1%}</title></rect>')
        if len(kinds) == 1:
            parts.append(_text(place * width + width / 2, bottom - 2, f"{part:.0%}"))
    return "".join(parts)


def _quantiles(table: pl.DataFrame, shown: Sequence[int]) -> str:
    """Draw the 10 % to 90 % range as a line, the middle half as a bar and the median as a dot, on one scale."""
    shares = (0.1, 0.25, 0.5, 0.75, 0.9)
    quantiles = table.group_by("decade").agg(
        *(pl.col("value").cast(pl.Float64).quantile(s, "linear").alias(str(s)) for s in shares)
    )
    by_decade = {row[0]: row[1:] for row in quantiles.rows()}
    low, high = min(row[0] for row in by_decade.values()), max(row[-1] for row in by_decade.values())
    span, width, parts = (high - low) or 1.0, WIDTH / (len(shown) + 1), []
    for place, decade in enumerate(shown, start=1):
        x = place * width + width / 2
        ends = [HEIGHT - FOOT - 4 - (value - low) / span * (HEIGHT - FOOT - 8) for value in by_decade[decade]]
        words = f"{decade}s: median {_short(by_decade[decade][2])}"
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{ends[0]:.1f}" y2="{ends[4]:.1f}"/>')
        box = f'x="{x - 3:.1f}" y="{ends[3]:.1f}" width="6" height="{max(ends[1] - ends[3], 1):.1f}"'
        parts.append(f'<rect class="k0" {box}><title>{words}</title></rect>')
        parts.append(f'<circle cx="{x:.1f}" cy="{ends[2]:.1f}" r="2.5"><title>{words}</title></circle>')
    ticks = _text(0, 10, _short(high), "start") + _text(0, HEIGHT - FOOT - 1, _short(low), "start")
    return ticks + "".join(parts)


def _svg(shown: Sequence[int], drawing: str, legend: Sequence[str] = ()) -> str:
    indent = 1 if "<circle" in drawing else 0
    width = WIDTH / (len(shown) + indent)
    step = 1 if len(shown) < 8 else 2
    labels = "".join(
        _text((place + indent) * width + width / 2, HEIGHT - 2, f"{decade % 100:02d}s" if place else f"{decade}s")
        for place, decade in enumerate(shown)
        if place % step == 0
    )
    names = "".join(f'<tspan class="k{number}" dx="4">{_escaped(name)}</tspan>' for number, name in enumerate(legend))
    words = f'<text x="0" y="7" text-anchor="start">{names}</text>' if legend else ""
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="By decade">{drawing}{labels}{words}</svg>'


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{_escaped(words)}</text>'


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _short(value: float) -> str:
    if abs(value) >= 10_000:
        return f"{value / 1000:.0f}k"
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
