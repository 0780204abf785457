"""TMDB's answer for one simulated movie: `/movie/{id}` with credits, keywords, release_dates and external_ids."""

from datetime import date
from functools import lru_cache
from typing import Any

from ayne.core.movie_codes import GENRES
from ayne.core.seeded_random import SeededRandom
from ayne.simulation.movie import Movie
from ayne.simulation.population import company_name, person_gender, person_name
from ayne.simulation.quirks import us_certification
from ayne.simulation.texts import overview, tagline
from ayne.simulation.vocabulary import CREW_JOBS, KEYWORDS, LANGUAGES, MAJORS

BODY, CREDITS, RELEASES = 11, 12, 13
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
NOT_FOUND = {
    "success": False,
    "status_code": 34,
    "status_message": "The resource you requested could not be found.",
}


def tmdb_entries(movie: Movie) -> list[dict[str, Any]]:
    """Return what the catalogue has of a movie: its body or its entry in the list alone, and its twin if it has one."""
    if movie.is_listed_only:
        return [listed_only(movie)]
    return [tmdb_body(movie), twin_body(movie)] if movie.has_twin else [tmdb_body(movie)]


def tmdb_body(movie: Movie) -> dict[str, Any]:
    """Return the body; its keys come and go as TMDB's do."""
    draw = movie.draw(BODY)
    body = _listed(movie, draw) | _details(movie, draw) | _appends(movie)
    if draw.chance(0.01):
        del body["belongs_to_collection"]
    if movie.release_date.year >= 2024:
        body["origin_country"] = [movie.language.country]
    if movie.release_date.year >= 2026:
        body["softcore"] = False
    return body


def listed_only(movie: Movie) -> dict[str, Any]:
    """Return what the list says of a movie whose details answer 404."""
    body = _listed(movie, movie.draw(BODY))
    return body | {"genre_ids": list(movie.genre_ids)} | NOT_FOUND


def twin_body(movie: Movie) -> dict[str, Any]:
    """Return the movie entered a second time, with little in it but the same IMDb id."""
    body = tmdb_body(movie) | {"id": movie.tmdb_id + 1, "imdb_id": movie.imdb_id, "budget": 0, "revenue": 0}
    body |= {"vote_count": movie.votes // 200, "popularity": 0.6, "belongs_to_collection": None}
    body["external_ids"] |= {"id": movie.tmdb_id + 1, "imdb_id": movie.imdb_id}
    return body


def _listed(movie: Movie, draw: SeededRandom) -> dict[str, Any]:
    is_known = movie.votes >= 10
    return {
        "adult": False,
        "backdrop_path": _image(draw) if is_known or draw.chance(0.5) else None,
        "id": movie.tmdb_id,
        "original_language": movie.language.code,
        "original_title": movie.original_title,
        "overview": overview(movie),
        "popularity": round(0.6 + 0.02 * movie.votes * (0.5 + draw.unit()) / (1 + max(movie.age_days, 0) / 900), 4),
        "poster_path": _image(draw) if is_known or draw.chance(0.8) else None,
        "release_date": "" if movie.is_undated else movie.release_date.isoformat(),
        "title": movie.title,
        "video": False,
        "vote_average": round(min(max(6.3 + 0.75 * movie.quality, 1.0), 9.5), 3) if movie.votes else 0.0,
        "vote_count": movie.votes,
    }


def _details(movie: Movie, draw: SeededRandom) -> dict[str, Any]:
    return {
        "belongs_to_collection": _collection(movie, draw),
        "budget": movie.budget_received,
        "genres": [] if draw.chance(0.008) else [{"id": genre, "name": GENRES[genre]} for genre in movie.genre_ids],
        "homepage": _homepage(movie, draw),
        "imdb_id": movie.imdb_id if movie.has_imdb_id else draw.pick((None, "")),
        "production_companies": [_company(company, draw, movie) for company in movie.companies],
        "production_countries": [
            {"iso_3166_1": movie.language.country, "name": movie.language.country_name},
            *_partner_country(movie, draw),
        ],
        "revenue": movie.revenue_received,
        "runtime": _runtime(movie, draw),
        "spoken_languages": _spoken(movie, draw),
        "status": _status(movie, draw),
        "tagline": tagline(movie) if draw.chance(0.7) else "",
    }


def _appends(movie: Movie) -> dict[str, Any]:
    draw = movie.draw(CREDITS)
    keywords = draw.some(range(len(KEYWORDS)), draw.below(9))
    imdb_id = movie.imdb_id if movie.has_imdb_id else None
    return {
        "credits": {"cast": [], "crew": []} if draw.chance(0.012) else _credits(movie, draw),
        "keywords": {"keywords": [{"id": 801 + 7 * word, "name": KEYWORDS[word]} for word in keywords]},
        "release_dates": {"results": _releases(movie)},
        "external_ids": {
            "imdb_id": imdb_id,
            "wikidata_id": f"Q{10_000_000 + movie.index}" if draw.chance(0.6) else None,
            "facebook_id": None,
            "instagram_id": None,
            "twitter_id": None,
        },
    }


def _credits(movie: Movie, draw: SeededRandom) -> dict[str, Any]:
    # Credit ids are 24 hexadecimal digits, and no two alike.
    first_id = draw.bits() << 32 | movie.index << 8
    cast = [
        _person(person, "Acting")
        | {"cast_id": order + 4, "character": person_name(draw.below(90_000) + 1)}
        | {"credit_id": f"{first_id + order:024x}", "order": order}
        for order, person in enumerate(movie.cast)
    ]
    crew = [
        _person(person, department)
        | {"credit_id": f"{first_id + 128 + place:024x}", "department": department, "job": job}
        for place, ((department, job), person) in enumerate(zip(CREW_JOBS, (movie.director, *movie.crew), strict=True))
    ]
    return {"cast": cast, "crew": crew}


@lru_cache(maxsize=50_000)
def _person(public_id: int, department: str) -> dict[str, Any]:
    """Return what is the same in all credits of a person; TMDB leaves some genders at 0."""
    draw = SeededRandom(public_id)
    name = person_name(public_id)
    return {
        "adult": False,
        "gender": 0 if draw.chance(0.03) else person_gender(public_id),
        "id": public_id,
        "known_for_department": department,
        "name": name,
        "original_name": name,
        "popularity": round(0.4 + 6 * draw.unit() ** 4, 3),
        "profile_path": _image(draw) if draw.chance(0.35) else None,
    }


def _image(draw: SeededRandom) -> str:
    bits = draw.bits()
    return "/" + "".join(LETTERS[(bits >> shift) % 62] for shift in range(0, 60, 5)) + ".jpg"


def _collection(movie: Movie, draw: SeededRandom) -> dict[str, Any] | None:
    if movie.collection is None:
        return None
    images = {"poster_path": _image(draw), "backdrop_path": _image(draw)}
    return {"id": movie.collection.collection_id, "name": movie.collection.name} | images


def _homepage(movie: Movie, draw: SeededRandom) -> str | None:
    if draw.chance(0.3 if movie.votes >= 500 else 0.12):
        return f"https://movies.example/{movie.tmdb_id}"
    return None if draw.chance(0.1) else ""


def _company(public_id: int, draw: SeededRandom, movie: Movie) -> dict[str, Any]:
    country = "US" if public_id <= len(MAJORS) else "" if draw.chance(0.2) else movie.language.country
    logo = _image(SeededRandom(public_id)) if public_id % 3 == 0 else None
    return {"id": public_id, "logo_path": logo, "name": company_name(public_id), "origin_country": country}


def _partner_country(movie: Movie, draw: SeededRandom) -> list[dict[str, str]]:
    partner = draw.pick(LANGUAGES)
    if draw.chance(0.2) and partner.country != movie.language.country:
        return [{"iso_3166_1": partner.country, "name": partner.country_name}]
    return []


def _runtime(movie: Movie, draw: SeededRandom) -> int | None:
    # TMDB writes 0 or null for an unknown runtime: mostly of movies that few people know.
    unknown_share = 0.07 if movie.votes < 30 else 0.002
    if draw.chance(unknown_share if movie.age_days >= 0 else 0.35):
        return None if draw.chance(0.15) else 0
    return 1440 if draw.chance(0.0005) else movie.runtime_min


def _spoken(movie: Movie, draw: SeededRandom) -> list[dict[str, str]]:
    languages = [movie.language, *([draw.pick(LANGUAGES)] if draw.chance(0.2) else [])]
    spoken = {
        one.code: {"english_name": one.english_name, "iso_639_1": one.code, "name": one.own_name} for one in languages
    }
    return list(spoken.values())


def _status(movie: Movie, draw: SeededRandom) -> str:
    if movie.age_days >= 0:
        return "Released"
    if draw.chance(0.02):
        return draw.pick(("Rumored", "Canceled"))
    return "Post Production" if movie.age_days > -180 else "In Production" if movie.age_days > -400 else "Planned"


def _releases(movie: Movie) -> list[dict[str, Any]]:
    draw = movie.draw(RELEASES)
    home = movie.language.country
    results = []
    if home != "US" or draw.chance(0.2):
        certification = draw.pick(("", "12", "15")) if home != "US" else draw.pick(("", "12A", "15"))
        results.append(_release(home if home != "US" else "GB", movie.release_date, certification))
    if home == "US" or movie.certificate != "NR" or draw.chance(0.4):
        results.append(_release("US", movie.release_date, us_certification(draw, movie.certificate)))
    return [] if draw.chance(0.02) else results


def _release(country: str, day: date, certification: str) -> dict[str, Any]:
    release = {
        "certification": certification,
        "descriptors": [],
        "iso_639_1": "",
        "note": "",
        "release_date": f"{day.isoformat()}T00:00:00.000Z",
        "type": 3,
    }
    return {"iso_3166_1": country, "release_dates": [release]}
