"""Which items are movies, and by which ids other sources know them."""

import re
from collections.abc import Iterable, Sequence

from ayne.sources.wikidata.questions import FILM_SERIES, SHORT_FILM, TELEVISION_PROGRAM
from ayne.sources.wikidata.statements import Binding, Text, item

NO_MOVIE = {
    SHORT_FILM: "a short film",
    TELEVISION_PROGRAM: "a television film, series or episode",
    FILM_SERIES: "a series of films",
}
GONE = "the item is deleted, or merged into another"
RE_CUT = "an edition of another movie"
IMDB_TITLE = re.compile(r"tt[0-9]{7,10}")
TMDB_ID = re.compile(r"[1-9][0-9]{0,9}")


def reason_against(existence: Sequence[Binding], kinds: Iterable[Binding], edition_of: Sequence[Binding]) -> str | None:
    """Return why an item is no movie of the catalogue; None if it is one.

    An item that was merged into another keeps its id as a redirect, of which nothing is stated any more.
    """
    if not existence:
        return GONE
    classes = {item(row.get("kind")) for row in kinds}
    reason = next((reason for kind, reason in NO_MOVIE.items() if kind in classes), None)
    return reason or (RE_CUT if edition_of else None)


def imdb_id(stated: Iterable[Text]) -> tuple[str | None, list[tuple[str, str]]]:
    """Return the IMDb id of a title, the lowest of several, and the other texts with the reason: (value, reason)."""
    return lowest_matching(stated, IMDB_TITLE, "no IMDb id of a title")


def tmdb_id(stated: Iterable[Text]) -> tuple[int | None, list[tuple[str, str]]]:
    """Return TMDB's id, the lowest of several, and the other texts with the reason."""
    tmdb_id, unused = lowest_matching(stated, TMDB_ID, "no TMDB id")
    return (int(tmdb_id) if tmdb_id else None), unused


def lowest_matching(
    stated: Iterable[Text], form: re.Pattern[str], reason: str
) -> tuple[str | None, list[tuple[str, str]]]:
    """Return the lowest of the ids that are of a form, and what is not used."""
    texts = [one.text for one in stated if one.text]
    ids = sorted((text for text in texts if form.fullmatch(text)), key=lambda text: (len(text), text))
    unused = [(text, reason) for text in texts if not form.fullmatch(text)]
    unused += [(text, f"another id, {ids[0]}, is stated as well") for text in ids[1:]]
    return (ids[0] if ids else None), unused
