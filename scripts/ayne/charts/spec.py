"""What a figure shows, in words that a header comment or a few lines of Python can hold."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["bars", "columns", "intervals", "lines", "points"]
Format = Literal["usd", "percent", "times", "number", "number2", "number3", "year"]


class Chart(BaseModel):
    """Which columns go where; amounts are drawn in the `unit` of the column `y`.

    bars: a horizontal bar a row, `also` a second mark; columns: upright bars, `series` on top of each other;
    intervals: a dot with its range `low` to `high`, `also` a second mark; lines: `y` over `x`, a line a `series`,
    with the band `low` to `high`; points: a dot a row. `reference` is a line to compare with, `diagonal` where y is x.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    x: str
    y: str
    unit: str
    format: Format = "number"
    x_format: Format = "year"
    series: str | None = None
    low: str | None = None
    high: str | None = None
    also: str | None = None
    x_name: str | None = None
    y_name: str | None = None
    also_name: str | None = None
    reference: float | None = None
    diagonal: bool = False
    log: bool = False
    unique: bool = False
    rows: int = 20
    series_limit: int = 8

    @property
    def columns(self) -> list[str]:
        """The columns that the figure needs."""
        named = (self.x, self.y, self.series, self.low, self.high, self.also)
        return [name for name in named if name is not None]
