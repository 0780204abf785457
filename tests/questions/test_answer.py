"""The analyst's questions on a small database: every one has an answer, and the numbers in it are right."""

from datetime import date
from pathlib import Path

import pytest

from ayne.core.errors import DataError
from ayne.core.files import read_json
from ayne.questions.answer import ask, sources_with_data
from ayne.questions.header import load_question
from ayne.questions.reads import question_settings

QUESTIONS = sorted((Path(__file__).resolve().parents[2] / "scripts/ayne/sql/questions").glob("*.sql"))
SNAPSHOT = date(2026, 6, 30)
SETTINGS = {"payback_multiple": 2.5}
SENTENCES = {
    "best_returns": "Drama, summer, $10M to $40M: half of its 18 movies grossed more than 2.5 times",
    "break_even": "most of all Tide 40 (10 October 2025): with a probability of 55 % at its budget of $20M; a gross",
    "busy_weeks": "The biggest week begins on 4 September 2026: one movie opens, forecast to gross $60M in all, Tide",
    "domestic_share": "the median one earned 50 % of its gross in the US and Canada (40 movies)",
    "franchises": "Tides: from Tide 1 (2025) to Tide 40 (2025) the budget went from $10M to $10M",
    "gross_forecast": "Tide 40 (4 September 2026) is forecast to gross $60M, with 80 % probability between $30M",
    "peers": "Tide 40 grossed $80M, 2.0 times the $40M of the median of its 39 peers of 2025",
    "scores_and_returns": "rank correlation with gross per budget is +1.00 over 39 movies",
    "source_gaps": "OMDb IMDb rating is most wanting: it is known of none of the 40 released movies. 1 has no answer",
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


def upcoming_of(folder, *movies):
    """Return a file of upcoming movies with a forecast each, in millions."""
    head = "tmdb_id,title,release_date,horizon,budget_usd,predicted_usd,prob_payback,break_even_budget_usd"
    lines = [
        f"{n},Tide {n},{day},pre_release,20000000,{millions}000000,{chance},1" for n, day, millions, chance in movies
    ]
    (folder / "upcoming.csv").write_text("\n".join([head, *lines]) + "\n")
    return folder / "upcoming.csv"


def test_weeks_run_from_friday_to_thursday_and_the_fullest_comes_first(database, tmp_path):
    sql = next(path for path in QUESTIONS if path.stem == "busy_weeks")
    movies = [(1, "2026-09-04", 60, 0.5), (2, "2026-09-10", 50, 0.5), (3, "2026-09-11", 100, 0.5)]
    rows = ask(sql, database, {"upcoming": upcoming_of(tmp_path, *movies)}, SNAPSHOT)
    assert rows.select("week_from", "movies", "forecast_usd", "biggest_movie").rows() == [
        (date(2026, 9, 4), 2, 110_000_000, "Tide 1"),
        (date(2026, 9, 11), 1, 100_000_000, "Tide 3"),
    ]
    assert set(rows["most_words"]) == {
        "No week has more movies",
        "Most movies open in the week from 4 September 2026, 2 of them",
    }
    assert rows["label"].to_list() == ["4 Sep 2026 (2)", "11 Sep 2026 (1)"]


def test_what_breaks_even_is_sorted_by_the_chance_that_is_drawn(database, reads, tmp_path):
    sql = next(path for path in QUESTIONS if path.stem == "break_even")
    movies = [(1, "2026-09-04", 60, 0.2), (2, "2026-09-10", 50, 0.9), (3, "2026-09-11", 100, 0.6)]
    rows = ask(sql, database, reads | {"upcoming": upcoming_of(tmp_path, *movies)}, SNAPSHOT, SETTINGS)
    assert rows["prob_payback"].to_list() == [0.9, 0.6, 0.2]
    assert rows["likely"][0] == 2


def test_nothing_is_said_of_none(database, reads):
    by_name = {path.stem: path for path in QUESTIONS}
    words = dict(ask(by_name["source_gaps"], database, {}, SNAPSHOT).select("value_name", "more_words").rows())
    # every movie has an answer of TMDB's, and none of its budgets was rejected or differs
    assert words["TMDB budget"] == ""
    assert words["OMDb Metascore"] == " 1 has no answer of the source."


def test_a_score_that_is_ahead_by_no_more_than_luck_is_not_said_to_be_first(build_in, tmp_path):
    """Of 40 movies critics and audience agree with the returns but for a few: neither surely more than the other."""
    numbers = range(1, 41)
    rating = {n: n if n % 7 else 41 - n for n in numbers}
    critics = {n: n if n % 6 else 41 - n for n in numbers}
    database = build_in(
        tmp_path,
        movies=[
            f"{{movie_id: {n}, tmdb_id: {n}, imdb_id: 'tt{n}', title: 'Tide {n}', release_date: DATE '2025-01-03', "
            f"release_year: 2025, budget_usd: 20e6, worldwide_gross_usd: {n}e6}}"
            for n in numbers
        ],
        tmdb_movies=[f"{{movie_id: {n}, vote_average: {rating[n] / 5}, vote_count: 100}}" for n in numbers],
        omdb_movies=[f"{{movie_id: {n}, imdb_id: 'tt{n}', metascore: {critics[n]}}}" for n in numbers],
    )
    sql = next(path for path in QUESTIONS if path.stem == "scores_and_returns")
    first = ask(sql, database, {}, SNAPSHOT).row(0, named=True)
    assert first["verdict"] == f"No score surely goes with return most; {first['score_name']} is first"
    assert first["others_words"] == ", which 1 of 1 others miss by no more than luck"


def test_without_upcoming_movies_the_test_movies_are_told(database, reads, tmp_path):
    empty = tmp_path / "upcoming.csv"
    empty.write_text(reads["upcoming"].read_text().splitlines()[0] + "\n")
    by_name = {path.stem: path for path in QUESTIONS}
    rows = ask(by_name["gross_forecast"], database, reads | {"upcoming": empty}, SNAPSHOT)
    assert rows.row(0, named=True)["outcome"] == "; it grossed $2M"
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
    assert read_json(answer(by_name["source_gaps"])["json"])["source"] == "Data: TMDB, OMDb, as of 30 June 2026."


def test_a_catalogue_of_wikidatas_lacks_nothing_of_sources_that_are_not_asked(build_in, tmp_path):
    database = build_in(
        tmp_path,
        movies=["{movie_id: 25188, imdb_id: 'tt1', title: 'Tide', release_date: DATE '2025-01-03'}"],
        catalogue_movies=["{movie_id: 25188, as_of: DATE '2026-05-01'}"],
        **dict.fromkeys(("tmdb_movies", "omdb_movies", "movie_genres", "credits"), ()),
        wikidata_movies=["{movie_id: 25188, wikidata_id: 'Q25188', as_of: DATE '2026-05-01'}"],
        movie_amounts=["{movie_id: 25188, wikidata_id: 'Q25188', wikidata_budget_usd: 20e6}"],
    )
    gaps = next(path for path in QUESTIONS if path.stem == "source_gaps")
    rows = ask(gaps, database, {}, SNAPSHOT)
    assert rows.select("value_name", "source", "known", "unanswered").rows() == [
        ("Wikidata worldwide gross", "Wikidata", 0, 0),
        ("Wikidata budget", "Wikidata", 1, 0),
    ]
    for path in QUESTIONS:
        assert sources_with_data(load_question(path, SETTINGS).sources, database) == ["wikidata"], path.stem


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
