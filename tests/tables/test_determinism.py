"""The same records give the same tables, however many threads build them and in whatever order the records stand."""

import random

import pytest

N_MOVIES = 300


@pytest.fixture(scope="module")
def lines(tmdb_body, record):
    draw = random.Random(20260630)  # noqa: S311 (a test's data)
    people = [{"id": n, "name": f"Person {n}"} for n in range(80)]
    bodies = []
    for n in range(N_MOVIES):
        cast = [person | {"credit_id": f"c{n}-{k}", "order": k} for k, person in enumerate(draw.sample(people, 12))]
        companies = [
            {"id": k, "name": f"Studio {k} of {n % 7}", "origin_country": "US"} for k in draw.sample(range(30), 4)
        ]
        bodies.append(tmdb_body(id=n, title=f"Movie {n}", credits={"cast": cast}, production_companies=companies))
    return [record(body["id"], body) for body in bodies]


@pytest.mark.parametrize("table", ["movies", "people", "companies", "credits"])
def test_one_thread_and_two_write_the_same_bytes(module_tables, lines, table):
    if not module_tables.path("raw/tmdb/2010", "jsonl.gz").exists():
        module_tables.parse("tmdb", lines)
    module_tables.build(table, threads=1)
    by_one = module_tables.path(table).read_bytes()
    module_tables.build(table, threads=2)
    assert module_tables.path(table).read_bytes() == by_one


def test_the_order_of_the_lines_does_not_matter(tables, lines):
    sorted_rows, _ = tables.parse("tmdb", lines)
    assert [row["movie_id"] for row in sorted_rows] == list(range(N_MOVIES))
    written = tables.path("tmdb/2010").read_bytes()
    assert tables.parse("tmdb", lines[::-1])[0] == sorted_rows
    # Rows that had to be sorted are cut into other pages; the same lines are the same bytes
    again, _ = tables.parse("tmdb", lines)
    assert (again, tables.path("tmdb/2010").read_bytes()) == (sorted_rows, written)
