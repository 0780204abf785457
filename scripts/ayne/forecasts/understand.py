"""From a film as its user describes it to a movie as the database knows one: names become ids, doubts are said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ayne.database import DuckDBClient
from ayne.features.as_of import Links, MovieFacts, Past, Weekends
from ayne.features.careers import MILLIONTHS
from ayne.features.feature_options import FeatureOptions
from ayne.forecasts.film import Film
from ayne.forecasts.names import ACTOR, COLLECTION, COMPANY, DIRECTOR, WRITER, Kind, Names

PEOPLE = {"directors": ("director", DIRECTOR), "writers": ("writer", WRITER), "cast": ("cast", ACTOR)}
# As `people.sql` counts: the ten of the cast that are named first.
BILLED = 10


@dataclass(frozen=True)
class Named:
    """One name of a film: its id in the database, or one of its own where that does not know it; movies by role."""

    name: str
    id: Any
    is_known: bool
    movies: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Understood:
    """A film, the movie it stands for, who is in which role, and what a user should know about the names."""

    film: Film
    movie: MovieFacts
    named: Mapping[str, Sequence[Named]]
    notes: list[str] = field(default_factory=list)

    @property
    def unknown_names(self) -> list[str]:
        """Names that the database does not have, each once, in the order of the film."""
        return list(dict.fromkeys(one.name for names in self.named.values() for one in names if not one.is_known))


class Reader:
    """Reads films by the names and brands of one database."""

    def __init__(self, db: DuckDBClient, options: FeatureOptions) -> None:
        """Read names and the past; the database is not needed afterwards."""
        self.names, self.past = Names(db), Past(db, options)

    def understand(self, film: Film) -> Understood:
        """Return the movie of a film; `DataError` where a genre, country or language is unknown."""
        notes: list[str] = []
        named = {role: self._all(kind, getattr(film, field), notes) for field, (role, kind) in PEOPLE.items()}
        named["company"] = self._all(COMPANY, film.companies, notes)
        named["franchise"] = self._all(COLLECTION, [film.collection] if film.collection else [], notes)
        studios = [studio for one in named["company"] if (studio := self._studio(one))]
        movie = MovieFacts(
            title=film.title,
            release_date=film.release_date,
            us_release_date=None if film.us_release_date == "none" else film.us_release_date or film.release_date,
            budget_usd=film.budget_usd,
            genre_ids=self._codes("genres", film.genres),
            country_codes=self._codes("countries", film.countries),
            language_codes=self._codes("languages", film.languages),
            links={
                "director": _alike(named["director"]),
                "writer": _alike(named["writer"]),
                "cast": _falling(named["cast"])[:BILLED],
                "company": _falling(named["company"]),
                "franchise": _alike(named["franchise"]),
                "major": tuple((entity, MILLIONTHS) for _, entity in dict.fromkeys(studios)),
            },
            studios=tuple(dict.fromkeys(studio for studio, _ in studios)),
            runtime_min=film.runtime_min,
            us_certification=film.us_certification,
            original_language=film.original_language,
            weekends=_weekends(film),
        )
        return Understood(film, movie, named, notes)

    def _all(self, kind: Kind, names: Sequence[str], notes: list[str]) -> list[Named]:
        """Look every name up, one after the other; who is named twice counts once, at the first place."""
        by_name: dict[Any, Named] = {}
        for name in names:
            answer = self.names.find(kind, name)
            if answer.note:
                notes.append(answer.note)
            known = answer.known
            one = Named(name, f"own:{name.lower()}", is_known=False)
            if known:
                one = Named(known.name, known.id, is_known=True, movies=known.movies)
            by_name.setdefault(one.id, one)
        return list(by_name.values())

    def _codes(self, field: str, values: Sequence[str]) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(self.names.code(field, value) for value in values))

    def _studio(self, company: Named) -> tuple[str, int] | None:
        return self.past.studio(company.id if company.is_known else None, company.name)


def _alike(named: Sequence[Named]) -> Links:
    return tuple((one.id, MILLIONTHS) for one in named)


def _falling(named: Sequence[Named]) -> Links:
    """Weigh by 1 / place, in millionths, as the SQL of people and companies does."""
    return tuple((one.id, round(MILLIONTHS / place)) for place, one in enumerate(named, start=1))


def _weekends(film: Film) -> Weekends | None:
    if film.opening_weekend_usd is None:
        return None
    return Weekends(film.opening_weekend_usd, film.opening_theaters, film.second_weekend_usd, film.gross_to_date_usd)
