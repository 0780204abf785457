"""Saved movie pages of The Numbers, simulated in the form of real ones: what is read, what is rejected, who wins."""

from datetime import date
from pathlib import Path

import pytest

from ayne.core.config import load_settings
from ayne.core.config_sources import pages_in
from ayne.core.errors import ConfigError
from ayne.core.files import read_json
from ayne.tables.imports import parse_import
from ayne.tables.rejected import SourceFiles, build_rejected
from fixtures.table_files import rows_of

ROOT = Path(__file__).resolve().parents[2]
HEADING = "The Lighthouse at Low Tide (2010)"
METRICS = {
    "Opening&nbsp;Weekend:": "$3,100,500 (33.0% of total gross)",
    "Legs:": "3.03 (domestic box office/biggest weekend)",
    "Production&nbsp;Budget:": "$12,500,000 (worldwide box office is 2.5 times production budget)",
    "Theater counts:": "2,878 opening theaters/3,012 max. theaters, 7.1 weeks average run per theater",
}
DETAILS = {
    "Domestic Releases:": '<a href="/x">July 16th, 2010</a> (Limited) by <a>Saltmarsh</a><br>July 30th, 2010 (Wide)',
    "Running Time:": "117 minutes",
}
FINANCES = {
    "Domestic Box Office": "$9,400,000",
    "International Box Office": "$21,600,000",
    "Worldwide Box Office": "$31,000,000",
}


def page(heading=HEADING, finances=FINANCES, metrics=METRICS, details=DETAILS) -> str:
    """A page: a comment with the old labels, amounts in a table of their own, those of one market in another."""
    money = "".join(
        f"<tr><!-- <td><b>Domestic Box Office</b></td> --><td><b>{label}</b></td>"
        f'<td class="data">{text}</td><td><a href="#tab=x">Details</a></td></tr>'
        for label, text in finances.items()
    )
    facts = "".join(f"<tr><td><b>{label}</b></td><td>{text}</td></tr>" for label, text in (metrics | details).items())
    return (
        "<!DOCTYPE html><html><head><title>…</title><script>var a = '<tr><td>Legs:</td>';</script></head><body>"
        f'<div id="main"><h1 itemprop="name">{heading}</h1>'
        "<table><tr><td>Worldwide Box Office</td><td>$1</td></tr></table>"
        f'<table id="movie_finances"><tr class="heading"><td colspan="3"><b>Theatrical Performance</b></td></tr>{money}'
        f'</table><div id="summary"><h2>Metrics</h2><table>{facts}</table></div></div></body></html>'
    )


def read(folder, *contents, kind="html"):
    """Typed and rejected rows of pages 0.html, 1.html, …"""
    folder.mkdir(exist_ok=True)
    files = [folder / f"{number}.{kind}" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    out, rejected = folder / "numbers_page.parquet", folder / "numbers_page.rejected.parquet"
    sql, dictionary = "scripts/ayne/sql/imports/numbers_page.sql", "config/tables/numbers_pages.yaml"
    parse_import(files, "numbers_page", ROOT / sql, ROOT / dictionary, out, rejected)
    return [rows_of(path) for path in (out, rejected)]


def test_a_page_has_the_movie_s_dates_and_amounts(tmp_path):
    [row], rejected = read(tmp_path, page())
    assert rejected == []
    assert row == {
        "record_id": HEADING,
        "title_received": HEADING,
        "title": "The Lighthouse at Low Tide",
        "file": "0.html",
        "release_date": date(2010, 7, 16),
        "release_year": 2010,
        "production_budget_usd": 12_500_000,
        "domestic_gross_usd": 9_400_000,
        "international_gross_usd": 21_600_000,
        "worldwide_gross_usd": 31_000_000,
        "opening_weekend_usd": 3_100_500,
        "opening_theaters": 2878,
        "widest_theaters": 3012,
    }


READABLE = [
    ({"details": {"Domestic Releases:": "December 1<sup>st</sup>, 1999 (Wide)"}}, "release_date", date(1999, 12, 1)),
    ({"details": {"Domestic Releases:": ""}}, "release_date", None),
    ({"finances": FINANCES | {"Domestic Box Office": "n/a"}}, "domestic_gross_usd", None),
    ({"finances": FINANCES | {"Worldwide Box Office": "&nbsp;$86"}}, "worldwide_gross_usd", 86),
    ({"metrics": {}}, "production_budget_usd", None),
    ({"metrics": {}}, "widest_theaters", None),
    ({"metrics": {"Theater counts:": "5 opening theaters/1,012 max. theaters"}}, "opening_theaters", 5),
    ({"heading": "Pok&eacute;mon, <i>The</i> Movie (1999)"}, "title", "Pokémon, The Movie"),
    ({"heading": "PokÃ©mon (1999)"}, "title", "Pokémon"),
    ({"heading": "1941 (1979)"}, "release_year", 1979),
]


@pytest.mark.parametrize(("changes", "column", "expected"), READABLE)
def test_what_pages_write_is_read(tmp_path, changes, column, expected):
    [row], rejected = read(tmp_path, page(**changes))
    assert (row[column], rejected) == (expected, [])


DECLARED = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
CHARSETS = [
    # what the page declares, what its bytes are
    ("iso-8859-1", "cp1252"), ("ISO-8859-1", "latin-1"), ("windows-1251", "cp1251"), ("utf-8", "utf-8"),
    ("iso-8859-1", "utf-8-sig"),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "encoding"), CHARSETS)
def test_a_page_is_read_in_the_charset_that_it_declares(tmp_path, declared, encoding):
    title = {"cp1251": "Левиафан", "latin-1": "Amélie"}.get(encoding, "Amélie\u2019s Œuvre")
    content = page(heading=f"{title} (2001)").replace("<head>", f"<head>{DECLARED.format(declared)}").replace("…", "")
    [row], rejected = read(tmp_path, content.encode(encoding))
    assert (row["title"], rejected) == (title, [])


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"finances": FINANCES | {"Domestic Box Office": "a lot"}}, "Domestic Box Office", "a lot"),
        ({"metrics": {"Opening Weekend:": "£5 (1%)"}}, "Opening Weekend", "£5"),
        ({"metrics": {"Theater counts:": "many theaters"}}, "Theater counts", "many theaters"),
        ({"details": {"Domestic Releases:": "soon (Wide)"}}, "Domestic Releases", "soon (Wide)"),
    ],
)
def test_an_unreadable_value_is_rejected_and_the_rest_of_the_page_kept(tmp_path, changes, field, value):
    [row], [rejected] = read(tmp_path, page(**changes))
    assert row["worldwide_gross_usd"] == 31_000_000
    assert tuple(rejected.values()) == ("numbers_page", HEADING, field, value, "unreadable")


NO_MOVIE = [
    (b"", "0.html", "no movie page: it has no heading"),
    (b"\x89PNG\r\n\x1a\n\0\0\xff", "0.html", "not in its charset: 'utf-8' codec can't decode byte 0x89"),
    (page(heading="Am\u00e9lie (2001)").encode("cp1252"), "0.html", "not in its charset: 'utf-8' codec can't decode"),
    (b"<meta charset=klingon><h1>A (2001)</h1>", "0.html", "not in its charset: klingon is unknown"),
    (b"<meta charset=latin1><h1>A\x81 (2001)</h1>", "0.html", "not in its charset: 'charmap' codec can't decode"),
    (
        "<h1>Search Results</h1><table><tr><td>Movie</td></tr></table>",
        "0.html",
        "no movie page: neither box office nor",
    ),
    (page(heading="Box Office Records"), "Box Office Records", "no movie page: its heading is no title with a year"),
]


@pytest.mark.parametrize(("content", "record_id", "reason"), NO_MOVIE)
def test_a_file_that_is_no_movie_s_page_is_rejected_whole(tmp_path, content, record_id, reason):
    typed, [rejected] = read(tmp_path, content)
    assert typed == []
    assert (rejected["record_id"], rejected["field"]) == (record_id, "")
    assert rejected["reason"].startswith(reason)


def test_every_file_is_kept_a_duplicate_or_rejected(tmp_path, tables, tmdb_body, record):
    tables.parse("tmdb", [record(1001, tmdb_body())])
    earlier = page(finances=FINANCES | {"Worldwide Box Office": "$30,000,000"})
    read(tables.folder, earlier, page(), "<h1>Search</h1>", page(heading="Another One (1950)", metrics={}, details={}))
    [first, other] = tables.build("numbers_pages")
    assert (first["page_id"], first["movie_id"], other["movie_id"]) == ("Another One (1950)", None, 1001)
    assert (other["worldwide_gross_usd"], other["file"]) == (31_000_000, "1.html")
    paths = [tables.path("numbers_page"), tables.path("numbers_page", "rejected.parquet"), tables.path("numbers_pages")]
    files = SourceFiles(sorted(tables.folder.glob("*.html")), paths[:1], paths[1:2], paths[2], "page_id")
    build_rejected({"numbers_page": files}, [], tmp_path / "rejected.parquet", tmp_path / "counts.json")
    counts = read_json(tmp_path / "counts.json")["numbers_page"]
    assert (counts["records"], counts["kept"], counts["movies"], counts["duplicates"]) == (4, 2, 1, 1)


def test_a_page_comes_before_the_table_and_after_tmdb(tables, tmdb_body, omdb_body, budget_line, record):
    other = tmdb_body(id=7, imdb_id="tt7", title="Other", original_title="Other")
    tables.parse("tmdb", [record(1001, tmdb_body(budget=0)), record(7, other)])
    tables.parse("omdb", [record("tt9000001", omdb_body(BoxOffice="N/A"))])
    tables.import_rows("numbers", budget_line(production_budget="$7,000,000"))
    without_gross = FINANCES | {"Domestic Box Office": "n/a"}
    read(tables.folder, page(finances=without_gross))
    [numbers] = tables.build("numbers_movies")
    assert (numbers["movie_id"], numbers["page_id"]) == (1001, HEADING)
    assert numbers["numbers_id"].startswith("The Lighthouse at Low Tide (Jul")
    assert (numbers["production_budget_usd"], numbers["domestic_gross_usd"]) == (12_500_000, 9_400_001)
    movie = {row["movie_id"]: row for row in tables.build("movies")}[1001]
    assert (movie["budget_usd"], movie["budget_usd_source"]) == (12_500_000, "numbers")
    assert (movie["opening_weekend_usd"], movie["opening_weekend_usd_source"]) == (3_100_500, "numbers")
    assert (movie["opening_theaters"], movie["widest_theaters"]) == (2878, 3012)


def test_a_folder_of_pages_is_asked_for_by_name(tmp_path):
    for folder, message in ((tmp_path / "none", "no such folder"), (tmp_path, "it holds none")):
        with pytest.raises(ConfigError, match=rf"imports\.numbers_pages(?s:.*){message}"):
            load_settings({"imports": {"numbers_pages": str(folder)}})
    read(tmp_path, page(), kind="htm")
    imports = load_settings({"imports": {"numbers_pages": str(tmp_path)}}).imports
    assert imports.files("numbers_pages") == [tmp_path / "0.htm"]
    assert imports.files("numbers_budgets") == []


def test_pages_are_found_whatever_the_case_of_their_names(tmp_path):
    for name in ("a.HTML", "b.htm", "c.html", "d.Htm", "e.txt"):
        (tmp_path / name).write_text("")
    assert [path.name for path in pages_in(tmp_path)] == ["a.HTML", "b.htm", "c.html", "d.Htm"]
