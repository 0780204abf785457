from datetime import date
from math import log

import pytest

# cut off in June 2021, when the average of 2020 is known: real dollars are nominal ones
MOVIE = {"id": 1, "released": date(2021, 7, 2), "budget": 30_000_000, "genres": [28, 12]}


def other(number, day, **facts):
    return {"id": number, "released": day, "genres": [28]} | facts


def test_movies_within_14_days_compete(build):
    days = [date(2021, 6, 17), date(2021, 6, 18), date(2021, 7, 2), date(2021, 7, 16), date(2021, 7, 17)]
    movies = build("competition", MOVIE, *(other(i, day, budget=10_000_000) for i, day in enumerate(days, start=2)))
    assert movies[1]["competition_movie_count"] == 3
    assert movies[1]["competition_log_budget"] == pytest.approx(log(30_000_000), abs=1e-6)
    assert movies[1]["competition_budget_share"] == pytest.approx(0.5)


def test_others_count_by_the_share_of_the_genres_that_they_have(build):
    action = other(2, MOVIE["released"], budget=8_000_000)
    both = other(3, MOVIE["released"], budget=4_000_000, genres=[28, 12, 18])
    drama = other(4, MOVIE["released"], budget=90_000_000, genres=[18])
    movie = build("competition", MOVIE, action, both, drama)[1]
    assert movie["competition_movie_count"] == 3
    assert movie["competition_genre_overlap"] == pytest.approx(1.5)
    assert movie["competition_genre_log_budget"] == pytest.approx(log(8_000_000 / 2 + 4_000_000), abs=1e-6)


def test_alone_there_is_no_competition(build):
    movie = build("competition", MOVIE)[1]
    assert (movie["competition_movie_count"], movie["competition_genre_overlap"]) == (0, 0.0)
    assert (movie["competition_log_budget"], movie["competition_budget_share"]) == (None, 1.0)


def test_a_movie_of_an_unknown_day_competes_with_nobody(build):
    new_year = other(2, date(2021, 1, 1), budget=7_000_000)
    movies = build("competition", MOVIE | {"released": date(2021, 1, 8)}, new_year)
    assert (movies[1]["competition_movie_count"], movies[1]["competition_log_budget"]) == (0, None)
    assert movies[2]["competition_movie_count"] == 1


def test_unknown_budget_and_genres(build):
    movie = build("competition", MOVIE | {"budget": None, "genres": []}, other(2, MOVIE["released"]))[1]
    assert (movie["competition_movie_count"], movie["competition_budget_share"]) == (1, None)
    assert (movie["competition_genre_overlap"], movie["competition_log_budget"]) == (None, None)


def test_grosses_of_others_change_nothing(build):
    movies = [build("competition", MOVIE, other(2, date(2021, 7, 9), gross=gross))[1] for gross in (None, 900_000_000)]
    assert movies[0] == movies[1]
