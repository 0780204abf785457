"""Every view has literal values right on a small database."""

from datetime import date

import pytest

from ayne.database import DuckDBClient

KEYS = ("movies", "first_release_date", "last_release_date", "movies_with_gross", "production_budget_usd")
KEYS += ("worldwide_gross_usd", "worldwide_gross_real_usd", "median_roi", "profitable_movies", "biggest_movie")
BOTH = (2, date(2010, 7, 16), date(2024, 3, 1), 2, 30_000_000, 83_000_000, 103_750_000, 1.95, 1, "High Water")


@pytest.fixture(scope="module")
def views(tmp_path_factory, build_in):
    tmdb = "revenue: 0, fetched_at: TIMESTAMP '2026-06-30', as_of: DATE '2026-06-30'"
    database = build_in(
        tmp_path_factory.mktemp("views"),
        movies=[
            (
                "{movie_id: 1, tmdb_id: 1, title: 'Low Tide', release_date: DATE '2010-07-16', release_year: 2010, "
                "collection_id: 70, budget_usd: 10e6, budget_usd_source: 'tmdb', worldwide_gross_usd: 35e6, "
                "worldwide_gross_usd_source: 'numbers', domestic_gross_usd: 20e6, domestic_gross_usd_source: 'omdb', "
                "opening_weekend_usd: 8e6, opening_theaters: 2878}"
            ),
            (
                "{movie_id: 2, tmdb_id: 2, title: 'High Water', release_date: DATE '2024-03-01', release_year: 2024, "
                "collection_id: 70, budget_usd: 20e6, worldwide_gross_usd: 48e6}"
            ),
            "{movie_id: 3, tmdb_id: 3, title: 'Ebb', release_date: DATE '2010-07-22', release_year: 2010}",
        ],
        tmdb_movies=[f"{{movie_id: {n}, {tmdb}}}" for n in (1, 2, 3)],
        collections=["{collection_id: 70, name: 'Tides'}"],
        companies=["{company_id: 5, name: 'Saltmarsh', origin_country: 'GB'}"],
        movie_companies=[f"{{movie_id: {n}, company_id: 5, position: 1}}" for n in (1, 2)],
        people=["{person_id: 'tmdb:9', name: 'Ines Okafor', origin: 'tmdb'}"],
        credits=[
            (
                f"{{movie_id: {movie}, person_id: 'tmdb:9', credit_id: '{job}', department: '{department}', "
                f"job: '{job}', billing: {billing}, origin: 'tmdb'}}"
            )
            for movie, department, job, billing in (
                (1, "Directing", "Director", "NULL"),
                (1, "Acting", "Actor", 0),
                (2, "Acting", "Actor", 3),
            )
        ],
    )
    with DuckDBClient(database) as db:
        yield db


def rows(views, view, order):
    return views.query(f"FROM {view} ORDER BY {order}").to_dicts()


def test_movie_facts(views):
    low, high, ebb = rows(views, "movie_facts", "movie_id")
    assert (low["roi"], low["is_profitable"], high["is_profitable"]) == (2.5, True, False)
    assert (low["production_budget_real_usd"], low["worldwide_gross_real_usd"]) == (12_500_000, 43_750_000)
    assert (low["domestic_gross_real_usd"], low["opening_weekend_real_usd"]) == (25_000_000, 10_000_000)
    assert (low["production_budget_usd_source"], low["worldwide_gross_usd_source"]) == ("tmdb", "numbers")
    assert high["worldwide_gross_real_usd"] == 60_000_000  # there is no figure of 2024: the one of 2010 holds
    assert (ebb["is_profitable"], ebb["production_budget_real_usd"], ebb["real_usd_year"]) == (None, None, 2020)


def test_a_movie_is_profitable_at_as_many_budgets_as_the_variable_says(views):
    query = "SELECT is_profitable FROM movie_facts WHERE roi IS NOT NULL ORDER BY movie_id"
    assert views.query(query)["is_profitable"].to_list() == [True, False]
    for multiple, expected in ((3.6, [False, False]), (1.0, [True, True])):
        views.connection.execute(f"SET VARIABLE payback_multiple = {multiple}")
        assert views.query(query)["is_profitable"].to_list() == expected
    views.connection.execute("RESET VARIABLE payback_multiple")


def test_franchise_facts(views):
    [tides] = rows(views, "franchise_facts", "collection_id")
    assert (tides["name"], *(tides[key] for key in KEYS)) == ("Tides", *BOTH)


def test_company_facts(views):
    [saltmarsh] = rows(views, "company_facts", "company_id")
    assert (saltmarsh["name"], *(saltmarsh[key] for key in KEYS)) == ("Saltmarsh", *BOTH)


def test_person_facts(views):
    [person] = rows(views, "person_facts", "person_id")
    assert (person["name"], *(person[key] for key in KEYS)) == ("Ines Okafor", *BOTH)
    roles = ("movies_directed", "movies_written", "movies_acted", "movies_led")
    assert tuple(person[role] for role in roles) == (1, 0, 2, 1)


def test_release_calendar(views):
    summer, spring = rows(views, "release_calendar", "week_from")
    # 22 July 2010 is the Thursday of the week that began on Friday, 16 July
    assert (summer["week_from"], summer["week_to"]) == (date(2010, 7, 16), date(2010, 7, 22))
    assert (summer["movies"], summer["movies_with_budget"], summer["movie_ids"]) == (2, 1, [1, 3])
    assert (summer["opening_weekend_usd"], summer["most_expensive_movie"]) == (8_000_000, "Low Tide")
    assert (spring["week_from"], spring["production_budget_usd"]) == (date(2024, 3, 1), 20_000_000)
