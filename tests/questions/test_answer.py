"""The analyst's questions on a small database: every one has an answer, and the numbers in it are right."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.core.files import read_json
from ayne.questions.answer import ask
from ayne.questions.header import load_question
from ayne.questions.reads import question_settings

QUESTIONS = sorted((Path(__file__).resolve().parents[2] / "scripts/ayne/sql/questions").glob("*.sql"))
SNAPSHOT = date(2026, 6, 30)
SETTINGS = {"payback_multiple": 2.5}
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
    others = [path.stem for path in QUESTIONS if path.stem not in SENTENCES]
    # such as `ayne new question` writes
    missing = [name for name in others if not Path(__file__).with_name(f"test_{name}.py").is_file()]
    assert missing == []
    assert set(SENTENCES) <= {path.stem for path in QUESTIONS}


@pytest.mark.parametrize("sql", [path for path in QUESTIONS if path.stem in SENTENCES], ids=lambda path: path.stem)
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
    ages = {n: (SNAPSHOT - date(2025, 1, 3)).days - 7 * n for n in range(1, 41)}
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
