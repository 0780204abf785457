"""The analyst's questions on a small database: every one has an answer, and the numbers in it are right."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.core.files import read_json
from ayne.questions.answer import answer_question, ask
from ayne.questions.header import load_question
from ayne.questions.reads import question_reads, question_settings
from ayne.questions.refresh_table import write_refresh_table

QUESTIONS = sorted((Path(__file__).resolve().parents[2] / "scripts/ayne/sql/questions").glob("*.sql"))
SNAPSHOT = date(2026, 6, 30)
SETTINGS = {"payback_multiple": 2.5}
# Movie n of 40, all of 2025 and $20M: grossed n times $2M, the better reviewed the more.
NUMBERS = range(1, 41)
STAMP = "fetched_at: TIMESTAMP '2026-05-01', as_of: DATE '2026-05-01'"


def movie(n):
    released = date(2025, 1, 3) + timedelta(days=7 * n)
    return (
        f"{{movie_id: {n}, tmdb_id: {n}, imdb_id: 'tt{n}', title: 'Tide {n}', release_date: DATE '{released}', "
        f"release_year: 2025, collection_id: 70, budget_usd: 20e6, worldwide_gross_usd: {n}e6 * 2, "
        f"domestic_gross_usd: {n}e6, opening_weekend_usd: {n}e6 / 2.5}}"
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory, build_in):
    tmdb = "vote_count: 100, budget: 20000000, runtime: 100"
    return build_in(
        tmp_path_factory.mktemp("questions"),
        movies=[movie(n) for n in NUMBERS],
        tmdb_movies=[f"{{movie_id: {n}, revenue: {n}, vote_average: {n / 5}, {tmdb}, {STAMP}}}" for n in NUMBERS],
        # the last movie has no answer of OMDb
        omdb_movies=[f"{{movie_id: {n}, imdb_id: 'tt{n}', metascore: {n}, {STAMP}}}" for n in NUMBERS[:-1]],
        movie_amounts=[f"{{movie_id: {n}, tmdb_budget_usd: 20e6}}" for n in NUMBERS],
        collections=["{collection_id: 70, name: 'Tides Collection'}"],
        genres=["{genre_id: 18, name: 'Drama'}"],
        movie_genres=[f"{{movie_id: {n}, genre_id: 18, position: 1}}" for n in NUMBERS],
        credits=[
            f"{{movie_id: {n}, person_id: 'tmdb:9', credit_id: 'd{n}', department: 'Directing', job: 'Director', "
            "origin: 'tmdb'}"
            for n in NUMBERS
        ],
        consumer_prices=["{year: 2025, cpi_u: 200, deflator: 0.5, base_year: 2020}"],
    )


@pytest.fixture(scope="module")
def reads(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reads")
    forecasts = [
        {"tmdb_id": n, "release_date": date(2025, 1, 3), "predicted_usd": 6e7 - n, "lower_80": 3e7, "upper_80": 7e7}
        | {"lower_90": 2e7, "upper_90": 8e7, "split": "test"}
        for n in NUMBERS
    ]
    pl.DataFrame(forecasts).write_parquet(folder / "forecasts.parquet")
    upcoming = {"tmdb_id": 40, "title": "Tide 40", "release_date": date(2026, 9, 4), "budget_usd": 20_000_000}
    upcoming |= {"prob_payback": 0.55, "break_even_budget_usd": 2.4e7, "predicted_usd": 6e7}
    intervals = {"lower_80": 3e7, "upper_80": 7e7, "lower_90": 2e7, "upper_90": 8e7}
    pl.DataFrame([upcoming | intervals]).write_csv(folder / "upcoming.csv")
    payback = [
        {"tmdb_id": n, "split": "test", "prob_payback": n / 40, "budget_usd": 20_000_000} | {"paid_back": n > 24}
        for n in NUMBERS
    ]
    pl.DataFrame(payback).write_parquet(folder / "payback.parquet")
    classes = {"tmdb": [[365, 30], [None, 90]], "omdb": [[None, 180]]}
    write_refresh_table(classes, folder / "refresh_days.csv")
    files = ("forecasts.parquet", "payback.parquet", "upcoming.csv", "refresh_days.csv")
    return {file.partition(".")[0]: folder / file for file in files}


@pytest.fixture
def answer(database, reads, tmp_path):
    def answer(sql, settings=SETTINGS):
        out = {kind: tmp_path / f"{sql.stem}.{kind}" for kind in ("csv", "svg", "json")}
        needed = {name: reads[name] for name in question_reads(sql)}
        answer_question(sql, database, needed, out, snapshot=SNAPSHOT, settings=question_settings(sql, settings))
        return out

    return answer


SENTENCES = {
    "best_returns": "Drama, summer, $10M to $40M: half of its 18 movies grossed more than 2.5 times",
    "break_even": "breaks even with a probability of 55 % at its budget of $20 million; a gross as forecast would pay",
    "domestic_share": "the median one earned 50 % of its gross in the US and Canada (40 movies)",
    "franchises": "Tides: from Tide 1 (2025) to Tide 40 (2025) the budget went from $10 million to $10 million",
    "gross_forecast": "Tide 40 (4 September 2026) is forecast to gross $60 million, with 80 % probability between $30",
    "next_requests": "16 answers are due, 1 of them never had, on 30 June 2026; first comes Tide 40 (2025) from OMDb",
    "peers": "Tide 40 grossed $80 million, 2.0 times the $40 million of the median of its 39 peers of 2025",
    "scores_and_returns": "rank correlation with gross per budget is +1.00 over 39 movies",
    "source_gaps": "OMDb IMDb rating is most wanting: it is known of 0 % of the 40 released movies",
    "track_records": "40 movies of a median 2.0 times their budgets, of which 40 % broke even",
}


def test_there_is_a_sentence_to_expect_of_every_question():
    assert sorted(SENTENCES) == [path.stem for path in QUESTIONS]


@pytest.mark.parametrize("sql", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_is_answered_by_rows_a_figure_and_a_sentence(sql, answer):
    out = answer(sql)
    said = read_json(out["json"])
    assert SENTENCES[sql.stem] in said["sentence"].replace("\N{NO-BREAK SPACE}", " ")
    assert out["csv"].read_text().count("\n") == said["rows"] + 1
    svg = out["svg"].read_text()
    assert "<path" in svg
    assert "prefers-color-scheme" in svg


def test_the_same_database_gives_the_same_bytes(answer):
    first = {kind: path.read_bytes() for kind, path in answer(QUESTIONS[0]).items()}
    assert {kind: path.read_bytes() for kind, path in answer(QUESTIONS[0]).items()} == first


def test_what_is_never_had_comes_before_what_has_aged(database, reads):
    sql = next(path for path in QUESTIONS if path.stem == "next_requests")
    rows = ask(sql, database, {"refresh_days": reads["refresh_days"]}, SNAPSHOT)
    # OMDb lacks one answer; all 40 of TMDB's are 60 days old, of movies up to a year old or older
    assert rows.row(0, named=True)["due"] == "OMDb: never had"
    assert rows.row(0, named=True)["title"] == "Tide 40"
    ages = {n: (SNAPSHOT - date(2025, 1, 3)).days - 7 * n for n in NUMBERS}
    due = rows.filter(pl.col("due") == "TMDB: due")
    assert sorted(due["movie_id"]) == sorted(n for n, age in ages.items() if age <= 365)
    assert set(rows["due"]) == {"OMDb: never had", "TMDB: due", "TMDB: within 30 days", "OMDb: later"}


def test_without_upcoming_movies_the_test_movies_are_told(database, reads, tmp_path):
    empty = tmp_path / "upcoming.csv"
    empty.write_text(reads["upcoming"].read_text().splitlines()[0] + "\n")
    by_name = {path.stem: path for path in QUESTIONS}
    rows = ask(by_name["gross_forecast"], database, reads | {"upcoming": empty}, SNAPSHOT)
    assert rows.row(0, named=True)["outcome"] == "; it grossed $2 million"
    rows = ask(by_name["break_even"], database, reads | {"upcoming": empty}, SNAPSHOT, SETTINGS)
    assert (rows.height, rows["likely"][0], rows["has_broken_even"].sum()) == (40, 20, 16)


QUESTION = """\
-- question: How many movies are there?
-- sentence: There are {movies:number} movies.
-- chart: {kind: bars, x: kind, y: movies, unit: movies}
SELECT 'all' AS kind, count(*) AS movies FROM movies
"""


def test_a_new_file_is_a_new_question(answer, tmp_path):
    sql = tmp_path / "mine.sql"
    sql.write_text(QUESTION)
    said = read_json(answer(sql)["json"])
    assert (said["question"], said["sentence"]) == ("How many movies are there?", "There are 40 movies.")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("-- question: How many movies are there?\n", "", "mine.sql: question: Field required"),
        ("y: movies", "y: number", "mine.sql: chart names number; the columns are kind, movies"),
        ("{movies:number}", "{films:number}", "mine.sql: sentence names 'films'; the columns are kind, movies"),
        ("kind: bars", "kind: pie", "mine.sql: chart.kind: Input should be 'bars'"),
        ("FROM movies", "FROM films", "mine.sql: the query failed: Catalog Error"),
        ("{kind: bars", "{kind: [bars", "mine.sql: the comment at its top is not readable as YAML"),
    ],
)
def test_a_wrong_question_is_refused_by_its_name(answer, tmp_path, old, new, message):
    sql = tmp_path / "mine.sql"
    sql.write_text(QUESTION.replace(old, new))
    with pytest.raises(DataError) as error:
        answer(sql)
    assert message in str(error.value)


def test_the_multiple_that_pays_is_the_settings(answer, tmp_path):
    by_name = {path.stem: path for path in QUESTIONS}
    question = read_json(answer(by_name["break_even"], {"payback_multiple": 3.0})["json"])
    assert question["question"] == "Will a movie break even at 3 budgets, and at which budget would it?"
    assert "3 budgets (evaluation.payback_multiple)" in question["note"]
    # movies 1 to 40 grossed a tenth of their number in budgets: from 30 on 3 budgets, from 25 on 2.5
    for multiple, share in ((3.0, "28 %"), (2.5, "40 %")):
        said = read_json(answer(by_name["track_records"], {"payback_multiple": multiple})["json"])["sentence"]
        assert f"of which {share} broke even" in said.replace("\N{NO-BREAK SPACE}", " ")
    named = [path.stem for path in QUESTIONS if question_settings(path, SETTINGS)]
    assert named == ["best_returns", "break_even", "franchises", "track_records"]
    assert not [path.stem for path in QUESTIONS if "2.5" in path.read_text()]


def test_a_setting_that_is_not_there_is_named(answer, tmp_path):
    sql = tmp_path / "mine.sql"
    sql.write_text(QUESTION.replace("unit: movies", "unit: movies, reference: hope"))
    with pytest.raises(DataError, match=r"mine.sql: there is no setting 'hope'; there are payback_multiple"):
        load_question(sql, SETTINGS)


def test_a_source_without_rows_is_not_said_to_be_one(answer):
    by_name = {path.stem: path for path in QUESTIONS}
    # the database has no row of The Numbers
    assert read_json(answer(by_name["source_gaps"])["json"])["source"] == "Data: TMDB, OMDb, as of 2026-06-30."


def test_scores_are_judged_by_the_same_movies(database, reads, tmp_path):
    by_name = {path.stem: path for path in QUESTIONS}
    rows = ask(by_name["scores_and_returns"], database, {}, SNAPSHOT)
    # OMDb has no score of the last movie, so TMDB's of it does not count either
    assert dict(zip(rows["score_name"], rows["movies"], strict=True)) == {
        "Metascore (critics)": 39,
        "TMDB rating (audience)": 39,
    }


def test_no_row_is_said_and_not_drawn(answer, tmp_path):
    sql = tmp_path / "mine.sql"
    sql.write_text("-- none: None at all.\n" + QUESTION + "HAVING count(*) > 1000\n")
    assert read_json(answer(sql)["json"])["sentence"] == "None at all."


def test_every_header_says_whose_data_it_rests_on():
    assert all(load_question(path, SETTINGS).sources for path in QUESTIONS)
