"""What movies and franchises of the simulated world are called."""

from functools import lru_cache

from ayne.core.seeded_random import SeededRandom
from ayne.simulation.vocabulary import (
    FAMILY_MIDDLES,
    FAMILY_STARTS,
    GIVEN_NAMES,
    SUBTITLES,
    TITLE_ADJECTIVES,
    TITLE_NOUNS,
    TITLE_PLACES,
    Language,
)

TITLE = 1
ROMAN = ("", "", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@lru_cache(maxsize=10_000)
def title(seed: int, index: int) -> str:
    """Return the title of a movie that is no sequel."""
    draw = SeededRandom(seed, index, TITLE)
    adjective, noun, other, place = (
        draw.pick(words) for words in (TITLE_ADJECTIVES, TITLE_NOUNS, TITLE_NOUNS, TITLE_PLACES)
    )
    name = draw.pick(GIVEN_NAMES[1 + draw.below(2)])
    return draw.pick(
        (
            f"The {adjective} {noun}",
            f"{adjective} {noun}",
            f"The {noun} of {place}",
            f"{noun} and {other}",
            f"The {noun}'s {other}",
            f"{name}'s {noun}",
            f"{place}",
            f"A {noun} in {place}",
            f"{adjective} {noun}, {adjective.lower()} {other.lower()}",
            f"{name} & the {adjective} {noun}",
        )
    )


def sequel_title(seed: int, founder: int, position: int) -> str:
    """Return the title of a franchise's later part: `The Iron Map 2`, `Verona Mere: Reckoning`, `The Guest III`."""
    draw = SeededRandom(seed, founder, TITLE + 1)
    base, style = title(seed, founder), draw.below(3)
    if style == 0 or position >= len(ROMAN):
        return f"{base} {position}"
    return (
        f"{base} {ROMAN[position]}"
        if style == 1
        else f"{base}: {SUBTITLES[(draw.below(97) + position) % len(SUBTITLES)]}"
    )


def original_title(seed: int, index: int, english: str, language: Language) -> str:
    """Return the title in the language of the movie: made-up words, except for English."""
    if language.code == "en":
        return english
    draw = SeededRandom(seed, index, TITLE + 2)
    words = [
        f"{draw.pick(FAMILY_STARTS)}{draw.pick(FAMILY_MIDDLES)}{draw.pick('éaôüiñ')}" for _ in range(1 + draw.below(3))
    ]
    return " ".join(words)
