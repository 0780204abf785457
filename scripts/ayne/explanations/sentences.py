"""A reason as a sentence: what is known of the movie on a topic, with names and in the dollars of its own year."""

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ayne.charts.wording import day as say_day
from ayne.charts.wording import joined, short_dollars
from ayne.explanations.topics import Dictionary
from ayne.models.budget_line import SMALLEST_BUDGET_USD

# How a description goes on after what it is about: which movies are missing, how it is averaged.
ASIDE = re.compile(r"(; |: |, (shrunk|averaged|summed|the (most|shortest)|without those)|\. )")
NAMES_SHOWN = 2
# Of the usual gross: from which on a record stands out.
CLEARLY = 1.2
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTABLE = {"movie", "company", "genre", "language", "country", "day", "minute", "word", "character", "studio"}
PLURALS = {"company": "companies", "country": "countries", "movie": "films"}


@dataclass(frozen=True)
class Subject:
    """A movie that is spoken of: its features, and what they do not hold.

    `deflator`: real over nominal dollars; `names` by role (`director`, `writer`, `cast`, `company`, `franchise`);
    `usual_gross_usd`: what a movie of the past usually grossed; `debuts`: those of the names that are of no movie yet.
    """

    features: Mapping[str, Any]
    release_date: date
    deflator: float
    budget_usd: float | None = None
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    usual_gross_usd: float | None = None
    debuts: Collection[str] = ()

    def dollars(self, log_real: float) -> str:
        """Return the natural log of real dollars in dollars of the movie's own time."""
        return short_dollars(math.exp(log_real) / self.deflator)


def sentence_on(topic: str, chief: str, subject: Subject, dictionary: Dictionary, factor: float) -> str:
    """Return the sentence on a topic whose feature `chief` did most, to the forecast times `factor`."""
    write = SENTENCES.get(topic)
    sentence = (
        write(subject, chief, factor) if write else describe(chief, subject.features.get(chief), dictionary, subject)
    )
    return sentence[:1].upper() + sentence[1:]


def describe(feature: str, value: Any, dictionary: Dictionary, subject: Subject) -> str:
    """Return a feature that no topic speaks for, by its own description: `Number of keywords: 7`."""
    described = dictionary.get(feature, {})
    about = ASIDE.split(str(described.get("description", feature.replace("_", " "))), maxsplit=1)[0]
    unit = str(described.get("unit", ""))
    if value is None:
        return f"{about}: unknown"
    if isinstance(value, bool):
        return about if value else f"not so: {about[:1].lower()}{about[1:]}"
    if unit.startswith("ln(US dollar"):
        return f"{about}: {subject.dollars(value)}"
    if unit.startswith("ln("):
        return f"{about}: {math.exp(value):.2g} times"
    if isinstance(value, float | int):
        few = f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
        return f"{about}: {few}{_with_unit(unit, value)}"
    return f"{about}: {value}"


def _with_unit(unit: str, value: float) -> str:
    if unit == "year":
        return " years" if abs(value) < 1000 and value != 1 else ""
    return f" {unit if value == 1 else PLURALS.get(unit, f'{unit}s')}" if unit in COUNTABLE else ""


def _people(role: str, whose: str, none: str, debut: str) -> Callable[[Subject, str, float], str]:
    def people_sentence(subject: Subject, chief: str, factor: float) -> str:  # noqa: ARG001
        names, features = subject.names.get(role, ()), subject.features
        count, typical = features.get(f"{role}_movie_count"), features.get(f"{role}_shrunk_log_gross")
        if count is None:
            return none
        if not count:
            return f"{_listed(names) or whose}: {debut}"
        names = [name for name in names if name not in subject.debuts]
        people = _listed(names) or whose
        films = f"{count} earlier film{'s' * (count != 1)}"
        several = f"the earlier films of {people} (the busiest has {count})"
        subjects = f"{_possessive(people)} {films}" if len(names) < 2 else several
        if typical is None:
            return subjects
        return _compared_with_usual(subjects, math.exp(typical) / subject.deflator, subject, factor)

    return people_sentence


def _compared_with_usual(films: str, gross: float, subject: Subject, factor: float) -> str:
    """Say what earlier films grossed, and beside it what is usual where that agrees with the effect."""
    usual = subject.usual_gross_usd
    words = f"{films} typically grossed {short_dollars(gross)}"
    if usual and factor > 1 and gross > usual * CLEARLY:
        return f"{words}, more than the usual {short_dollars(usual)}"
    if usual and factor < 1 and gross < usual / CLEARLY:
        return f"{words}, less than the usual {short_dollars(usual)}"
    return words


def _listed(names: Sequence[str]) -> str:
    if len(names) > NAMES_SHOWN + 1:
        return f"{', '.join(names[:NAMES_SHOWN])} and {len(names) - NAMES_SHOWN} more"
    return joined(names)


def _possessive(people: str) -> str:
    return f"{people}{chr(39) if people.endswith('s') else chr(39) + 's'}"


def _companies(subject: Subject, chief: str, factor: float) -> str:
    studio = subject.features.get("major_studio")
    if chief.startswith("major_"):
        return "no major studio" if studio in (None, "none") else f"a brand of the major studio {str(studio).title()}"
    return _of_companies(subject, chief, factor)


_of_companies = _people("company", "the companies", "no production company is named", "no earlier film")


def _series(subject: Subject, chief: str, factor: float) -> str:  # noqa: ARG001
    features, names = subject.features, subject.names.get("franchise", ())
    if not features.get("is_sequel"):
        return f"the first film of {names[0]}" if names else "not a sequel"
    earlier, most = features.get("franchise_movie_count") or 0, features.get("franchise_max_log_gross")
    series = f"a sequel: film {earlier + 1} of {names[0] if names else 'its series'}"
    return f"{series}, where the best grossed {subject.dollars(most)}" if most is not None else series


def _budget(subject: Subject, chief: str, factor: float) -> str:  # noqa: ARG001
    if not subject.budget_usd:
        return "no budget is given"
    if subject.budget_usd < SMALLEST_BUDGET_USD:
        return f"a budget of {short_dollars(subject.budget_usd)} as received, surely in another unit"
    against = subject.features.get("log_budget_to_genre_median")
    budget = f"a budget of {short_dollars(subject.budget_usd)}"
    return f"{budget}, {math.exp(against):.2g} times what films of its genres cost" if against is not None else budget


def _release(subject: Subject, chief: str, factor: float) -> str:  # noqa: ARG001
    features, day = subject.features, subject.release_date
    ahead, since, us = (features.get(name) for name in ("days_to_holiday", "days_since_holiday", "days_to_us_release"))
    more = {
        "days_to_holiday": f"{_days(ahead)} before a big holiday" if ahead else "on a big holiday",
        "days_since_holiday": f"{_days(since)} after a big holiday" if since else "on a big holiday",
        "is_summer": "in summer" if features.get("is_summer") else "not in summer",
        "is_awards_season": "in the awards season" if features.get("is_awards_season") else "not in the awards season",
        "release_weekday": f"a {WEEKDAYS[day.weekday()]}",
        "days_to_us_release": f"{_days(abs(us))} {'before' if us > 0 else 'after'} the US"
        if us
        else "the same day in the US",
    }.get(chief)
    return f"released on {say_day(day)}{f', {more}' if more else ''}"


def _days(number: int) -> str:
    return f"{number} day{'s' * (number != 1)}"


def _genres(subject: Subject, chief: str, factor: float) -> str:  # noqa: ARG001
    flags = {name: value for name, value in subject.features.items() if name.startswith("genre_") and value is not None}
    has = [_genre(name) for name, value in flags.items() if value is True]
    if not flags:
        return "no genre is given"
    if flags.get(chief) is False:
        return f"not {_article(_genre(chief))}"
    return f"{_article(joined(has))} film" if has else "of no main genre"


def _genre(feature: str) -> str:
    return feature.removeprefix("genre_").replace("_", " ")


def _article(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def _certificate(subject: Subject, chief: str, factor: float) -> str:  # noqa: ARG001
    value = subject.features.get("us_certification")
    return "no US certificate is given" if value is None else f"rated {value}"


def _runtime(subject: Subject, chief: str, factor: float) -> str:  # noqa: ARG001
    value = subject.features.get("runtime_min")
    return "no runtime is given" if value is None else f"{value:.0f} minutes long"


def _language(subject: Subject, chief: str, factor: float) -> str:  # noqa: ARG001
    features = subject.features
    if chief == "language_count":
        spoken = features.get(chief)
        return "no spoken language is given" if spoken is None else f"{spoken} language{'s' * (spoken != 1)} spoken"
    language = features.get("original_language")
    return (
        "no original language is given"
        if language is None
        else f"original language {LANGUAGES.get(language, language)}"
    )


def _countries(subject: Subject, chief: str, factor: float) -> str:  # noqa: ARG001
    number, american = (subject.features.get(name) for name in ("country_count", "is_us_production"))
    if number is None:
        return "no country of production is given"
    if chief == "is_us_production":
        return "produced in the US" if american else "not produced in the US"
    return f"produced in {number} countr{'y' if number == 1 else 'ies'}"


def _title(subject: Subject, chief: str, factor: float) -> str:
    del chief, factor
    length = subject.features.get("title_length")
    return "how its title is made" if length is None else f"a title of {length} characters"


def _competition(subject: Subject, chief: str, factor: float) -> str:
    del chief, factor
    others = subject.features.get("competition_movie_count")
    return "what else opens then" if others is None else f"{others} other films open within two weeks"


def _season(subject: Subject, chief: str, factor: float) -> str:
    del subject, chief, factor
    return "how films of its genres do at this time of the year"


LANGUAGES = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "zh": "Chinese", "cn": "Cantonese", "hi": "Hindi", "ru": "Russian", "pt": "Portuguese", "sv": "Swedish",
    "da": "Danish",
}  # fmt: skip
SENTENCES: dict[str, Callable[[Subject, str, float], str]] = {
    "director": _people("director", "the director", "no director is named", "no earlier film as director"),
    "writers": _people("writer", "the writers", "no writer is named", "no earlier film as writer"),
    "cast": _people("cast", "the cast", "no cast is named", "no earlier film as actor"),
    "companies": _companies,
    "series": _series,
    "budget": _budget,
    "release date": _release,
    "genres": _genres,
    "certificate": _certificate,
    "runtime": _runtime,
    "language": _language,
    "countries": _countries,
    "title": _title,
    "competition": _competition,
    "genres at this time of the year": _season,
}
