from datetime import date

import pytest

DAY = date(2019, 7, 5)


def title(build, text, original=None):
    return build("text", {"id": 1, "released": DAY, "title": text, "original_title": original or text})[1]


def test_form_of_a_title(build):
    movie = title(build, "The Sea: Year 12")
    assert (movie["title_word_count"], movie["title_mean_word_length"]) == (4, 3.0)
    flags = ("is_title_with_article", "is_title_with_digit", "is_title_with_subtitle", "is_title_translated")
    assert [movie[flag] for flag in flags] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "has_part_number"),
    [
        *[("Rocky IV", True), ("Alien 3", True), ("Guard 2: Home", True), ("Dune: Part Two", True)],
        *[("Blade Runner 2049", False), ("I", False), ("2 Fast", False), ("Party", False), ("Malcolm X-Ray", False)],
    ],
)
def test_part_numbers(build, text, has_part_number):
    assert title(build, text)["is_title_with_part_number"] is has_part_number


def test_title_without_letters_has_no_mean_word(build):
    movie = title(build, "…")
    assert (movie["title_word_count"], movie["title_mean_word_length"]) == (0, None)


def test_accents_are_letters_and_translations_are_noticed(build):
    movie = title(build, "Amélie", "Le Fabuleux Destin d'Amélie Poulain")
    assert (movie["title_word_count"], movie["is_title_translated"]) == (1, True)
