"""Which movie an imported line is about."""

from datetime import date, timedelta

import duckdb
import pytest

from ayne.tables.table_dictionary import load_dictionary

from .conftest import Tables

SPELLINGS = [
    ("The Brutalist", "Brutalist, The"),
    ("Léon", "Leon"),
    ("Fast & Furious", "Fast and Furious"),
    ("Tom &amp; Jerry&#39;s &quot;Day&quot;", "Tom & Jerry's Day"),
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
    ({"release_date": "{next}"}, {}, True),  # a year apart, budget and gross agree
    (UNKNOWN | {"release_date": "Oct 19, {next}"}, {}, False),  # 460 days apart, and nothing else agrees: a remake
    (UNKNOWN | {"release_date": "Aug 15, {next}"}, {}, True),  # the first showing was at a festival, 395 days before
    (UNKNOWN | {"release_date": "Jan 10, {year}"}, {}, False),  # half a year before the movie was shown anywhere
    (UNKNOWN | {"release_date": "Jan 1, {year}"}, {}, True),  # a year whose day is unknown
    (UNKNOWN | {"release_date": "{next}"}, {}, False),
    (UNKNOWN | {"release_date": "Unknown", "movie": "Trio"}, {"title": "Trio"}, False),  # a title alone
    ({"release_date": "Unknown", "movie": "Duo", "production_budget": "$0"}, {"title": "Duo"}, True),
    ({"release_date": "{later}", "worldwide_gross": "$31,000,000"}, {}, True),  # came two years later, the same gross
    # twice the same number is one that agrees, not two
    ({"movie": "Otra cosa", "production_budget": "$9", "domestic_gross": "$31,000,000"}, {}, False),
    # sold or shown together with others
    (UNKNOWN | {"movie": "The Lighthouse at Low Tide Trilogy", "release_date": "Jul 16, {year}"}, {}, False),
    (UNKNOWN | {"movie": "The Lighthouse at Low Tide 1-3", "release_date": "Jul 16, {year}"}, {}, False),
    (UNKNOWN | {"movie": "The Lighthouse at Low Tide: The Movie", "release_date": "Jul 16, {year}"}, {}, True),
    ({"release_date": "{later}", "worldwide_gross": "$0"}, {}, False),
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


YEARS = [1890 + 7 * n for n in range(len(CASES))]  # each case has its own, so that they cannot meet


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


def test_a_remake_a_year_later_does_not_give_its_amounts_to_the_movie_before(tables, tmdb_body, budget_line, record):
    movie = tmdb_body(id=601, title="Same Name", original_title="Same Name", release_date="2018-09-28")
    line = budget_line(
        release_date="Dec 25, 2019", movie="Same Name", production_budget="$42,000,000",
        domestic_gross="$108,101,214", worldwide_gross="$216,601,214",
    )  # fmt: skip
    assert match(tables, [movie | {"budget": 0, "revenue": 0}], [line], record) == {"Same Name": None}


BRACKETS = [
    # title and original title of the movie, its day, the line's title and date
    ("CJ7", "長江七號", "2008-01-30", "長江七號 (CJ7)", "Mar 7, 2008"),
    ("Airlift", "Airlift", "2016-01-22", "Airlift (2016)", "Jan 21, 2016"),
    ("The Age of Shadows", "밀정", "2016-09-07", "The Age of Shadows (밀정)", "Aug 25, 2016"),
    ("Parasite", "기생충", "2019-05-30", "기생충 (Parasite) (2019)", "Oct 11, 2019"),
    ("Borough (The Long Way)", "Borough (The Long Way)", "2011-03-04", "Borough", "Mar 4, 2011"),
    ("Days Without Rain", "Days Without Rain", "2012-03-02", "(44) Days Without Rain", "Mar 2, 2012"),
    ("Do We (K)now", "Do We (K)now", "2013-03-01", "Do We Know", "Mar 1, 2013"),
]


def test_titles_with_brackets(tables, tmdb_body, budget_line, record):
    nothing = {"production_budget": "$0", "domestic_gross": "$0", "worldwide_gross": "$0"}
    bodies = [
        tmdb_body(id=n, title=title, original_title=original, release_date=day, budget=0, revenue=0)
        for n, (title, original, day, _, _) in enumerate(BRACKETS)
    ]
    lines = [budget_line(movie=title, release_date=day, **nothing) for *_, title, day in BRACKETS]
    assert match(tables, bodies, lines, record) == {line["movie"]: n for n, line in enumerate(lines)}


def test_a_number_in_a_bracket_is_no_title(tables, tmdb_body, budget_line, record):
    movie = tmdb_body(title="2016", original_title="2016", release_date="2016-01-21", budget=0, revenue=0)
    line = budget_line(movie="Airlift (2016)", release_date="Jan 21, 2016")
    assert match(tables, [movie], [line], record) == {"Airlift (2016)": None}


def test_the_us_release_of_a_foreign_movie_counts(tables, tmdb_body, budget_line, record):
    def movie(number, day):
        release = {"iso_3166_1": "US", "release_dates": [{"release_date": f"{day}T00:00:00.000Z", "type": 3}]}
        return tmdb_body(
            id=number, release_date="2002-07-16", budget=0, revenue=0, release_dates={"results": [release]}
        )

    line = budget_line(release_date="Aug 27, 2004", production_budget="$0", domestic_gross="$0", worldwide_gross="$0")
    assert match(tables, [movie(1, "2004-08-27")], [line], record) == {line["movie"]: 1}
    assert match(tables, [movie(1, "2002-07-16")], [line], record) == {line["movie"]: None}


def test_a_title_comes_before_amounts_that_are_the_same_by_chance(tables, tmdb_body, budget_line, record):
    bodies = [
        tmdb_body(id=1, budget=0, revenue=0),
        tmdb_body(id=2, title="Otra cosa", original_title="Otra cosa", release_date="2010-07-16"),
    ]
    assert match(tables, bodies, [budget_line(release_date="Sep 3, 2010")], record) == {"The Lighthouse at Low Tide": 1}


def test_of_two_movies_that_are_equally_near_a_line_gets_none(tables, tmdb_body, budget_line, record):
    bodies = [tmdb_body(id=n, release_date=day) for n, day in ((1, "2011-09-14"), (2, "2011-09-21"))]
    line = budget_line(release_date="Oct 12, 2012", production_budget="$0", worldwide_gross="$0")
    assert match(tables, bodies, [line], record) == {line["movie"]: None}
    line |= {"release_date": "Sep 16, 2011"}
    assert match(tables, [bodies[0], bodies[1] | {"release_date": "2011-06-01"}], [line], record) == {line["movie"]: 1}


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


FILMS = {
    # id: (title, day); what is in charts of it is below. They share no title, so that one cannot get what is another's.
    1: ("Loose Foot", "2011-10-06"),
    2: ("Splinter", "2009-10-06"),
    3: ("Still Water", "2005-09-08"),
    4: ("Two Towns", "2002-12-18"),
    5: ("Old Kingdom", "1998-11-22"),
    # a singer's movie of 1992 is shown for an evening soon after one that has its title
    6: ("Body and Guard", "2012-01-14"),
    7: ("Few Theaters", "2010-07-16"),
    8: ("Thursday Night", "2010-07-16"),
    9: ("Low Tide", "2012-04-13"),
    10: ("Big Blue", "2009-12-18"),
    11: ("Whole", "2010-07-14"),
    12: ("From Friday", "2010-07-14"),
    13: ("Without Friday", "2010-07-14"),
    14: ("A Week Late", "2010-07-14"),
}
OF_OMDB = {2: "$17,010", 4: "$345,000,000"}
WEEKEND = [1_000_000, 2_000_000, 500_000]
RELEASES = [
    # number of the release, title, first day, number of that day, daily grosses
    (1, "Loose Foot2011 Re-release", "2011-10-14", 1, [5, 5, 5]),
    (2, "Splinter2010 Re-release", "2010-06-04", 1, [8_000, 6_000, 3_010]),
    (3, "Still Water2006 Re-release", "2006-04-28", 1, [15_000, 16_000, 12_000, *[5_000] * 5]),
    (4, "Two Towns2003 Re-release", "2003-12-12", 1, [500_000, 700_000, 600_000]),
    (5, "Old Kingdom2002 Re-release", "2002-09-20", 1, [9_000] * 10),
    (6, "Body and Guard2012 Re-release", "2012-03-28", 1, [61_020]),
    (7, "Few Theaters", "2010-07-16", 1, [10, 10, 10, *[1] * 4, 5_000, 6_000, 5_000]),
    (8, "Thursday Night", "2010-07-15", 1, [700, 1_000, 900, 800]),
    (9, "Low Tide", "2012-03-30", 1, [4, 4, 4]),
    (90, "Low Tide2012 Re-release", "2012-04-13", 1, [5, 5, 5]),
    (10, "Big Blue2010 Special Edition", "2010-08-27", 1, [1_000_000, 2_000_000, 1_000_000]),
    (11, "Whole", "2010-07-14", 1, [5, 4, *WEEKEND]),
    (12, "From Friday", "2010-07-16", 3, WEEKEND),
    (13, "Without Friday", "2010-07-17", 4, WEEKEND[1:]),
    (14, "A Week Late", "2010-07-23", 10, [9, 7, 8]),
]


def charts(tables, chart_row, *releases):
    """The releases of charts, by id: each given as id, title, first day, number of that day, and the daily grosses."""
    rows = []
    for number, title, first, day, grosses in releases:
        for later, gross in enumerate(grosses):
            rows.append(
                {
                    "date": str(date.fromisoformat(first) + timedelta(later)), "Days": str(day + later),
                    "Daily": f"${gross:,}", "Release": title, "release_href": f"/release/rl{number}/",
                    "To Date": f"${sum(grosses[: later + 1]):,}", "Theaters": "812",
                }
            )  # fmt: skip
    tables.import_rows("boxofficemojo", *map(chart_row, rows))
    return {row["release_id"]: row for row in tables.build("box_office_releases")}


@pytest.fixture(scope="module")
def in_charts(tmp_path_factory, tmdb_body, omdb_body, chart_row, record):
    """The tables of these films, and the releases in charts by their id."""
    tables = Tables(tmp_path_factory.mktemp("charts"))
    films = [
        tmdb_body(id=n, imdb_id=f"tt{n}", title=title, original_title=title, release_date=day)
        for n, (title, day) in FILMS.items()
    ]
    parse_movies(tables, record, *films)
    titles = {f"tt{n}": omdb_body(imdbID=f"tt{n}", Title=FILMS[n][0], BoxOffice=usd) for n, usd in OF_OMDB.items()}
    tables.parse("omdb", [record(imdb_id, body) for imdb_id, body in titles.items()])
    releases = charts(tables, chart_row, *RELEASES)
    tables.build("movies")
    return tables, releases


def parse_movies(tables, record, *bodies):
    tables.parse("tmdb", [record(body["id"], body) for body in bodies])


@pytest.fixture
def releases(in_charts):
    return in_charts[1]


@pytest.fixture
def openings(in_charts):
    """Each film's opening weekend, with its theaters on the first day and at most."""
    return {
        row["movie_id"]: tuple(row[name] for name in ("opening_weekend_usd", "opening_theaters", "widest_theaters"))
        for row in in_charts[0].build("movies")
    }


def test_the_opening_weekend(in_charts, releases):
    expected = {
        # opening weekend, days in charts
        "rl11": (3_500_000, 5),
        "rl12": (3_500_000, 3),
        "rl13": (None, 2),
        "rl14": (None, 3),
    }
    found = {key: (releases[key]["opening_weekend_usd"], releases[key]["days_in_charts"]) for key in expected}
    assert found == expected
    assert {str(releases[key]["release_date"]) for key in expected} == {"2010-07-14"}
    of_days = {row["release_id"]: row["movie_id"] for row in in_charts[0].build("daily_box_office")}
    for key in expected:
        assert f"rl{releases[key]['movie_id']}" == f"rl{of_days[key]}" == key


def test_a_rerelease_does_not_give_the_original_its_opening(releases, openings):
    assert (releases["rl10"]["is_rerelease"], releases["rl10"]["movie_id"]) == (True, None)
    assert openings[10] == (None, None, None)


def test_a_first_release_comes_before_what_is_labelled_a_rerelease(releases):
    assert (releases["rl9"]["movie_id"], releases["rl90"]["movie_id"]) == (9, None)


def test_what_is_labelled_a_rerelease_and_is_the_only_release_is_the_movies(releases):
    assert (releases["rl1"]["movie_id"], releases["rl2"]["movie_id"]) == (1, 2)


def test_a_first_release_after_one_abroad_is_the_movies_though_it_is_labelled(releases, openings):
    """As Deepa Mehta's Water: shown at a festival in September 2005, in US theaters, labelled, from April 2006 on.

    Two Towns is shown a year later, and far less than it had taken: again.
    """
    assert {key: releases[key]["movie_id"] for key in ("rl3", "rl4", "rl5", "rl6")} == {
        "rl3": 3, "rl4": None, "rl5": None, "rl6": None
    }  # fmt: skip
    assert openings[3] == (43_000, 812, 812)


def test_the_opening_is_the_first_weekend_without_the_previews_before_it(openings):
    assert (openings[7][0], openings[8][0]) == (30, 2_700)


def test_a_release_that_left_the_charts_early_is_matched_by_its_date(tables, tmdb_body, omdb_body, chart_row, record):
    parse_movies(tables, record, tmdb_body())
    tables.parse("omdb", [record("tt9000001", omdb_body(BoxOffice="$90,000,000"))])
    row = charts(tables, chart_row, (1, "The Lighthouse at Low Tide", "2010-07-16", 1, [5, 5, 5]))["rl1"]
    assert row["movie_id"] == 1001


def test_a_chart_without_the_number_of_the_day_has_its_year(tables, tmdb_body, chart_row, record):
    parse_movies(tables, record, tmdb_body())
    tables.import_rows("boxofficemojo", chart_row({"Days": "-"}))
    [row] = tables.build("box_office_releases")
    assert (row["release_date"], row["movie_id"]) == (None, 1001)
