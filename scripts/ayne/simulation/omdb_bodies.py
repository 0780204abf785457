"""OMDb's answer for one simulated movie: every value a string, N/A where it is missing."""

from datetime import timedelta
from typing import Any

import orjson

from ayne.core.movie_codes import GENRES
from ayne.core.seeded_random import SeededRandom
from ayne.simulation.movie import Movie
from ayne.simulation.population import person_name
from ayne.simulation.quirks import Omdb, broken_json, omdb_box_office, omdb_rated, omdb_runtime
from ayne.simulation.texts import plot
from ayne.simulation.vocabulary import OMDB_GENRES

OMDB = 31
REFUSED = '{"Response":"False","Error":"Incorrect IMDb ID."}'
# Share of the worldwide gross that the US and Canada bring, by country of the movie.
DOMESTIC_SHARE = {"US": 0.46, "CA": 0.45, "GB": 0.3, "AU": 0.25}


def omdb_line(movie: Movie) -> bytes | None:
    """Return the line of the world store; None where OMDb does not know the id.

    What is no JSON object, or holds no `imdbID`, is wrapped: `{"imdbID": …, "raw": the text as served}`.
    """
    if movie.omdb is Omdb.NO_DATA or not movie.has_imdb_id:
        return None
    if movie.omdb is Omdb.REFUSED_ID:
        return orjson.dumps({"imdbID": movie.imdb_id, "raw": REFUSED})
    body = omdb_body(movie)
    line = orjson.dumps(body)
    if movie.omdb is Omdb.BROKEN_JSON:
        return orjson.dumps(
            {"imdbID": movie.imdb_id, "raw": broken_json(movie.draw(OMDB + 1), line.decode(), body["Plot"])}
        )
    return line


def omdb_body(movie: Movie) -> dict[str, Any]:
    """Return the body of a movie that OMDb knows."""
    draw = movie.draw(OMDB)
    ratings = _ratings(movie, draw)
    by_source = {entry["Source"]: entry["Value"] for entry in ratings}
    released = movie.age_days >= 0
    return {
        "Title": movie.title,
        "Year": f"{movie.release_date.year}\u2013" if draw.chance(0.003) else str(movie.release_date.year),
        "Rated": omdb_rated(draw, movie.certificate),
        "Released": _date(movie, 0) if draw.chance(0.985) else "N/A",
        "Runtime": omdb_runtime(draw, movie.runtime_min) if released else "N/A",
        "Genre": ", ".join(sorted({OMDB_GENRES.get(genre, GENRES[genre]) for genre in movie.genre_ids})[:3]),
        **_people(movie, draw),
        "Plot": plot(movie) if draw.chance(0.95) else "N/A",
        "Language": movie.language.english_name,
        "Country": "United States" if movie.language.country == "US" else movie.language.country_name,
        "Awards": _awards(movie, draw),
        "Poster": f"https://m.media.example/{movie.imdb_id}.jpg" if draw.chance(0.92) else "N/A",
        "Ratings": ratings,
        "Metascore": by_source.get("Metacritic", "N/A").removesuffix("/100"),
        "imdbRating": by_source.get("Internet Movie Database", "N/A").removesuffix("/10"),
        "imdbVotes": f"{movie.votes * 13 + draw.below(40):,}" if movie.votes else "N/A",
        "imdbID": movie.imdb_id,
        "Type": "movie",
        "DVD": _date(movie, 120) if released and draw.chance(0.25) else "N/A",
        "BoxOffice": _box_office(movie, draw),
        "Production": "N/A",
        "Website": "N/A",
        "Response": "True",
    }


def _date(movie: Movie, later_days: int) -> str:
    return (movie.release_date + timedelta(days=later_days)).strftime("%d %b %Y")


def _people(movie: Movie, draw: SeededRandom) -> dict[str, str]:
    writers = [person_name(person) for person in movie.crew[:1]]
    return {
        "Director": person_name(movie.director) if draw.chance(0.995) else "N/A",
        "Writer": ", ".join(writers) if draw.chance(0.97) else "N/A",
        "Actors": ", ".join(person_name(person) for person in movie.cast[:4]) if draw.chance(0.99) else "N/A",
    }


def _ratings(movie: Movie, draw: SeededRandom) -> list[dict[str, str]]:
    if movie.votes < 3:
        return []
    score = min(max(6.3 + 0.9 * movie.quality + 0.2 * (draw.unit() - 0.5), 1.2), 9.3)
    ratings = [{"Source": "Internet Movie Database", "Value": f"{score:.1f}/10"}]
    if movie.votes >= 60:
        fresh = min(max(round(58 + 22 * movie.quality + 12 * (draw.unit() - 0.5)), 0), 100)
        ratings.append({"Source": "Rotten Tomatoes", "Value": f"{fresh}%"})
    if movie.votes >= 90:
        points = min(max(round(55 + 14 * movie.quality + 10 * (draw.unit() - 0.5)), 5), 98)
        ratings.append({"Source": "Metacritic", "Value": f"{points}/100"})
    return ratings


def _awards(movie: Movie, draw: SeededRandom) -> str:
    standing = movie.quality + 0.8 * draw.unit()
    if movie.age_days < 90 or standing < 0.1:
        return "N/A"
    wins, nominations = 1 + draw.below(30), 2 + draw.below(90)
    if standing > 2.2:
        return f"Won {1 + draw.below(5)} Oscars. {wins} wins & {nominations} nominations total"
    if standing > 1.8:
        return f"Nominated for {1 + draw.below(7)} Oscars. {wins} wins & {nominations} nominations total"
    return draw.pick(
        (
            f"{wins} wins & {nominations} nominations",
            "1 win",
            "1 nomination",
            f"{wins} wins & {nominations} nominations total",
        )
    )


def _box_office(movie: Movie, draw: SeededRandom) -> str:
    share = DOMESTIC_SHARE.get(movie.language.country, 0.05) * (0.6 + 0.8 * draw.unit())
    is_shown = movie.age_days > 30 and draw.chance(0.8 if movie.votes >= 60 else 0.35)
    return omdb_box_office(draw, int(movie.gross_usd * share)) if is_shown else "N/A"
