from datetime import date

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayne.core.errors import DataError
from ayne.core.seeded_random import SeededRandom
from ayne.simulation.movie_titles import sequel_title, title
from ayne.simulation.population import company_name, person_gender, person_name
from ayne.simulation.world import generate_years, movies_by_year
from ayne.simulation.year_movies import tmdb_ids

SNAPSHOT = date(2026, 6, 30)


@pytest.fixture(scope="module")
def years():
    return list(generate_years(7, 1500, 1995, SNAPSHOT))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not():
    def first_lines(seed):
        return [next(year.tmdb_lines()) for year in generate_years(seed, 300, 2020, SNAPSHOT)]

    assert first_lines(7) == first_lines(7)
    assert not set(first_lines(7)) & set(first_lines(8))


def test_years_run_to_the_one_after_the_snapshot(years):
    assert [year.year for year in years] == list(range(1995, 2028))
    assert sum(len(year.facts) for year in years) == 1500


@given(movies=st.integers(100, 10**6), first_year=st.integers(1900, 2026))
def test_every_movie_has_its_year(movies, first_year):
    counts = movies_by_year(movies, range(first_year, 2028))
    assert sum(counts) == movies
    assert min(counts) >= 0


def test_a_movie_still_to_come_has_no_revenue_no_votes_and_is_not_released(bodies):
    upcoming = [body for body in bodies if body["release_date"] > "2026-06-30" and "success" not in body]
    assert len(upcoming) > 30
    assert {body["revenue"] for body in upcoming} == {0}
    assert {body["vote_count"] for body in upcoming} == {0}
    assert {body["status"] for body in upcoming} >= {"Post Production", "In Production", "Planned"}
    assert "Released" not in {body["status"] for body in upcoming}


def test_a_movie_released_last_week_has_earned_a_part_of_its_gross():
    friday = date(2026, 7, 3)
    years = list(generate_years(3, 4000, 2022, friday))
    year = next(year for year in years if year.year == 2026)
    age_days = friday.toordinal() - year.facts.days
    share = year.quirks.revenue_received / year.amounts.gross
    recent = (age_days >= 5) & (age_days <= 9) & (share > 1e-5)
    assert recent.sum() >= 3
    assert 0.15 < share[recent].min() <= share[recent].max() < 0.40


def test_most_movies_open_on_a_friday(years):
    weekdays = np.concatenate([year.facts.days for year in years]) % 7
    # 1 January 0001 was a Monday, and its ordinal is 1: Fridays leave 5.
    assert 0.70 < (weekdays == 5).mean() < 0.86


def test_a_sequel_keeps_collection_and_lead_and_comes_later():
    movies = [movie for year in generate_years(7, 1500, 1995, SNAPSHOT) for movie in year.movies()]
    series = {}
    for movie in movies:
        if movie.collection:
            series.setdefault(movie.collection.collection_id, []).append(movie)
    sequels = [parts for parts in series.values() if len(parts) > 1]
    assert len(sequels) > 40
    for first, second, *_ in sequels:
        assert second.cast[0] == first.cast[0]
        assert second.release_date > first.release_date
        assert second.title.startswith(first.title)
        assert first.collection.name == f"{first.title} Collection"


def test_star_credits_are_the_earlier_movies_of_the_busiest_of_the_cast(years):
    made = {}
    for year in years:
        for place, cast in enumerate(year.casting.cast):
            assert year.casting.star_credits[place] == max(made.get(person, 0) for person in cast[:10])
            for person in cast:
                made[person] = made.get(person, 0) + 1


def test_a_world_that_starts_after_its_end_is_refused():
    with pytest.raises(DataError, match="the first year of the world is 2028; it ends with 2027"):
        next(generate_years(7, 100, 2028, SNAPSHOT))


@pytest.mark.parametrize("first_year", [1874, 2027])
def test_a_hundred_movies_fill_any_number_of_years(first_year):
    assert sum(len(list(year.movies())) for year in generate_years(1, 100, first_year, SNAPSHOT)) == 100


def test_votes_follow_the_gross(years):
    movies = [movie for year in years for movie in year.movies() if movie.age_days > 400]
    logs = np.log([[movie.gross_usd, movie.votes + 1] for movie in movies])
    assert np.corrcoef(logs.T)[0, 1] > 0.8


def test_ids_are_unique_with_room_for_a_twin():
    ids = tmdb_ids(0, 10_000)
    assert np.diff(ids).min() >= 2
    assert np.array_equal(tmdb_ids(4_000, 10), ids[4_000:4_010])


def test_names_are_unique():
    assert len({(person_name(person), person_gender(person)) for person in range(1, 30_001)}) == 30_000
    assert len({company_name(company) for company in range(1, 5_001)}) == 5_000


def test_the_majors_have_the_first_ids():
    assert company_name(1) == "Colossus Pictures"
    assert company_name(8) == "Evergreen Animation Studios"


def test_nearly_all_titles_of_a_world_differ():
    assert len({title(20260630, index) for index in range(6000)}) > 4_800


def test_a_sequel_is_named_after_the_first_movie():
    base = title(7, 12)
    assert sequel_title(7, 12, 2) != sequel_title(7, 12, 3)
    assert sequel_title(7, 12, 2).startswith(base)


def test_dice_do_not_depend_on_what_was_drawn_before():
    first = SeededRandom(7, 1)
    first.bits()
    assert SeededRandom(7, 2).bits() == SeededRandom(7, 2).bits()
    assert SeededRandom(7, 2).bits() != SeededRandom(2, 7).bits()
    assert first.bits() != SeededRandom(7, 1).bits()


@given(st.integers(0, 2**63), st.integers(1, 1000))
def test_dice_stay_in_range(seed, end):
    draw = SeededRandom(seed)
    assert 0 <= draw.unit() < 1
    assert 0 <= draw.below(end) < end


def test_a_body_is_json_that_reads_back(years):
    line = next(years[0].tmdb_lines())
    assert orjson.loads(line)["release_date"].startswith("1995-")
