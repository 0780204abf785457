from datetime import date

import polars as pl

from ayne.explanations.similar import SimilarMovies

DAY = date(2020, 1, 1)
TOPICS = {"budget": {"family": "money"}}


def table(*rows, day=DAY):
    return pl.DataFrame(
        [{"tmdb_id": key, "release_date": day, "budget": budget, "genre": genre} for key, budget, genre in rows],
        schema={"tmdb_id": pl.Int64, "release_date": pl.Date, "budget": pl.Float64, "genre": pl.String},
    )


def similar_movies(asked, weights, most):
    past = PAST.with_columns(release_date=pl.date(2019, 1, 1))
    return [[one.place for one in found] for found in SimilarMovies(past, weights, TOPICS).of(asked, most=most)]


PAST = table((1, 10.0, "Drama"), (2, 11.0, "Action"), (3, 30.0, "Action"), (4, None, "Drama"), (5, 10.0, "Drama"))


def test_features_count_by_what_they_matter():
    asked = table((9, 10.0, "Action"))
    assert similar_movies(asked, {"budget": 1.0, "genre": 0.01}, most=2) == [[0, 4]]
    assert similar_movies(asked, {"budget": 0.01, "genre": 1.0}, most=2) == [[1, 2]]


def test_a_movie_is_not_like_itself():
    assert similar_movies(table((1, 10.0, "Drama")), {"budget": 1.0, "genre": 1.0}, most=1) == [[4]]


def test_unknown_is_like_unknown():
    assert similar_movies(table((9, None, "Drama")), {"budget": 1.0}, most=1) == [[3]]


def test_a_movie_from_after_the_film_asked_about_is_never_shown():
    movies = SimilarMovies(PAST, {"budget": 1.0}, TOPICS)
    assert movies.of(table((9, 10.0, "Drama"), day=date(2020, 1, 1)))[0] == []
    assert [one.place for one in movies.of(table((9, 10.0, "Drama"), day=date(2020, 1, 2)), most=2)[0]] == [0, 4]


def test_what_is_unknown_of_both_is_nothing_in_common():
    past = pl.concat([PAST, table((6, None, None), (7, 30.0, None))])
    movies = SimilarMovies(past, {"budget": 1.0, "genre": 1.0}, TOPICS)
    [[no_budget], [nothing]] = movies.of(table((9, None, "Drama"), (8, None, None), day=date(2021, 1, 1)), most=1)
    assert (no_budget.place, no_budget.alike) == (3, ("genre",))
    assert (nothing.place, nothing.alike) == (5, ())


def test_what_two_movies_have_in_common_is_said_by_topic():
    movies = SimilarMovies(PAST, {"budget": 1.0, "genre": 0.1}, TOPICS)
    [[first, *_]] = movies.of(table((9, 10.0, "Drama"), day=date(2021, 1, 1)))
    assert first.alike == ("budget", "genre")


def test_a_budget_known_of_one_movie_alone_is_nothing_in_common():
    movies = SimilarMovies(PAST.filter(pl.col("budget").is_not_null()), {"budget": 1.0, "genre": 0.1}, TOPICS)
    [[first, *_]] = movies.of(table((9, None, "Drama"), day=date(2021, 1, 1)))
    assert first.alike == ("genre",)
