from pathlib import Path

from ayne.cli.forecast_command import _in_file, chance_in_words
from ayne.core.errors import FieldError


def test_a_name_that_no_movie_has_is_said_with_its_file_and_line():
    error = FieldError("films.1.genres", "Dramma", "is unknown; did you mean Drama?")
    assert str(_in_file(error, Path("mine.csv"))) == (
        "mine.csv, line 3: genres: 'Dramma' is unknown; did you mean Drama?"
    )
    alone = FieldError("genres", "Dramma", "is unknown")
    assert str(_in_file(alone, Path("mine.csv"))) == "mine.csv, line 2: genres: 'Dramma' is unknown"
    assert str(_in_file(alone, Path("mine.yaml"))) == "mine.yaml: genres: 'Dramma' is unknown"


def test_a_chance_is_told_or_why_it_is_unknown():
    assert chance_in_words(0.314, 20_000_000) == "31\N{NO-BREAK SPACE}%"
    assert chance_in_words(None, None) == "unknown without a budget"
    # a small study has too few movies to learn it from
    assert chance_in_words(None, 20_000_000) == "unknown from so few past movies"
