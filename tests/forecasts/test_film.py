from datetime import date
from pathlib import Path

import pytest

from ayne.core.errors import DataError
from ayne.forecasts.film import Film, read_csv, read_films

ROOT = Path(__file__).resolve().parents[2]


def read(tmp_path, text, name="film.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_films(path)


def test_a_film_takes_the_names_that_people_give_its_fields(tmp_path):
    text = "title: Alpha\nrelease_date: 2027-05-14\nbudget: 60_000_000\ndirector: Ann Lee\n"
    text += "certificate: PG-13\nruntime: 99\n"
    assert read(tmp_path, text) == [
        Film(
            title="Alpha", release_date=date(2027, 5, 14), budget_usd=60_000_000, directors=("Ann Lee",),
            us_certification="PG-13", runtime_min=99,
        )
    ]  # fmt: skip


def test_a_csv_file_has_a_film_a_line_and_lists_by_semicolons(tmp_path):
    text = "title,release_date,genres,budget\nAlpha,2027-05-14,Action; Drama,1000000\nBeta,2027-06-01,,\n"
    alpha, beta = read(tmp_path, text, "films.csv")
    assert (alpha.genres, alpha.budget_usd) == (("Action", "Drama"), 1_000_000)
    assert (beta.title, beta.genres, beta.budget_usd) == ("Beta", (), None)


def test_semicolons_may_stand_between_the_cells_and_bars_in_them(tmp_path):
    text = "title;release_date;genres;budget\nAlpha;2027-05-14;Action | Drama;1.200.000\n"
    [alpha] = read(tmp_path, text, "films.csv")
    assert (alpha.genres, alpha.budget_usd) == (("Action", "Drama"), 1_200_000)


def test_blanks_in_a_list_are_left_out():
    film = Film(title="A", release_date=date(2027, 5, 14), genres=" ; Drama;", cast=[None, " ", "Ann Lee "])
    assert (film.genres, film.cast) == (("Drama",), ("Ann Lee",))


def test_a_film_may_have_no_us_release():
    assert Film(title="A", release_date="2027-05-14", us_release_date=" None").us_release_date == "none"


@pytest.mark.parametrize("number", [0, 86400, "86400", 2027, True])
def test_a_number_is_no_day(number):
    with pytest.raises(ValueError, match="release_date"):
        Film(title="A", release_date=number)


def test_the_example_is_a_film():
    [film] = read_films(ROOT / "docs" / "examples" / "film.yaml")
    assert film.budget_usd == 65_000_000
    assert len(film.cast) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("release_date: 2027-05-14", "film.yaml: title is missing; write a text"),
        (
            "title: A\nrelease_date: next year",
            "release_date is 'next year'; write a day from 1913 to 2100, as 2027-05-14",
        ),
        (
            "title: A\nrelease_date: 2027-05-14\nbudget: -5",
            "budget_usd is '-5'; write US dollars, 1000 to 100 billion",
        ),
        ("title: A\nrelease_date: 2027-05-14\nbudget: a fortune", "budget_usd is 'a fortune'; write US dollars"),
        ("title: A\nrelease_date: 2027-05-14\nbudget: '65.000'", "budget_usd is '65.000'; write US dollars"),
        ("title: A\nrelease_date: 2027-05-14\nbudgt: 5000", "budgt is no field of a film; did you mean budget?"),
        ("title: A\nrelease_date: 2027-05-14\ncertificate: X", "us_certification is 'X'; write G, PG, PG-13, R, NC-17"),
        ("title: A\nrelease_date: 2027-05-14\ncast: {a: 1}", "cast is {'a': '1'}; write a list of names"),
        ("title: A\nrelease_date: 2027-05-14\nbudget: 5000\nbudget_usd: 6000", "one field is given twice"),
        ("title: A\nrelease_date: 2027-05-14\nbudget: 65000000\nbudget: 6500000", "budget stands twice; leave one"),
        ("title: A\nrelease_date: 2027-02-29", "release_date is '2027-02-29'; write a day from 1913"),
        (
            "title: A\nrelease_date: 2027-05-14\nopening_weekend_usd: 31",
            "opening_weekend_usd is 31; write US dollars",
        ),
        ("title: A\nrelease_date: 2027-05-14\nopening_weekend_usd: 31.000", "opening_weekend_usd is '31.000'; write"),
        (
            "title: A\nrelease_date: 2027-05-14\nopening_weekend_usd: 250.000 USD",
            "opening_weekend_usd is '250.000 USD'",
        ),
        ("- title: A", "a film is expected as"),
        ("title: [", "cannot be read as YAML"),
    ],
)
def test_a_wrong_field_is_named_with_its_value_and_what_would_be_right(tmp_path, text, message):
    with pytest.raises(DataError) as error:
        read(tmp_path, text)
    assert message in str(error.value)
    assert "film.yaml" in str(error.value)


def test_a_value_of_a_yaml_film_is_what_is_written(tmp_path):
    text = "title: 1917\nrelease_date: 2027-05-14\ncountries: [NO, SE]\noriginal_language: no\nbudget: 065000000\n"
    [film] = read(tmp_path, text + "collection: null\ncast: [Off, 50]\nus_release_date:\n")
    assert (film.title, film.countries, film.original_language) == ("1917", ("NO", "SE"), "no")
    assert (film.budget_usd, film.collection, film.cast) == (65_000_000, None, ("Off", "50"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title,release_date,budget,budget\nA,2027-05-14,65M,6.5M\n", "films.csv: the first line names budget twice"),
        (
            'title,release_date,cast\nA,2027-05-14,"B\nC,2027-05-15,D\n',
            "line 3: cannot be read as CSV in UTF-8: .* quote",
        ),
        (",title,release_date\n0,A,2027-05-14\n", "line 2: '0' stands in a column without a name"),
        ("title,release_date\n\nA,2027-05-14\n\nB,soon\n", "line 5: release_date is 'soon'"),
    ],
)
def test_a_csv_file_that_is_not_what_it_seems(tmp_path, text, message):
    with pytest.raises(DataError, match=message):
        read(tmp_path, text, "films.csv")


def test_a_csv_file_that_is_not_utf_8_is_refused_wherever_it_comes_from():
    with pytest.raises(DataError, match=r"the body: cannot be read as CSV in UTF-8: .* byte 0xf1"):
        read_csv("title,release_date\nSeñor,2027-05-14\n".encode("cp1252"), "the body")


def test_blank_cells_and_lines_of_a_spreadsheet_are_none(tmp_path):
    [film] = read(tmp_path, "title,release_date,budget,\nA,2027-05-14, ,\n,,,\n , ,,\n", "films.csv")
    assert (film.title, film.budget_usd) == ("A", None)


def test_a_csv_file_of_excel_is_read(tmp_path):
    text = '\ufefftitle;release_date;budget_usd;genres\r\nAlpha;2027-05-14;20000000;"Drama; Comedy"\r\n'
    [alpha] = read(tmp_path, text, "films.csv")
    assert (alpha.title, alpha.budget_usd, list(alpha.genres)) == ("Alpha", 20_000_000, ["Drama", "Comedy"])


def test_a_wrong_line_of_a_csv_file_is_named(tmp_path):
    text = "title,release_date\nAlpha,2027-05-14\nBeta,soon\n"
    with pytest.raises(DataError, match=r"films\.csv, line 3: release_date is 'soon'"):
        read(tmp_path, text, "films.csv")
    with pytest.raises(DataError, match="more cells than the first line"):
        read(tmp_path, "title,release_date\nAlpha,2027-05-14,9\n", "films.csv")
    with pytest.raises(DataError, match="no film in it"):
        read(tmp_path, "title,release_date\n", "films.csv")


def test_a_file_that_is_missing_or_of_another_kind_is_said(tmp_path):
    with pytest.raises(DataError, match="there is no such file"):
        read_films(tmp_path / "none.yaml")
    with pytest.raises(DataError, match="with one film"):
        read(tmp_path, "title: A", "film.txt")


@pytest.mark.parametrize(
    ("written", "dollars"),
    [
        ("$20 million", 20_000_000), ("20M", 20_000_000), ("1.5 bn", 1_500_000_000), ("65,000,000", 65_000_000),
        ("US$ 800k", 800_000), ("65 000 000 USD", 65_000_000), ("5000", 5_000), ("2.5 Million dollars", 2_500_000),
        ("6.5E+07", 65_000_000), ("65000000.0", 65_000_000),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(written, dollars):
    assert Film(title="A", release_date=date(2027, 5, 14), budget_usd=written).budget_usd == dollars


@pytest.mark.parametrize(
    "written",
    ["65.000", "1.5", "65,00", "1,5 million", "twenty", "20 miles", "-5M", "$", "250.000 USD", "9" * 400 + "M"],
)
def test_an_amount_that_may_mean_two_things_is_refused(written):
    with pytest.raises(ValueError, match="budget_usd"):
        Film(title="A", release_date=date(2027, 5, 14), budget_usd=written)


IN_CINEMAS = "title: A\nrelease_date: 2026-06-05\nopening_weekend_usd: 31M\n"


def test_a_film_in_cinemas_has_weekends(tmp_path):
    [film] = read(tmp_path, IN_CINEMAS + "opening_theaters: 3100\nsecond_weekend_usd: 14.5M\ngross_to_date_usd: 60M\n")
    assert film.is_in_cinemas
    assert (film.opening_weekend_usd, film.opening_theaters) == (31_000_000, 3100)
    assert (film.second_weekend_usd, film.gross_to_date_usd) == (14_500_000, 60_000_000)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (IN_CINEMAS + "gross_to_date_usd: 30M", "gross_to_date_usd is '30M'; write US dollars in the US and Canada by"),
        (
            "title: A\nrelease_date: 2026-06-05\nsecond_weekend_usd: 9M",
            "second_weekend_usd is '9M'; write US dollars of the Friday to Sunday after the opening, beside",
        ),
        (IN_CINEMAS + "opening_theaters: 0", "opening_theaters is '0'; write a number of theaters"),
    ],
)
def test_weekends_that_cannot_be_are_refused(tmp_path, text, message):
    with pytest.raises(DataError) as error:
        read(tmp_path, text)
    assert message in str(error.value)
