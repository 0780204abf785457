"""When movies are released: US holidays, seasons, and the days of a year that studios like."""

from datetime import date, timedelta

import numpy as np

from ayne.core.arrays import Bools, Floats, Ints

# Releases start this many days before a holiday, or on it.
HOLIDAY_LEAD_DAYS = 5
# Share of releases by weekday, Monday first: Fridays, and Wednesdays before holidays.
WEEKDAY_SHARES = (0.012, 0.022, 0.08, 0.07, 0.78, 0.022, 0.014)
DAYS_IN_YEAR = 365.25


def us_holidays(year: int) -> list[date]:
    """Return the six holidays around which US cinemas earn most."""
    return [
        _weekday(year, 2, 0, 3),  # Presidents' Day
        _weekday(year, 6, 0, 1) - timedelta(days=7),  # Memorial Day: the last Monday of May
        date(year, 7, 4),
        _weekday(year, 9, 0, 1),  # Labor Day
        _weekday(year, 11, 3, 4),  # Thanksgiving
        date(year, 12, 25),
    ]


def _weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday (Monday is 0) of the month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def is_holiday_release(ordinals: Ints, year: int) -> Bools:
    """Whether each day (proleptic ordinal) is at most `HOLIDAY_LEAD_DAYS` before a holiday of the year."""
    holidays = np.array([day.toordinal() for day in us_holidays(year)])
    lead = holidays[None, :] - ordinals[:, None]
    return np.asarray(((lead >= 0) & (lead <= HOLIDAY_LEAD_DAYS)).any(axis=1))


def around(day_of_year: Floats, centre: float, width: float) -> Floats:
    """Return a bell over the year, 1 at its centre; December runs on into January."""
    distance = np.abs(day_of_year - centre)
    distance = np.minimum(distance, DAYS_IN_YEAR - distance)
    return np.asarray(np.exp(-0.5 * (distance / width) ** 2))


def draw_release_days(rng: np.random.Generator, year: int, count: int) -> Ints:
    """Draw the ordinals of `count` releases, in order."""
    first = date(year, 1, 1).toordinal()
    days = np.arange(first, date(year, 12, 31).toordinal() + 1)
    # 1 January 0001 was a Monday, and its ordinal is 1.
    weights = np.array(WEEKDAY_SHARES)[(days - 1) % 7]
    day_of_year = (days - first + 1).astype(np.float64)
    weights = weights * (1 + 0.25 * around(day_of_year, 285, 40) - 0.3 * around(day_of_year, 5, 12))
    weights = weights * np.where(is_holiday_release(days, year), 1.4, 1.0)
    return np.sort(rng.choice(days, size=count, p=weights / weights.sum()))
