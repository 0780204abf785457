"""By how much the share of known values of each column has moved since an earlier snapshot."""

from ayne.artifacts.quality import TableDrift
from ayne.charts.wording import MINUS


def moved_shares(drift: TableDrift) -> list[tuple[str, float, float]]:
    """Return name, share before and share now of the columns that both snapshots have, the greatest change first."""
    both = [
        (name, change.before, change.now)
        for name, change in drift.completeness_changed.items()
        if change.before is not None and change.now is not None
    ]
    return sorted(both, key=lambda row: (-abs(row[2] - row[1]), row[0]))


def points(share: float) -> str:
    """Return the change of a share as `+2.1 points`."""
    return f"{100 * share:+.1f} points".replace("-", MINUS)
