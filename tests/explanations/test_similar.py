from datetime import date

import polars as pl

from ayne.explanations.similar import similar_movies

DAY = date(2020, 1, 1)


def table(*rows):
    return pl.DataFrame(
        [{"tmdb_id": key, "release_date": DAY, "budget": budget, "genre": genre} for key, budget, genre in rows],
        schema={"tmdb_id": pl.Int64, "release_date": pl.Date, "budget": pl.Float64, "genre": pl.String},
    )


PAST = table((1, 10.0, "Drama"), (2, 11.0, "Action"), (3, 30.0, "Action"), (4, None, "Drama"), (5, 10.0, "Drama"))


def test_features_count_by_what_they_matter():
    asked = table((9, 10.0, "Action"))
    assert similar_movies(asked, PAST, {"budget": 1.0, "genre": 0.01}, most=2) == [[0, 4]]
    assert similar_movies(asked, PAST, {"budget": 0.01, "genre": 1.0}, most=2) == [[1, 2]]


def test_a_movie_is_not_like_itself():
    assert similar_movies(table((1, 10.0, "Drama")), PAST, {"budget": 1.0, "genre": 1.0}, most=1) == [[4]]


def test_unknown_is_like_unknown():
    assert similar_movies(table((9, None, "Drama")), PAST, {"budget": 1.0}, most=1) == [[3]]
