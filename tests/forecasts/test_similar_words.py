from datetime import date

from ayne.forecasts.forecast import SimilarMovie


def test_a_similar_movie_is_said_with_what_it_has_in_common():
    movie = SimilarMovie(7, "The Owl", date(1996, 5, 10), 92_000_000, 494_471_524, ("budget", "genres", "cast"))
    assert movie.words == "The Owl (1996): $92M \u2192 $494M, alike in budget, genres and cast"


def test_one_thing_in_common_or_none_is_said_so_too():
    facts = (7, "The Owl", date(1996, 5, 10), 92_000_000, 494_471_524)
    assert SimilarMovie(*facts, ("keyword_count",)).words.endswith("$494M, alike in keyword count")
    assert SimilarMovie(*facts, ()).words.endswith("$494M")
