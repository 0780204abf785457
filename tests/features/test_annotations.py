from datetime import date

DAY = date(2019, 7, 5)


def test_what_volunteers_wrote(build):
    words = ["remake", "based on novel or book", "based on true story", "sea"]
    movie = build(
        "annotations",
        {"id": 1, "released": DAY, "overview": "A keeper waits.", "tagline": "Wait.", "keywords": words},
    )[1]
    assert (movie["overview_length"], movie["overview_word_count"], movie["tagline_length"]) == (15, 3, 5)
    assert movie["keyword_count"] == 4
    flags = ("is_remake", "is_adaptation", "is_from_a_book", "is_from_a_comic", "is_true_story")
    assert [movie[flag] for flag in flags] == [True, True, True, False, True]


def test_words_that_only_look_alike(build):
    movie = build("annotations", {"id": 1, "released": DAY, "keywords": ["premakeup", "adaptationist"]})[1]
    assert (movie["is_remake"], movie["is_adaptation"]) == (False, False)


def test_nothing_written_is_null(build):
    movie = build("annotations", {"id": 1, "released": DAY})[1]
    assert {value for name, value in movie.items() if name not in {"tmdb_id", "release_date"}} == {None}
