import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayne.api_server.catalogue import StoredMovie
from ayne.api_server.discover import PAGE_SIZE, SORT_KEYS, find_movies, page_body


def stored(movie_id, released="2020-01-03", *, revenue=0, runtime=100, **listed):
    entry = {
        "id": movie_id,
        "title": f"Movie {movie_id}",
        "original_title": f"Movie {movie_id}",
        "release_date": released,
        "original_language": "en",
        "popularity": 1.0,
        "vote_average": 6.0,
        "vote_count": 10,
        "adult": False,
        "video": False,
        "genre_ids": [18],
    }
    return StoredMovie(b"{}", frozenset(), entry | listed, revenue, runtime, details=True)


def ids(movies, **query):
    catalogue = {movie.entry["id"]: movie for movie in movies}
    filters = {name.replace("__", "."): value for name, value in query.items()}
    return [movie.entry["id"] for movie in find_movies(catalogue, filters)]


DATED = [stored(1, "2020-01-03"), stored(2, "2020-01-01"), stored(3, ""), stored(4, "2021-05-07")]


def test_dates_are_inclusive_and_undated_movies_match_none():
    query = {"primary_release_date__gte": "2020-01-01", "primary_release_date__lte": "2020-01-03"}
    assert ids(DATED, **query, sort_by="primary_release_date.asc") == [2, 1]
    assert ids(DATED, primary_release_date__lte="2020-01-01") == [2]


def test_a_year_is_the_release_s():
    assert ids(DATED, primary_release_year="2021") == [4]


def test_undated_movies_stand_first_by_date_where_no_date_is_asked_for():
    assert ids(DATED, sort_by="primary_release_date.asc") == [3, 2, 1, 4]
    assert ids(DATED, sort_by="primary_release_date.desc") == [4, 1, 2, 3]


def test_ties_stand_by_id_whatever_the_order_of_the_file():
    assert ids([stored(9), stored(3), stored(5)], sort_by="vote_count.desc") == [3, 5, 9]


def test_most_popular_first_is_the_default():
    assert ids([stored(1, popularity=2.0), stored(2, popularity=9.5), stored(3, popularity=0.6)]) == [2, 1, 3]


def test_adult_and_video_are_left_out_unless_asked_for():
    movies = [stored(1), stored(2, adult=True), stored(3, video=True)]
    assert ids(movies) == [1]
    assert ids(movies, include_adult="true") == [1, 2]
    assert ids(movies, include_adult="true", include_video="true") == [1, 2, 3]


def test_comma_means_all_genres_and_bar_any():
    movies = [stored(1, genre_ids=[18, 35]), stored(2, genre_ids=[18]), stored(3, genre_ids=[27])]
    assert ids(movies, with_genres="18,35") == [1]
    assert ids(movies, with_genres="35|27") == [1, 3]
    assert ids(movies, with_genres="18") == [1, 2]


def test_bounds_on_votes_and_runtime_are_inclusive():
    movies = [stored(1, vote_count=9), stored(2, vote_count=10), stored(3, vote_count=11, runtime=61)]
    assert ids(movies, vote_count__gte="10") == [2, 3]
    assert ids(movies, vote_count__lte="10") == [1, 2]
    assert ids(movies, with_runtime__gte="61", with_runtime__lte="99") == [3]


def test_languages_may_be_several():
    movies = [stored(1), stored(2, original_language="fr"), stored(3, original_language="hi")]
    assert ids(movies, with_original_language="fr") == [2]
    assert ids(movies, with_original_language="en|hi") == [1, 3]


def test_parameters_that_tmdb_lacks_are_passed_over():
    assert ids([stored(1)], with_budget="7", primary_release_date_gte="2030-01-01") == [1]


def test_sorting_by_revenue_uses_what_the_list_does_not_show():
    assert ids([stored(1, revenue=5), stored(2, revenue=7)], sort_by="revenue.desc") == [2, 1]


def test_a_list_entry_without_numbers_sorts_last():
    bare = StoredMovie(b"{}", frozenset(), {"id": 8, "title": "Bare", "genre_ids": []}, 0, 0, details=True)
    assert ids([bare, stored(1)], sort_by="vote_count.desc") == [1, 8]


def test_total_pages_count_beyond_the_last_page_that_may_be_asked_for():
    body = page_body([stored(number) for number in range(10_021)], 500)
    assert (body["total_pages"], body["total_results"], len(body["results"])) == (502, 10_021, 20)


@given(
    votes=st.lists(st.integers(0, 30), max_size=90),
    sort_by=st.sampled_from([f"{name}.{way}" for name in SORT_KEYS for way in ("asc", "desc")]),
    least=st.integers(0, 30),
)
def test_pages_partition_what_is_found(votes, sort_by, least):
    movies = {number: stored(number, vote_count=count) for number, count in enumerate(votes)}
    chosen = find_movies(movies, {"sort_by": sort_by, "vote_count.gte": str(least)})
    total_pages = page_body(chosen, 1)["total_pages"]
    pages = [page_body(chosen, page)["results"] for page in range(1, total_pages + 1)]
    assert all(len(page) == PAGE_SIZE for page in pages[:-1])
    listed = [entry["id"] for page in pages for entry in page]
    assert sorted(listed) == [number for number, count in enumerate(votes) if count >= least]
    assert page_body(chosen, total_pages + 1)["results"] == []


def test_entries_hold_the_keys_of_tmdb_s_list(bodies):
    from ayne.api_server.catalogue import _stored

    body = next(body for body in bodies if "success" not in body)
    entry = _stored(orjson.dumps(body), body).entry
    assert {"adult", "backdrop_path", "genre_ids", "id", "overview", "poster_path", "vote_average"} <= entry.keys()
    assert not {"budget", "revenue", "runtime", "imdb_id", "credits"} & entry.keys()


@pytest.mark.parametrize("name", sorted(SORT_KEYS))
def test_each_order_reverses(name):
    movies = [
        stored(
            1, "2001-01-01", title="A", original_title="A", revenue=1, vote_count=1, vote_average=1.0, popularity=1.0
        ),
        stored(
            2, "2002-01-01", title="B", original_title="B", revenue=2, vote_count=2, vote_average=2.0, popularity=2.0
        ),
    ]
    assert ids(movies, sort_by=f"{name}.asc") == [1, 2]
    assert ids(movies, sort_by=f"{name}.desc") == [2, 1]
