"""Which source an amount of a movie is from, and where two sources disagree."""

import pytest

QUANTITIES = ("budget_usd", "worldwide_gross_usd", "domestic_gross_usd")
MOVIES = {
    # movie: (what TMDB, OMDb and The Numbers say), (budget, worldwide and domestic gross, each with its source)
    1: (({}, {}, {}), (12_000_000, "tmdb", 31_000_000, "tmdb", 9_400_001, "omdb")),
    2: (
        ({"budget": 30, "revenue": 0}, {"BoxOffice": "N/A"}, {"production_budget": "$30,000,000"}),
        (30_000_000, "numbers", 31_000_000, "numbers", 9_400_001, "numbers"),
    ),
    3: (
        ({}, {}, {"production_budget": "$86", "domestic_gross": "$0"}),
        (12_000_000, "tmdb", 31_000_000, "tmdb", 9_400_001, "omdb"),
    ),
    4: (({"budget": 0}, {}, {"production_budget": "$86"}), (None, None, 31_000_000, "tmdb", 9_400_001, "omdb")),
    5: (
        ({"budget": 10_000_000}, {"BoxOffice": "$9,000,000"}, {"worldwide_gross": "$62,000,000"}),
        (10_000_000, "tmdb", 31_000_000, "tmdb", 9_000_000, "omdb"),
    ),
    6: ((({}, {}, {"worldwide_gross": "$32,000,000"})), (12_000_000, "tmdb", 31_000_000, "tmdb", 9_400_001, "omdb")),
    7: ((({"budget": 0}, {}, None)), (None, None, 31_000_000, "tmdb", 9_400_001, "omdb")),
}


@pytest.fixture(scope="module")
def amounts(module_tables, tmdb_body, omdb_body, budget_line, record):
    """Movies of different decades, so that no line of The Numbers can be about two of them."""
    tmdb, omdb, numbers = [], [], []
    for movie, ((of_tmdb, of_omdb, of_numbers), _) in MOVIES.items():
        own, year = f"tt{movie}", 1900 + 10 * movie
        tmdb.append(
            record(movie, tmdb_body(**{"id": movie, "imdb_id": own, "release_date": f"{year}-07-16"} | of_tmdb))
        )
        omdb.append(record(own, omdb_body(**{"imdbID": own} | of_omdb)))
        if of_numbers is not None:
            numbers.append(budget_line(**{"release_date": f"Jul 16, {year}"} | of_numbers))
    module_tables.parse("tmdb", tmdb)
    module_tables.parse("omdb", omdb)
    module_tables.import_rows("numbers", *numbers)
    module_tables.build("movies")
    return module_tables


@pytest.mark.parametrize("movie", MOVIES)
def test_the_first_source_with_a_credible_amount_counts(amounts, movie):
    [row] = [row for row in amounts.build("movies") if row["movie_id"] == movie]
    found = tuple(row[column] for quantity in QUANTITIES for column in (quantity, f"{quantity}_source"))
    assert found == MOVIES[movie][1]


def test_amounts_in_another_unit_are_rejected_under_their_own_source(amounts):
    found = [(row["source"], row["record_id"], row["value"]) for row in amounts.all_refused("movie_amounts")]
    line = "The Lighthouse at Low Tide (Jul 16, {})"
    assert sorted(found) == [
        ("numbers", line.format(1930), "86"),
        ("numbers", line.format(1940), "86"),
        ("tmdb", "2", "30"),
    ]


def test_the_imported_amount_stays_as_received(amounts):
    assert {row["production_budget_usd"] for row in amounts.build("numbers_movies")} >= {86, 30_000_000}


def test_every_disagreement_beyond_the_tolerance_is_listed_with_both_values(amounts):
    found = [tuple(row.values()) for row in amounts.build("source_conflicts")]
    assert [row for row in found if row[0] != 5] == []
    assert found == [
        (5, "budget_usd", "tmdb", 10_000_000, "numbers", 12_000_000, 1.2, "tmdb"),
        # the domestic grosses, 9,000,000 and 9,400,001, are within 5 %
        (5, "worldwide_gross_usd", "tmdb", 31_000_000, "numbers", 62_000_000, 2.0, "tmdb"),
    ]


def test_the_opening_weekend_of_a_movie(tables, tmdb_body, chart_row, record):
    tables.parse("tmdb", [record(1001, tmdb_body())])
    days = [("2010-07-16", "1", "$5"), ("2010-07-17", "2", "$7"), ("2010-07-18", "3", "$4")]
    tables.import_rows("boxofficemojo", *(chart_row({"date": d, "Days": n, "Daily": usd}) for d, n, usd in days))
    [movie] = tables.build("movies")
    assert (movie["opening_weekend_usd"], movie["opening_theaters"], movie["widest_theaters"]) == (16, 2878, 2878)
    assert movie["domestic_gross_usd"] is None  # the gross to date of a chart is none
