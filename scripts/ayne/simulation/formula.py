r"""What a movie of the simulated world earns worldwide, as a formula of what is known before its release.

    ln gross = SIGNAL + noise,  noise ~ Normal(0, NOISE_SD)        (natural logs, US dollars of `prices.BASE_YEAR`)

    SIGNAL = SUM up to LARGE; what SUM has beyond it counts BEYOND_LARGE only, as the audience comes to an end

    SUM    = INTERCEPT
           + BUDGET * b + BUDGET_CURVE * b^2                       b = ln(real budget / BUDGET_CENTRE_USD)
           + sum of GENRE over the movie's genres
           + CERTIFICATE[US certificate]
           + MARKET[first production country]
           + SUMMER * bell(day of year; 166, 30) + HOLIDAYS * bell(354, 22)
           + HOLIDAY_RELEASE        if released on a US holiday or up to five days before
           + RUNTIME * r            r = (runtime in minutes, held between 75 and 165, - 105) / 10
           + SEQUEL + SEQUEL_FATIGUE * ln(position - 1)            if it is the second or a later part of a franchise
           + STUDIO * c / (c + STUDIO_HALF_CREDITS)
           + STAR_CREDITS * ln(1 + s) + DIRECTOR_CREDITS * ln(1 + d)
           + STAR_DRAW * mean draw of the first three billed + DIRECTOR_DRAW * draw of the director

`s` counts the earlier movies of the busiest of the first ten billed, `d` those of the director, `c` those of the
busiest of its companies (the major studios have most). The draw of a person is hidden; it shows in how often and for
how large budgets they are hired, and in what their earlier movies earned beyond the rest of the formula. Everything
else stands in the answers of the APIs. The median gross is exp(SIGNAL).
"""

from dataclasses import dataclass

import numpy as np

from ayne.core.arrays import Bools, Floats, Ints
from ayne.core.movie_codes import CERTIFICATES, GENRES
from ayne.simulation.seasons import around
from ayne.simulation.vocabulary import LANGUAGES

NOISE_SD = 0.80
# Log of some $266M of the base year.
LARGE, BEYOND_LARGE = 19.4, 0.4
INTERCEPT = 16.0
BUDGET_CENTRE_USD = 20e6
BUDGET = 0.78
BUDGET_CURVE = -0.08
GENRE = {
    "Action": 0.05, "Adventure": 0.30, "Animation": 0.40, "Comedy": 0.05, "Crime": -0.05, "Documentary": -0.90,
    "Drama": -0.45, "Family": 0.20, "Fantasy": 0.05, "History": -0.10, "Horror": 0.55, "Music": 0.00,
    "Mystery": 0.00, "Romance": 0.00, "Science Fiction": 0.10, "TV Movie": -1.00, "Thriller": 0.00, "War": -0.10,
    "Western": -0.20,
}  # fmt: skip
CERTIFICATE = {"G": 0.15, "PG": 0.20, "PG-13": 0.20, "R": -0.15, "NC-17": -0.50, "NR": -0.30}
MARKET = {
    "US": 0.30, "GB": 0.00, "CA": 0.00, "AU": 0.00, "FR": -0.30, "IN": -0.20, "JP": -0.20, "ES": -0.30, "CN": -0.15,
    "KR": -0.20, "DE": -0.30, "IT": -0.30, "RU": -0.35,
}  # fmt: skip
SUMMER = 0.50
HOLIDAYS = 0.55
HOLIDAY_RELEASE = 0.15
RUNTIME = 0.11
SEQUEL = 0.75
SEQUEL_FATIGUE = -0.12
STUDIO = 0.65
STUDIO_HALF_CREDITS = 20.0
STAR_CREDITS = 0.13
DIRECTOR_CREDITS = 0.15
STAR_DRAW = 0.12
DIRECTOR_DRAW = 0.08


@dataclass(frozen=True)
class KnownBeforeRelease:
    """What the formula reads, one entry per movie. `genres` has a column for each entry of `GENRES`, in its order."""

    real_budget_usd: Floats
    genres: Bools
    certificate: Ints
    market: Ints
    day_of_year: Floats
    is_holiday_release: Bools
    runtime_min: Floats
    franchise_position: Ints
    studio_credits: Floats
    star_credits: Floats
    director_credits: Floats
    star_draw: Floats
    director_draw: Floats


def signal_ln_usd_real(known: KnownBeforeRelease) -> Floats:
    """Return the log of the median gross in US dollars of the base year."""
    total = np.asarray(
        INTERCEPT
        + _money(known.real_budget_usd)
        + known.genres @ np.array([GENRE[name] for name in GENRES.values()])
        + np.array([CERTIFICATE[name] for name in CERTIFICATES])[known.certificate]
        + np.array([MARKET[language.country] for language in LANGUAGES])[known.market]
        + _calendar(known.day_of_year, known.is_holiday_release)
        + RUNTIME * (np.clip(known.runtime_min, 75, 165) - 105) / 10
        + _franchise(known.franchise_position)
        + STUDIO * known.studio_credits / (known.studio_credits + STUDIO_HALF_CREDITS)
        + _people(known)
    )
    return np.minimum(total, LARGE + BEYOND_LARGE * (total - LARGE))


def _money(real_budget_usd: Floats) -> Floats:
    size = np.log(real_budget_usd / BUDGET_CENTRE_USD)
    return np.asarray(BUDGET * size + BUDGET_CURVE * size**2)


def _calendar(day_of_year: Floats, is_holiday_release: Bools) -> Floats:
    return np.asarray(
        SUMMER * around(day_of_year, 166, 30)
        + HOLIDAYS * around(day_of_year, 354, 22)
        + HOLIDAY_RELEASE * is_holiday_release
    )


def _franchise(position: Ints) -> Floats:
    is_sequel = position >= 2
    return np.asarray(is_sequel * (SEQUEL + SEQUEL_FATIGUE * np.log(np.maximum(position - 1, 1))))


def _people(known: KnownBeforeRelease) -> Floats:
    return np.asarray(
        STAR_CREDITS * np.log1p(known.star_credits)
        + DIRECTOR_CREDITS * np.log1p(known.director_credits)
        + STAR_DRAW * known.star_draw
        + DIRECTOR_DRAW * known.director_draw
    )
