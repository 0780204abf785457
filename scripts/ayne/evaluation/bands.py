"""Budget bands, in which scores are reported and intervals calibrated. Nominal US dollars as received."""

from collections.abc import Iterable
from dataclasses import dataclass

# Of fewer movies a share or an error is mostly chance.
FEWEST = 5


@dataclass(frozen=True)
class Band:
    """Budgets from `from_usd` up to, not including, `to_usd` (None: no upper end)."""

    name: str
    from_usd: float
    to_usd: float | None


BANDS = (
    Band("under 3M", 0, 3e6),
    Band("3M to 10M", 3e6, 10e6),
    Band("10M to 40M", 10e6, 40e6),
    Band("40M and over", 40e6, None),
)


def band_of(budget_usd: float | None) -> str | None:
    """Name of the band of a budget; None for an unknown one (TMDB writes 0)."""
    if not budget_usd or budget_usd <= 0:
        return None
    return next(band.name for band in BANDS if band.to_usd is None or budget_usd < band.to_usd)


def bands_of(budgets_usd: Iterable[float | None]) -> list[str | None]:
    """Names of the bands of many budgets, in their order."""
    return [band_of(budget) for budget in budgets_usd]


def budgets(band: str) -> str:
    """Return `budgets of $3M to $10M`, `budgets under $3M`."""
    band = in_dollars(band)
    return f"budgets {band}" if band.startswith("under") else f"budgets of {band}"


def in_dollars(band: str) -> str:
    """Return a band's name with the unit in it: `$3M to $10M` of `3M to 10M`."""
    return " ".join(f"${word}" if word[0].isdigit() else word for word in band.split())
