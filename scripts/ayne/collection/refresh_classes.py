"""When an answer is too old: newer movies are refreshed more often.

All of it follows from the day an answer was given for, the movie's release date, and the configured classes; never
from the clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ayne.core.config_sources import SourceLimits

# A movie older than this, with so many refreshes in a row that changed nothing, is not asked about any more.
FREEZE_AFTER_DAYS = 365
FREEZE_AFTER_REFRESHES = 3

type AgeClass = tuple[int | None, int]
"""Days since release up to which the class reaches (None: any), and days between two refreshes."""


@dataclass(frozen=True)
class Refresh:
    """Age classes, youngest first, the last one without an end; intervals never shrink from one to the next."""

    classes: tuple[AgeClass, ...]

    @classmethod
    def of(cls, classes: Iterable[Iterable[int | None]]) -> "Refresh":
        """Build the classes from pairs as a workflow's parameters hold them."""
        return cls(tuple((up_to, days or 0) for up_to, days in classes))

    def due_day(self, answered: date, released: date) -> date:
        """Return the first day on which an answer given for `answered` is as old as the movie's class allows.

        The class is that of the movie on the day asked about, so that an interval grows while the answer ages.
        """
        for up_to, days in self.classes:
            day = answered + timedelta(days=days)
            if up_to is None or (day - released).days <= up_to:
                return day
        raise AssertionError(f"the last of {self.classes} has an end")


DEFAULT_REFRESH = Refresh.of(SourceLimits().refresh_classes)


def is_frozen(unchanged: int, released: date, snapshot: date) -> bool:
    """Tell whether a movie has settled: old enough, and `unchanged` refreshes in a row brought nothing new."""
    return unchanged >= FREEZE_AFTER_REFRESHES and (snapshot - released).days > FREEZE_AFTER_DAYS
