import re
from datetime import date
from zipfile import ZipFile

import duckdb
import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.report.exports import Described, build_workbook, describe_columns, export_table

CSV = """\
movie_id,title,release_date,genres,production_budget_usd,imdb_rating,is_profitable
1,"=Ebb, ""the"" film",2010-07-16,Drama; Thriller,123456789012,7.25,true
2,Crue à Sète,,,,,
"""


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "movies.duckdb"
    with duckdb.connect(path) as session:
        session.execute(
            """
            CREATE TABLE movie_facts AS SELECT * FROM (VALUES
                (2, 'Crue à Sète', NULL, NULL, NULL, NULL, NULL),
                (1, '=Ebb, "the" film', DATE '2010-07-16', ['Drama', 'Thriller'], 123456789012, 7.25::DOUBLE, true)
            ) AS t(movie_id, title, release_date, genres, production_budget_usd, imdb_rating, is_profitable)
            """
        )
        session.execute("COMMENT ON COLUMN movie_facts.imdb_rating IS 'Mean rating (points of 10)'")
    return path


def export(database, folder):
    folder.mkdir(exist_ok=True)
    csv, parquet, book = folder / "movie_facts.csv", folder / "movie_facts.parquet", folder / "ayne.xlsx"
    export_table(database, "movie_facts", csv, parquet, payback_multiple=2.5)
    build_workbook(book, {"movie_facts": parquet}, describe_columns(database, ["movie_facts"]), date(2026, 6, 30))
    return csv, parquet, book


def test_a_csv_is_what_people_and_programs_can_read(database, tmp_path):
    csv, _, _ = export(database, tmp_path / "out")
    assert csv.read_text(encoding="utf-8") == CSV


def test_parquet_keeps_types_and_lists(database, tmp_path):
    _, parquet, _ = export(database, tmp_path / "out")
    rows = pl.read_parquet(parquet)
    assert rows["genres"].to_list() == [["Drama", "Thriller"], None]
    assert rows["release_date"].to_list() == [date(2010, 7, 16), None]


def test_the_workbook_has_a_sheet_a_table_and_the_dictionary(database, tmp_path):
    _, _, book = export(database, tmp_path / "out")
    with ZipFile(book) as parts:
        text = {part: parts.read(part).decode() for part in parts.namelist() if part.endswith(".xml")}
    sheets = text["xl/workbook.xml"]
    assert sheets.index('name="dictionary"') < sheets.index('name="movie_facts"')
    assert "Mean rating (points of 10)" in text["xl/sharedStrings.xml"]
    # A title that begins with = is no formula, and the head stays in sight
    assert "<f>" not in text["xl/worksheets/sheet2.xml"]
    assert '<pane xSplit="1" ySplit="1"' in text["xl/worksheets/sheet2.xml"]
    assert "#,##0" in text["xl/styles.xml"] or 'numFmtId="3"' in text["xl/styles.xml"]
    assert "yyyy-mm-dd" in text["xl/styles.xml"]


OLD_DAYS = ["1874-12-09", "1899-12-31", "1900-01-01", "1900-02-28", "1900-03-01", "1936-02-05"]


def test_days_that_excel_does_not_know_are_text_in_the_workbook(tmp_path):
    days = pl.DataFrame({"movie_id": range(6), "release_date": map(date.fromisoformat, OLD_DAYS)})
    days = days.with_columns(fetched_at=pl.col("release_date").cast(pl.Datetime))
    days.write_parquet(tmp_path / "t.parquet")
    build_workbook(tmp_path / "t.xlsx", {"movies": tmp_path / "t.parquet"}, [], date(2026, 6, 30))
    with ZipFile(tmp_path / "t.xlsx") as parts:
        sheet, texts = (parts.read(f"xl/{part}.xml").decode() for part in ("worksheets/sheet2", "sharedStrings"))
    assert [day in texts for day in OLD_DAYS] == [True] * 4 + [False] * 2
    numbers = [int(number) for number in re.findall(r'<c r="B\d+" s="\d+"><v>(\d+)</v>', sheet)]
    # Excel's own numbers of 1 March 1900 and 5 February 1936
    assert numbers == [61, 13_185]
    assert "<v>-" not in sheet


def test_the_same_database_gives_the_same_bytes(database, tmp_path):
    first, second = (export(database, tmp_path / folder) for folder in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_table_that_is_not_there_is_named(database, tmp_path):
    with pytest.raises(DataError, match="there is no table or view 'films'; there are movie_facts"):
        export_table(database, "films", tmp_path / "films.csv", tmp_path / "films.parquet", payback_multiple=2.5)


def test_columns_come_with_their_description(database):
    described = describe_columns(database, ["movie_facts"])
    assert described[5] == Described("movie_facts", "imdb_rating", "DOUBLE", "Mean rating (points of 10)")
