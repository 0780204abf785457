"""Which addresses a movie's page may have, and whether a page's heading is of that movie."""

import re
import unicodedata
from collections.abc import Iterable

ARTICLES = ("the", "a", "an")
BRACKET = re.compile(r"(.+?)\s*\(([^()]+)\)")
HEADING = re.compile(r"(?P<title>.+?)\s*\((?P<year>\d{4})\)")
# What is left out of an address without a hyphen in its place: Sorcerer's -> Sorcerers.
DROPPED = re.compile(r"['\u2018\u2019`.]")
NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^A-Za-z0-9]+")
# A longer address is no file name.
LONGEST_SLUG = 200


def slugs(title: str, year: int) -> list[str]:
    """Return the last parts of the addresses to try: `Brutalist-The-(2024)`, then `Brutalist-The`.

    None for a title without a Latin letter or digit.
    """
    words = NEITHER_LETTER_NOR_DIGIT.split(DROPPED.sub("", plain(title).replace("&", " and ")))
    words = [word for word in words if word]
    if len(words) > 1 and words[0].lower() in ARTICLES:
        words = [*words[1:], words[0]]
    slug = "-".join(words)
    return [f"{slug}-({year})", slug] if 0 < len(slug) <= LONGEST_SLUG else []


def is_about(heading: str, titles: Iterable[str], year: int) -> bool:
    """Whether a heading, `The Brutalist (2024)`, has one of the titles, and the year or one beside it."""
    match = HEADING.fullmatch(heading)
    if match is None or abs(int(match["year"]) - year) > 1:
        return False
    return bool(title_keys(match["title"]) & {key for title in titles for key in title_keys(title)})


def title_keys(title: str) -> set[str]:
    """Return the keys of a title, and of the text before a bracket at its end and in it: `기생충 (Parasite)`."""
    bracket = BRACKET.fullmatch(plain(title))
    return {title_key(part) for part in (title, *(bracket.groups() if bracket else ()))} - {""}


def title_key(title: str) -> str:
    """Return the letters and digits of a title, without case, accents and an article at either end."""
    text = plain(title).casefold().replace("&", " and ")
    words = re.sub(r"[\W_]+", " ", DROPPED.sub("", text)).split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    elif len(words) > 1 and words[-1] in ARTICLES:
        words = words[:-1]
    return "".join(words)


def plain(title: str) -> str:
    """Return a title without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", title) if not unicodedata.combining(letter))
