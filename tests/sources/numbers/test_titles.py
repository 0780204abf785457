"""Which address a movie's page may have, and whose page a heading is."""

import pytest

from ayne.sources.numbers.titles import is_about, slugs

SLUGS = [
    ("The Brutalist", 2024, "Brutalist-The"),
    ("A Quiet Place", 2018, "Quiet-Place-A"),
    ("Spider-Man: No Way Home", 2021, "Spider-Man-No-Way-Home"),
    ("Harry Potter and the Sorcerer\u2019s Stone", 2001, "Harry-Potter-and-the-Sorcerers-Stone"),
    ("Pokémon 3 & Friends", 2001, "Pokemon-3-and-Friends"),
    ("../../etc/passwd?x=1#y", 2001, "etc-passwd-x-1-y"),
    ("The", 2001, "The"),
]


@pytest.mark.parametrize(("title", "year", "slug"), SLUGS)
def test_an_address_is_made_of_the_title(title: str, year: int, slug: str) -> None:
    assert slugs(title, year) == [f"{slug}-({year})", slug]


def test_a_title_without_a_latin_letter_or_too_long_has_no_address() -> None:
    assert slugs("千と千尋の神隠し", 2001) == slugs("x" * 300, 2001) == []


HEADINGS = [
    ("Brutalist, The (2024)", True),
    ("THE BRUTALIST (2025)", True),
    ("The Brutalist (2026)", False),
    ("The Brutalist", False),
    ("The Brutalists (2024)", False),
    ("L'Éclair & moi (2024)", True),
    ("… (2024)", False),
    ("기생충 (The Brutalist) (2024)", True),
    ("The Brutalist (기생충) (2024)", True),
    ("기생충 (The Brutalists) (2024)", False),
]


@pytest.mark.parametrize(("heading", "expected"), HEADINGS)
def test_a_heading_is_the_movie_s_by_title_and_year(heading: str, expected: bool) -> None:
    assert is_about(heading, ("The Brutalist", "L\u2019eclair and Moi", "…"), 2024) is expected
