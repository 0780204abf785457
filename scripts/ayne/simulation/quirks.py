"""What is wrong or missing in the answers, and how often: unknown amounts, wrong units, ids that lead nowhere.

Nothing here depends on a movie's luck (the formula's noise): whose gross is known is decided by year and budget alone.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from ayne.core.arrays import Bools, Floats, Ints
from ayne.core.seeded_random import SeededRandom
from ayne.simulation.facts import Facts

# Odds (as logits) that volunteers have typed the amount of a movie of average budget: in 1995, a year later, by size.
REVENUE_KNOWN = (1.75, -0.057, 1.0)
BUDGET_KNOWN = (1.9, -0.035, 0.8)
WRONG_UNIT_SHARE = 0.006
MILLION = 1_000_000
LISTED_ONLY_SHARE = 0.003
# Undated movies are obscure ones: share of those without any amount.
UNDATED_SHARE = 0.14
TWIN_SHARE = 0.0015
NO_IMDB_ID_SHARE = 0.012
# Days after which a movie has earned all it will, in e-folds; budgets of movies to come are seldom told.
RUN_DAYS = 22.0
UPCOMING_BUDGET_LOGIT = -1.2


class Omdb(IntEnum):
    """How OMDb answers for a movie."""

    TITLE = 0
    NO_DATA = 1
    REFUSED_ID = 2
    BROKEN_JSON = 3


OMDB_SHARES = (0.966, 0.02, 0.01, 0.004)


@dataclass
class Quirks:
    """What the APIs say of one year's movies, where it differs from the facts; an entry a movie."""

    budget_received: Ints
    revenue_received: Ints
    is_listed_only: Bools
    is_undated: Bools
    has_twin: Bools
    has_imdb_id: Bools
    omdb: Ints


def draw_quirks(rng: np.random.Generator, facts: Facts, budget: Ints, gross: Ints, snapshot_ordinal: int) -> Quirks:
    """Decide what is known, typed wrongly, or gone. Amounts are nominal dollars; 0 is TMDB's unknown."""
    count = len(facts)
    age_days = snapshot_ordinal - facts.days
    is_released = age_days >= 0
    so_far = np.floor(gross * -np.expm1(-np.maximum(age_days, 0) / RUN_DAYS)).astype(np.int64)
    revenue_known = is_released & (rng.random(count) < _odds(REVENUE_KNOWN, facts, 0.0))
    budget_known = rng.random(count) < _odds(BUDGET_KNOWN, facts, np.where(is_released, 0.0, UPCOMING_BUDGET_LOGIT))
    is_obscure = ~(revenue_known | budget_known)
    return Quirks(
        budget_received=_typed(rng, budget, budget_known),
        revenue_received=_typed(rng, so_far, revenue_known),
        is_listed_only=rng.random(count) < LISTED_ONLY_SHARE,
        is_undated=is_obscure & (rng.random(count) < UNDATED_SHARE),
        has_twin=rng.random(count) < TWIN_SHARE,
        has_imdb_id=rng.random(count) >= NO_IMDB_ID_SHARE,
        omdb=rng.choice(len(OMDB_SHARES), size=count, p=OMDB_SHARES),
    )


def _odds(logit: tuple[float, float, float], facts: Facts, shift: Floats | float) -> Floats:
    start, per_year, by_size = logit
    return np.asarray(1 / (1 + np.exp(-(start + per_year * (facts.year - 1995) + by_size * facts.size + shift))))


def _typed(rng: np.random.Generator, amount: Ints, known: Bools) -> Ints:
    """Return what stands in TMDB: the amount, 0 where nobody typed it, and now and then millions instead of dollars."""
    in_millions = (rng.random(len(amount)) < WRONG_UNIT_SHARE) & (amount >= MILLION)
    return np.where(known, np.where(in_millions, np.rint(amount / MILLION).astype(np.int64), amount), 0)


FESTIVALS = ("Harbor Lights Film Festival", "Midnight Lantern Film Festival", "Northern Shorts Festival")


def us_certification(draw: SeededRandom, certificate: str) -> str:
    """Return how TMDB spells a US certificate: right, or with the blank, dash or festival that volunteers leave."""
    roll = draw.unit()
    if roll < 0.06:
        return ""
    if certificate == "NR":
        return "UR" if roll < 0.2 else "NR"
    if roll < 0.068:
        return f"{certificate} "
    if roll < 0.071:
        return "-"
    return draw.pick(FESTIVALS) if roll < 0.073 else certificate


def omdb_rated(draw: SeededRandom, certificate: str) -> str:
    """Return how OMDb spells a US certificate."""
    if certificate == "NR":
        return draw.pick(("Not Rated", "Unrated", "NOT RATED", "N/A", "TV-MA"))
    return "N/A" if draw.chance(0.04) else certificate


def omdb_runtime(draw: SeededRandom, minutes: int) -> str:
    """Return `"148 min"`, seldom `"2 h 28 min"` or `"N/A"`."""
    roll = draw.unit()
    if roll < 0.01:
        return "N/A"
    if roll < 0.03:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{minutes} min"


def omdb_box_office(draw: SeededRandom, dollars: int) -> str:
    """Return `"$292,576,195"`, seldom with cents."""
    if dollars <= 0:
        return "N/A"
    return f"${dollars:,}.00" if draw.chance(0.004) else f"${dollars:,}"


def broken_json(draw: SeededRandom, body: str, plot: str) -> str:
    """Spoil an OMDb body as the service does: raw control characters, a lone backslash, or an error page for text."""
    kind = draw.below(3)
    if kind == 0 or " " not in plot:
        return f"Conversion from string \"{draw.below(9_000_000)}a\" to type 'Double' is not valid."
    return body.replace(plot, plot.replace(" ", "\t\x1f" if kind == 1 else "\\s", 1), 1)
