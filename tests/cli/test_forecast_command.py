from ayne.cli.forecast_command import chance_in_words


def test_a_chance_is_told_or_why_it_is_unknown():
    assert chance_in_words(0.314, 20_000_000) == "31\N{NO-BREAK SPACE}%"
    assert chance_in_words(None, None) == "unknown without a budget"
    # a small study has too few movies to learn it from
    assert chance_in_words(None, 20_000_000) == "unknown from so few past movies"
