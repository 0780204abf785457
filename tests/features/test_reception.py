from datetime import date

import pytest

DAY = date(2019, 7, 5)


@pytest.mark.parametrize(
    ("awards", "expected"),
    [
        ("Won 4 Oscars. 157 wins & 220 nominations total", (157, 220, 4)),
        ("Won 1 BAFTA Award5 wins & 34 nominations total", (5, 34, None)),
        ("Nominated for 1 Oscar. 1 win & 48 nominations total", (1, 48, None)),
        ("1 nomination", (None, 1, None)),
        (None, (None, None, None)),
    ],
)
def test_awards_are_counted(build, awards, expected):
    movie = build("reception", {"id": 1, "released": DAY, "awards": awards})[1]
    assert (movie["award_win_count"], movie["award_nomination_count"], movie["oscar_win_count"]) == expected


def test_a_mean_of_no_votes_is_unknown(build):
    movies = build(
        "reception",
        {"id": 1, "released": DAY, "vote_count": 0, "vote_average": 0.0, "popularity": 0.6},
        {"id": 2, "released": DAY, "vote_count": 3, "vote_average": 6.5, "imdb_votes": 12, "metascore": 60},
    )
    assert (movies[1]["vote_average"], movies[1]["vote_count"], movies[1]["popularity"]) == (None, 0, 0.6)
    assert (movies[2]["vote_average"], movies[2]["imdb_votes"], movies[2]["metascore"]) == (6.5, 12, 60)
