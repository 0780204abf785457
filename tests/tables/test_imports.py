"""What imported tables write, quirk by quirk, and what the typed table has of it."""

import csv
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.tables.import_file import count_rows
from ayne.tables.imports import parse_import

ROOT = Path(__file__).resolve().parents[2]
SQL = ROOT / "scripts" / "ayne" / "sql" / "imports"
DICTIONARIES = ROOT / "config" / "tables"
TABLES = {"numbers": "numbers_budgets", "numbers_page": "numbers_pages", "boxofficemojo": "daily_box_office"}
BUDGET_LINE = {
    "id": "1", "release_date": "Jul 16, 2010", "movie": "Low Tide", "production_budget": "$1,000",
    "domestic_gross": "$2,000", "worldwide_gross": "$3,000",
}  # fmt: skip
BUDGETS = list(BUDGET_LINE)
DAILY = {
    "TD": "1", "Release": "Low Tide", "Daily": "$6,762,000", "%± YD": "+33.8%", "%± LW": "-", "Theaters": "2,878",
    "Avg": "$2,349", "To Date": "$60,762,000", "Days": "3", "Distributor": "Saltmarsh", "Estimated": "false",
    "date": "2010-07-18", "release_href": "/release/rl1001/",
}  # fmt: skip


def write_csv(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    return path


def read(folder, source, file):
    """Typed rows and rejected ones of a file."""
    out, rejected = folder / "typed.parquet", folder / "rejected.parquet"
    parse_import(
        [file] if file else [], source, SQL / f"{source}.sql", DICTIONARIES / f"{TABLES[source]}.yaml", out, rejected
    )
    return [rows_of(out), rows_of(rejected)]


def rows_of(path):
    with duckdb.connect() as session:
        relation = session.execute(f"FROM read_parquet('{path}')")
        names = [column[0] for column in relation.description]
        return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


def budgets(folder, *changes):
    file = write_csv(folder / "budgets.csv", BUDGETS, [(BUDGET_LINE | change).values() for change in changes])
    return read(folder, "numbers", file)


def daily(folder, *changes):
    file = write_csv(folder / "daily.csv", DAILY, [(DAILY | change).values() for change in changes])
    return read(folder, "boxofficemojo", file)


def read_cases(reader, folder, row, cases, key, key_column):
    """Of each (field, received, …) the typed row and its rejected values, all from one file; `key` numbers them."""
    own = {"movie": "Low Tide {}", "release_href": "/release/rl{}/"}
    changes = [
        {name: text.format(n) for name, text in own.items() if name in row} | {key: f"${n + 1:,}", field: received}
        for n, (field, received, *_) in enumerate(cases)
    ]
    typed, rejected = reader(folder, *changes)
    notes = {row["record_id"]: [] for row in typed}
    for note in rejected:
        notes[note["record_id"]].append((note["field"], note["value"], note["reason"]))
    return {row[key_column] - 1: (row, notes[row["record_id"]]) for row in typed}


READABLE = [
    ("release_date", "Dec 9, 2022", {"release_date": date(2022, 12, 9), "release_year": 2022}),
    ("release_date", "Dec\u00a09,\u00a02022", {"release_date": date(2022, 12, 9), "release_year": 2022}),
    ("release_date", "12/18/2009", {"release_date": date(2009, 12, 18), "release_year": 2009}),
    ("release_date", "Unknown", {"release_date": None, "release_year": None}),
    ("release_date", "1980", {"release_date": None, "release_year": 1980}),
    ("release_date", "Mar,\u00a01987", {"release_date": None, "release_year": 1987}),
    ("movie", "PokÃ©mon", {"title": "Pokémon", "title_received": "PokÃ©mon"}),
    ("movie", "DÃ©jÃ Vu", {"title": "Déjà Vu"}),
    ("movie", "Donâ€™t Look", {"title": "Don\u2019t Look"}),
    ("movie", "Worldâ\x80\x99s End", {"title": "World\u2019s End"}),
    ("movie", "Les Misérables", {"title": "Les Misérables"}),
    ("movie", "A Long Title That Was Cut…", {"title": "A Long Title That Was Cut…"}),
    ("movie", "Unknown", {"title": "Unknown"}),
    ("id", "6,484", {"rank": 6484}),
    ("id", "6484.0", {"rank": 6484}),
    ("release_date", "2012-03-02 00:00:00", {"release_date": date(2012, 3, 2), "release_year": 2012}),
    ("release_date", "2012-03-02T00:00:00.000Z", {"release_date": date(2012, 3, 2)}),
    ("release_date", "3/2/2012 0:00", {"release_date": date(2012, 3, 2)}),
    ("release_date", "March 2, 2012", {"release_date": date(2012, 3, 2), "release_year": 2012}),
    ("release_date", "May 2, 2012", {"release_date": date(2012, 5, 2)}),
    ("release_date", "2-Mar-2012", {"release_date": date(2012, 3, 2)}),
    ("release_date", "2-MAR-2012", {"release_date": date(2012, 3, 2)}),
    ("release_date", "1980.0", {"release_date": None, "release_year": 1980}),
    ("release_date", "NaT", {"release_date": None, "release_year": None}),
    ("production_budget", "1000000.0", {"production_budget_usd": 1_000_000}),
    ("production_budget", "1000000.00", {"production_budget_usd": 1_000_000}),
    ("production_budget", "1000000.000", {"production_budget_usd": 1_000_000}),
    ("production_budget", "$1,000,000.00", {"production_budget_usd": 1_000_000}),
    ("production_budget", "1.5e+07", {"production_budget_usd": 15_000_000}),
    ("production_budget", "$12.50", {"production_budget_usd": 12}),
    ("production_budget", "nan", {"production_budget_usd": None}),
    ("domestic_gross", "0.0", {"domestic_gross_usd": None}),
    ("production_budget", "$86", {"production_budget_usd": 86}),
    ("production_budget", "\u00a0$425,000,000", {"production_budget_usd": 425_000_000}),
    ("domestic_gross", "$0", {"domestic_gross_usd": None}),
    ("domestic_gross", "", {"domestic_gross_usd": None}),
]
UNREADABLE = [
    ("release_date", "12/18/68"),  # has come out as 2068 elsewhere
    ("release_date", "Dec 32, 2009"),
    ("release_date", "2012-03-02 18:30:00"),
    ("release_date", "Foobar 2, 2012"),
    ("production_budget", "$665.094"),
    ("production_budget", "$0.918.700"),
    ("production_budget", "SFr.222.65"),
    ("production_budget", "15000000 (estimated)"),
    ("production_budget", "12.5M"),
    ("release_date", "0000/00/00"),
    ("release_date", "2012-03"),
    ("id", "2.878"),
    ("id", "2.000"),
    ("production_budget", "1.5e-07"),
    ("production_budget", "1e99"),
    ("production_budget", "12 million"),
    ("production_budget", "$1,2"),
    ("id", "first"),
]


@pytest.fixture(scope="module")
def the_numbers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("numbers")
    return read_cases(budgets, folder, BUDGET_LINE, [*READABLE, *UNREADABLE], "worldwide_gross", "worldwide_gross_usd")


@pytest.mark.parametrize("case", range(len(READABLE)), ids=[case[1] for case in READABLE])
def test_a_readable_value_of_the_numbers(the_numbers, case):
    typed, rejected = the_numbers[case]
    expected = READABLE[case][2]
    assert {column: typed[column] for column in expected} == expected
    assert rejected == []


@pytest.mark.parametrize("case", range(len(UNREADABLE)), ids=[case[1] for case in UNREADABLE])
def test_an_unreadable_value_of_the_numbers_is_rejected(the_numbers, case):
    _, rejected = the_numbers[len(READABLE) + case]
    assert rejected == [(*UNREADABLE[case], "unreadable")]


def test_a_line_without_a_title_is_rejected_whole(tmp_path):
    typed, [rejected] = budgets(tmp_path, {"movie": " "})
    assert typed == []
    assert (rejected["field"], rejected["reason"]) == ("", "row 1 has no title")


def test_damaged_lines_are_rejected_and_the_others_kept(tmp_path):
    file = write_csv(tmp_path / "b.csv", BUDGETS, [["1", "1980", "A, B", "$5", "$0", "$0"], ["2", "1981", "C"]])
    with file.open("ab") as out:
        out.write(b'3,1982,D\xff\xfe,$5,$0,$0\n4,1983,"E\nF",$5,$0,$0\n5,1984,G,$5,$0,$0,more\n')
    typed, rejected = read(tmp_path, "numbers", file)
    assert [row["title"] for row in typed] == ["A, B", "E F"]
    assert {row["reason"] for row in rejected} == {"the line is not a row of the table"}
    assert count_rows(file) == len(typed) + len(rejected) == 5


def test_a_quote_left_open_spoils_its_own_line_alone(tmp_path):
    file = tmp_path / "b.csv"
    lines = [
        ",".join(BUDGETS), '1,1980,"A\nB",$5,$0,$0', '2,1981,"C,$5,$0,$0', '3,1982,"D",$5,$0,$0', ",".join(BUDGETS),
        '4,1983,E,"$5,$0,$0', "5,1984,F,$5,$0,$0",
    ]  # fmt: skip
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    typed, rejected = read(tmp_path, "numbers", file)
    assert [row["title"] for row in typed] == ["A B", "D", "F"]
    assert [row["value"] for row in rejected] == ['2,1981,"C,$5,$0,$0', ",".join(BUDGETS), '4,1983,E,"$5,$0,$0']
    assert count_rows(file) == len(typed) + len(rejected) == 6


def test_lines_of_one_title_and_date_that_say_different_amounts_count_for_neither(tmp_path):
    other = {"production_budget": "$9,000", "domestic_gross": "$0"}
    typed, rejected = budgets(tmp_path, {}, other, {"movie": "Twin"}, {"movie": "Twin"})
    amounts = [[row[f"{name}_usd"] for name in ("production_budget", "worldwide_gross")] for row in typed]
    assert amounts == [[None, 3_000], [None, 3_000], [1_000, 3_000], [1_000, 3_000]]
    assert [(row["record_id"], row["field"], row["value"], row["reason"]) for row in rejected] == [
        ("Low Tide (Jul 16, 2010)", "production_budget", usd, "another line of this title and date says otherwise")
        for usd in ("1000", "9000")
    ]


def test_a_column_that_stands_twice_is_named(tmp_path):
    file = write_csv(tmp_path / "b.csv", [*BUDGETS, "worldwide_gross"], [])
    with pytest.raises(DataError, match=r"b\.csv: column worldwide_gross stands there twice; leave one"):
        read(tmp_path, "numbers", file)


def test_without_a_file_the_tables_are_empty_and_have_their_columns(tmp_path):
    for source in TABLES:
        assert read(tmp_path, source, None) == [[], []]
        columns = duckdb.read_parquet(str(tmp_path / "typed.parquet")).columns
        assert "record_id" in columns
        assert "title" in columns


def test_a_file_without_a_column_it_must_have(tmp_path):
    file = write_csv(tmp_path / "b.csv", BUDGETS[:-1], [])
    with pytest.raises(DataError, match=r"b\.csv: no column worldwide_gross; it has id, release_date, movie"):
        read(tmp_path, "numbers", file)


DAILY_READABLE = [
    ("Daily", "$6,762,000", "gross_usd", 6_762_000),
    ("%± YD", "+33.8%", "day_change_pct", 33.8),
    ("%± YD", "+1,233.8%", "day_change_pct", 1233.8),
    ("%± YD", "-5%", "day_change_pct", -5),
    ("%± YD", "<0.1%", "day_change_pct", 0),
    ("%± LW", "-", "week_change_pct", None),
    ("Theaters", "-", "theaters", None),
    ("Theaters", "2,878", "theaters", 2878),
    ("Days", "1,113", "day_of_release", 1113),
    ("Estimated", "true", "is_estimate", True),
    ("Release", "Low Tide2012 Re-release", "title", "Low Tide"),
    ("Release", "Low Tide2012 Re-release", "is_rerelease", True),
    ("Release", "Low Tide2012 3D Release", "title", "Low Tide"),
    ("Release", "Low Tide20th Anniversary", "title", "Low Tide"),
    ("Release", "Low Tide 2012", "title", "Low Tide 2012"),
    ("Release", "Low Tide 1320th Anniversary", "title", "Low Tide 13"),
    ("Release", "Low Tide100th Anniversary", "title", "Low Tide"),
    ("Release", "Low Tide5th Anniversary", "is_rerelease", True),
    ("Release", "Low Tide2022 4K Restoration", "title", "Low Tide"),
    ("Release", "Low Tide2012 Remastered", "is_rerelease", True),
    ("Release", "Low Tide2012 Sing-Along", "title", "Low Tide"),
    ("Release", "Low Tide1999 Re-Issue", "title", "Low Tide"),
    ("Release", "The 6th Day", "is_rerelease", False),
    ("Release", "1917", "title", "1917"),
    ("release_href", "/release/rl77/?ref_=bo_da_table_1", "release_id", "rl77"),
    ("date", "2010-07-18", "chart_date", date(2010, 7, 18)),
]


@pytest.fixture(scope="module")
def charts(tmp_path_factory):
    return read_cases(daily, tmp_path_factory.mktemp("daily"), DAILY, DAILY_READABLE, "Avg", "gross_per_theater_usd")


@pytest.mark.parametrize(
    "case", range(len(DAILY_READABLE)), ids=[f"{field} {text}" for field, text, *_ in DAILY_READABLE]
)
def test_a_readable_value_of_a_daily_chart(charts, case):
    typed, rejected = charts[case]
    _, _, column, expected = DAILY_READABLE[case]
    assert typed[column] == expected
    assert rejected == []


def test_a_row_of_a_daily_chart_without_a_day_or_a_release_is_rejected(tmp_path):
    typed, rejected = daily(tmp_path, {"date": "yesterday"}, {"release_href": "/title/tt1/"}, {"Daily": "a lot"})
    assert [row["gross_usd"] for row in typed] == [None]
    assert [(row["field"], row["reason"]) for row in rejected] == [
        ("", "row 2 names no release"),
        ("", "row 1 names no day"),
        ("Daily", "unreadable"),
    ]


def test_a_parquet_file_is_read_as_a_csv_file_is(tmp_path):
    as_csv = daily(tmp_path, {}, {"date": "2010-07-19"})
    with duckdb.connect() as session:
        file = tmp_path / "daily.parquet"
        session.execute(f"COPY (FROM read_csv('{tmp_path / 'daily.csv'}')) TO '{file}' (FORMAT parquet)")
    assert read(tmp_path, "boxofficemojo", file) == as_csv
    assert count_rows(file) == 2


def test_days_before_months_anywhere_in_a_file_make_all_such_dates_unreadable(tmp_path):
    dates = ["25/2/2012", "3/2/2012", "Mar 4, 2012"]
    typed, rejected = budgets(tmp_path, *({"movie": f"Tide {n}", "release_date": day} for n, day in enumerate(dates)))
    assert {row["title"]: row["release_date"] for row in typed} == {
        "Tide 0": None, "Tide 1": None, "Tide 2": date(2012, 3, 4)
    }  # fmt: skip
    assert sorted(row["value"] for row in rejected if row["field"] == "release_date") == ["25/2/2012", "3/2/2012"]


def test_days_before_months_anywhere_in_a_chart_give_no_movie_another_day(tmp_path):
    typed, rejected = daily(tmp_path, *({"date": day} for day in ("25/2/2012", "3/2/2012", "2012-02-04")))
    assert [row["chart_date"] for row in typed] == [date(2012, 2, 4)]
    assert {row["reason"] for row in rejected} == {
        f"row {n}: days stand before months in this file; write 2012-02-25" for n in (1, 2)
    }


TYPES = {
    "TIMESTAMP": ("release_date", "TIMESTAMP '2012-03-02'"),
    "TIMESTAMP WITH TIME ZONE": ("release_date", "TIMESTAMP '2012-03-02'::TIMESTAMPTZ"),
    "DATE": ("release_date", "DATE '2012-03-02'"),
    "DOUBLE": ("production_budget", "108101214::DOUBLE"),
    "DECIMAL": ("production_budget", "108101214::DECIMAL(18, 2)"),
    "BIGINT": ("production_budget", "108101214::BIGINT"),
}


@pytest.mark.parametrize("kind", TYPES)
def test_a_parquet_file_with_typed_columns(tmp_path, kind):
    column, value = TYPES[kind]
    values = {name: f"'{text}'" for name, text in BUDGET_LINE.items()} | {column: value}
    columns = ", ".join(f"{text} AS {name}" for name, text in values.items())
    file = tmp_path / "budgets.PARQUET"
    with duckdb.connect() as session:
        session.execute("SET TimeZone = 'UTC'")
        session.execute(f"COPY (SELECT {columns}) TO '{file}' (FORMAT parquet)")
    [row], rejected = read(tmp_path, "numbers", file)
    expected = {"release_date": date(2012, 3, 2), "production_budget": 108_101_214}[column]
    assert (row[{"production_budget": "production_budget_usd"}.get(column, column)], rejected) == (expected, [])


def test_a_table_as_pandas_and_polars_write_it(tmp_path):
    frame = pl.DataFrame([BUDGET_LINE]).with_columns(
        release_date=pl.lit(date(2012, 3, 2)).cast(pl.Datetime), production_budget=pl.lit(108_101_214.0)
    )
    frame.write_parquet(tmp_path / "polars.parquet")
    frame.write_csv(tmp_path / "polars.csv")
    frame.to_pandas().to_parquet(tmp_path / "pandas.parquet")
    frame.to_pandas().to_csv(tmp_path / "pandas.csv", index=False)
    for name in ("polars.parquet", "polars.csv", "pandas.parquet", "pandas.csv"):
        [row], rejected = read(tmp_path, "numbers", tmp_path / name)
        assert (row["release_date"], row["production_budget_usd"], rejected) == (date(2012, 3, 2), 108_101_214, [])


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8")])
def test_a_csv_file_as_excel_writes_it(tmp_path, separator, encoding):
    file = tmp_path / "b.CSV"
    lines = [BUDGETS, list((BUDGET_LINE | {"movie": "Señorita"}).values())]
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=separator).writerows(lines)
    [row], rejected = read(tmp_path, "numbers", file)
    assert (row["title"], row["worldwide_gross_usd"], rejected) == ("Señorita", 3_000, [])
    assert count_rows(file) == 1


def test_an_imported_table_without_a_value_to_be_read_is_empty_of_rejected_ones(tmp_path, read_rows):
    (tmp_path / "macros.sql").write_text("")
    (tmp_path / "mine.sql").write_text(
        "CREATE TABLE received AS "
        "SELECT record_number, name AS record_id, NULL AS verdict, NULL AS verdict_value FROM records; "
        "CREATE VIEW readable AS SELECT record_number, record_id FROM received; "
        "CREATE VIEW typed AS FROM readable"
    )
    (tmp_path / "mine.yaml").write_text("columns: {name: {type: VARCHAR, origin: mine.name}}")
    write_csv(tmp_path / "mine.csv", ["name"], [["Low Tide"]])
    typed, rejected = tmp_path / "mine.parquet", tmp_path / "mine.rejected.parquet"
    parse_import(
        [tmp_path / "mine.csv"], "mine", tmp_path / "mine.sql", tmp_path / "mine.yaml", typed, rejected
    )  # fmt: skip
    assert (read_rows(typed), read_rows(rejected)) == ([{"record_id": "Low Tide"}], [])
