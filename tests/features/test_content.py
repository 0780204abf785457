from datetime import date

DAY = date(2019, 7, 5)


def test_what_a_movie_is(build):
    movie = build(
        "content",
        {
            "id": 1, "released": DAY, "title": "Amélie", "runtime": 122, "certification": "R", "language": "fr",
            "genres": [35, 10749], "countries": ["FR", "US"], "languages": ["fr", "ru", "en"],
        },
    )[1]  # fmt: skip
    assert {name for name, value in movie.items() if name.startswith("genre_") and value is True} == {
        "genre_comedy",
        "genre_romance",
    }
    assert (movie["genre_count"], movie["genre_drama"]) == (2, False)
    assert (movie["us_certification"], movie["runtime_min"], movie["is_runtime_missing"]) == ("R", 122, False)
    assert (movie["original_language"], movie["is_english"], movie["language_count"]) == ("fr", False, 3)
    assert (movie["country_count"], movie["is_us_production"], movie["title_length"]) == (2, True, 6)


def test_empty_lists_are_unknown(build):
    movie = build("content", {"id": 1, "released": DAY, "language": "en"})[1]
    assert movie["is_english"] is True
    assert movie["is_runtime_missing"] is True
    unknown = ("genre_count", "genre_drama", "country_count", "is_us_production", "language_count", "runtime_min")
    assert [movie[name] for name in unknown] == [None] * 6
