"""Which movie an imported line is about."""

import duckdb
import pytest

from ayne.tables.table_dictionary import load_dictionary

SPELLINGS = [
    ("The Brutalist", "Brutalist, The"),
    ("Léon", "Leon"),
    ("Fast & Furious", "Fast and Furious"),
    ("Chuck & Buck", "Chuck&Buck"),
    ("Spider-Man", "Spiderman"),
    ("WALL·E", "Wall-E"),
    ("Schindler\u2019s List", "Schindler's List"),
    ("The Hangover Part III", "Hangover Part 3"),
    ("Part I: The Beginning", "Part 1 The Beginning"),
    ("Star Wars: Episode IV", "Star Wars Ep. 4"),
    ("[REC]²", "[Rec] 2"),
    ("Død snø", "Dod Sno"),
    ("Æon Flux", "Aeon Flux"),
    ("The Naked Gun 2½", "The Naked Gun 2 1/2"),
    ("Batman v Superman", "BATMAN V SUPERMAN"),
]
DISTINCT = [("The", None), ("A", "The"), ("Saw", "Saw II"), ("...", None), ("千と千尋の神隠し", "もののけ姫")]


@pytest.fixture(scope="module")
def title_key(sql_folder):
    with duckdb.connect() as session:
        session.execute((sql_folder / "tables" / "macros.sql").read_text())
        yield lambda title: session.execute("SELECT title_key(?)", [title]).fetchall()[0][0]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_two_spellings_of_a_title_are_one(title_key, one, other):
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(("one", "other"), DISTINCT)
def test_other_titles_stay_apart(title_key, one, other):
    assert title_key(one) != title_key(other) or (title_key(one), other) == (None, None)


def match(tables, bodies, lines, record):
    """{title of a line: movie it is matched with}."""
    tables.parse("tmdb", [record(body["id"], body) for body in bodies])
    tables.import_rows("numbers", *lines)
    return {row["title"]: row["movie_id"] for row in tables.build("numbers_budgets")}


UNKNOWN = {"release_date": "{year}", "production_budget": "$0", "domestic_gross": "$0", "worldwide_gross": "$0"}
CASES = [
    # (what is other in the line, what is other in the movie, whether they match)
    ({}, {}, True),
    ({"movie": "Lighthouse At Low Tide, The"}, {}, True),
    ({"release_date": "{next}"}, {}, True),  # a year apart
    ({"release_date": "{later}"}, {}, False),
    ({"release_date": "Unknown", "movie": "Solo"}, {"title": "Solo"}, True),
    (UNKNOWN | {"movie": "The Lighthouse at L…"}, {}, True),
    (UNKNOWN | {"movie": "The Lig…"}, {}, False),  # too little of a title
    ({"movie": "Le phare"}, {"original_title": "Le Phare"}, True),
    ({"movie": "Saltmarsh Presents: The Lighthouse at Low Tide"}, {}, True),
    ({"movie": "Otra cosa"}, {}, True),  # the same day, budget and gross: a title in another language
    ({"movie": "Otra cosa"}, {"budget": 0, "revenue": 0}, False),
    ({"movie": "The Lighthouse at High Tide", "worldwide_gross": "$4", "production_budget": "$4"}, {}, False),
    ({"production_budget": "$500", "worldwide_gross": "$300,000,000", "release_date": "{before}"}, {}, False),
]


YEARS = [1900 + 5 * n for n in range(len(CASES))]  # each case has its own, so that they cannot meet


@pytest.fixture(scope="module")
def matched(module_tables, tmdb_body, budget_line, record):
    """For each case the movie that its line is matched with."""
    lines = []
    for year, case in zip(YEARS, CASES, strict=True):
        names = {"before": year - 1, "year": year, "next": year + 1, "later": year + 2}
        lines.append(
            budget_line(
                **({"release_date": f"Jul 16, {year}"} | {key: text.format(**names) for key, text in case[0].items()})
            )
        )
    bodies = [
        tmdb_body(**({"id": y, "release_date": f"{y}-07-16"} | case[1])) for y, case in zip(YEARS, CASES, strict=True)
    ]
    module_tables.parse("tmdb", [record(body["id"], body) for body in bodies])
    module_tables.import_rows("numbers", *(line | {"id": str(year)} for year, line in zip(YEARS, lines, strict=True)))
    return {row["rank"]: row["movie_id"] for row in module_tables.build("numbers_budgets")}


@pytest.mark.parametrize("case", range(len(CASES)), ids=[str(case) for case in CASES])
def test_a_line_and_a_movie(matched, case):
    assert matched[YEARS[case]] == (YEARS[case] if CASES[case][2] else None)


def test_of_two_movies_of_one_title_the_line_gets_the_one_of_its_year(tables, tmdb_body, budget_line, record):
    bodies = [tmdb_body(), tmdb_body(id=1002, release_date="2011-07-15", budget=0, revenue=0)]
    lines = [budget_line(), budget_line(release_date="Jul 15, 2011", worldwide_gross="$0", production_budget="$0")]
    tables.parse("tmdb", [record(body["id"], body) for body in bodies])
    tables.import_rows("numbers", *lines)
    found = [(row["release_year"], row["movie_id"]) for row in tables.build("numbers_budgets")]
    assert sorted(found) == [(2010, 1001), (2011, 1002)]


def test_a_movie_is_matched_once_and_the_other_line_stays(tables, tmdb_body, budget_line, record):
    lines = [
        budget_line(),
        budget_line(movie="Lighthouse at Low Tide", release_date="2010", production_budget="$7,000"),
    ]
    assert match(tables, [tmdb_body()], lines, record) == {
        "The Lighthouse at Low Tide": 1001,
        "Lighthouse at Low Tide": None,
    }
    assert [row["movie_id"] for row in tables.build("numbers_movies")] == [1001]


def test_the_same_line_twice_is_one(tables, tmdb_body, budget_line, record):
    assert match(tables, [tmdb_body()], [budget_line(), budget_line()], record) == {"The Lighthouse at Low Tide": 1001}


def test_without_an_import_there_is_an_empty_table_with_its_columns(tables, tmdb_body, record, dictionaries):
    tables.parse("tmdb", [record(1001, tmdb_body())])
    for table in ("numbers_movies", "numbers_budgets", "numbers_pages", "box_office_releases", "daily_box_office"):
        assert tables.build(table) == []
        columns = duckdb.read_parquet(str(tables.path(table))).columns
        assert columns == list(load_dictionary(dictionaries / f"{table}.yaml").columns)


WEDNESDAY_OPENING = [("2010-07-14", "1", "$5"), ("2010-07-15", "2", "$4")]
WEEKEND = [("2010-07-16", "3", "$1,000,000"), ("2010-07-17", "4", "$2,000,000"), ("2010-07-18", "5", "$500,000")]
OPENINGS = {
    "Whole": ([*WEDNESDAY_OPENING, *WEEKEND], 3_500_000),
    "From Friday": (WEEKEND, 3_500_000),
    "Without Friday": (WEEKEND[1:], None),
    "A Week Late": ([("2010-07-23", "10", "$9"), ("2010-07-24", "11", "$7"), ("2010-07-25", "12", "$8")], None),
}


def test_the_opening_weekend(tables, tmdb_body, chart_row, record):
    bodies = [tmdb_body(id=n, title=title, release_date="2010-07-14") for n, title in enumerate(OPENINGS)]
    tables.parse("tmdb", [record(body["id"], body) for body in bodies])
    rows = [
        {"date": day, "Days": number, "Daily": gross, "Release": title, "release_href": f"/release/rl{n}/"}
        for n, (title, (days, _)) in enumerate(OPENINGS.items())
        for day, number, gross in days
    ]
    tables.import_rows("boxofficemojo", *map(chart_row, rows))
    releases = {row["title"]: row for row in tables.build("box_office_releases")}
    assert {title: row["opening_weekend_usd"] for title, row in releases.items()} == {
        title: opening for title, (_, opening) in OPENINGS.items()
    }
    assert {str(row["release_date"]) for row in releases.values()} == {"2010-07-14"}
    assert [(releases[title]["movie_id"], releases[title]["days_in_charts"]) for title in OPENINGS] == [
        (0, 5), (1, 3), (2, 2), (3, 3)
    ]  # fmt: skip
    assert {row["release_id"]: row["movie_id"] for row in tables.build("daily_box_office")} == {
        f"rl{n}": n for n in range(len(OPENINGS))
    }
