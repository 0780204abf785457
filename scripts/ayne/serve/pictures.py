"""Where things stand in the page's pictures; dollars on a scale where a factor of two is the same everywhere."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ayne.charts.wording import percent, short_dollars

WIDTH = 640
# Room for the words of an axis at the left, and for half of a word at either side, on a phone as well.
AXIS, MARGIN = 76, 34
# So many weeks are as wide as the name of a month on a phone.
MONTH_WEEKS = 4


@dataclass(frozen=True)
class Scale:
    """From values to pixels, by factors or evenly."""

    low: float
    high: float
    start: float
    end: float
    by_factors: bool = True

    def at(self, value: float) -> float:
        """Return the pixel of a value, kept within the scale."""
        shape = math.log if self.by_factors else float
        low, high = shape(self.low), shape(self.high)
        share = (shape(min(max(value, self.low), self.high)) - low) / ((high - low) or 1)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self, most: int = 6) -> list[dict[str, Any]]:
        """Return round dollar amounts with their pixels and words."""
        for steps in ((1, 1.5, 2, 3, 4, 5, 6, 8), (1, 2, 5), (1, 3), (1,)):
            ticks = list(_round_numbers(self.low, self.high, steps))
            if len(ticks) <= most:
                break
        return [{"at": self.at(value), "words": short_dollars(value)} for value in ticks]


def forecast_picture(forecast: Any, break_even_usd: float | None) -> dict[str, Any] | None:
    """Return the point, both intervals and the line above which the film pays; None without intervals."""
    ends = (forecast.lower_80, forecast.upper_80, forecast.lower_90, forecast.upper_90)
    if None in ends:
        return None
    known = [*ends, forecast.predicted_usd, *([break_even_usd] if break_even_usd else [])]
    scale = Scale(min(known) / 1.4, max(known) * 1.4, MARGIN, WIDTH - MARGIN)
    return {
        "width": WIDTH,
        "ticks": scale.ticks(),
        "point": scale.at(forecast.predicted_usd),
        "wide": (scale.at(forecast.lower_90), scale.at(forecast.upper_90)),
        "narrow": (scale.at(forecast.lower_80), scale.at(forecast.upper_80)),
        "break_even": scale.at(break_even_usd) if break_even_usd else None,
    }


def reason_bars(reasons: Sequence[Any], predicted_usd: float) -> list[dict[str, Any]]:
    """Return each reason with a bar of its factor from the middle, and the dollars that it adds or takes."""
    farthest = max((abs(math.log(reason.factor)) for reason in reasons), default=0.0) or 1.0
    rows = []
    for reason in reasons:
        length = round(100 * abs(math.log(reason.factor)) / farthest, 1)
        added = predicted_usd - predicted_usd / reason.factor
        words = f"{'+' if added >= 0 else '\N{MINUS SIGN}'}{short_dollars(abs(added))}"
        rows.append({"sentence": reason.sentence, "factor": reason.factor, "length": length, "raises": added >= 0,
                     "dollars": words})  # fmt: skip
    return rows


def chance_curve(points: Sequence[tuple[float, float]], budget_usd: float) -> dict[str, Any]:
    """Return the chance of payback against the budget, its line through one half, and where the film stands."""
    across = Scale(points[0][0], points[-1][0], AXIS, WIDTH - MARGIN)
    up = Scale(0, 1, 190, 12, by_factors=False)
    return {
        "width": WIDTH,
        "axis": AXIS,
        "ticks": across.ticks(),
        "shares": [{"at": up.at(share), "words": percent(share)} for share in (0, 0.25, 0.5, 0.75, 1)],
        "path": " ".join(f"{'L' if place else 'M'}{across.at(x)} {up.at(y)}" for place, (x, y) in enumerate(points)),
        "film": across.at(budget_usd),
        "half": up.at(0.5),
    }


def crossing(points: Sequence[tuple[float, float]], share: float = 0.5) -> float | None:
    """Return the highest budget at which the chance is still `share`, between two points by factors; None if none."""
    for (budget, chance), (next_budget, next_chance) in reversed(list(pairwise(points))):
        if chance >= share > next_chance:
            part = (chance - share) / (chance - next_chance)
            return float(budget * (next_budget / budget) ** part)
    return None


def weeks_picture(weeks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the forecast of each week as a dot; every second month is written, for want of room.

    No columns: from where the scale begins, by factors, their lengths would say nothing.
    """
    amounts = [week["predicted_usd"] for week in weeks]
    up = Scale(min(amounts) / 1.25, max(amounts) * 1.05, 150, 10)
    step = (WIDTH - AXIS - 4) / len(weeks)
    dots = [
        {"x": round(AXIS + 2 + (number + 0.5) * step, 1), "y": up.at(week["predicted_usd"]), "kind": week["kind"],
         "words": week["words"]}
        for number, week in enumerate(weeks)
    ]  # fmt: skip
    months = [
        {"x": round(AXIS + 2 + number * step, 1), "words": f"{week['day']:%b}"}
        for number, week in enumerate(weeks[:-MONTH_WEEKS])
        if week["day"].month % 2 and (number == 0 or week["day"].month != weeks[number - 1]["day"].month)
    ]
    return {"width": WIDTH, "axis": AXIS, "dots": dots, "months": months, "ticks": up.ticks(4)}


def _round_numbers(low: float, high: float, steps: Sequence[float]) -> Iterator[float]:
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for step in steps:
            value = step * 10.0**power
            if low <= value <= high:
                yield value
