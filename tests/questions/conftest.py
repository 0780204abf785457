"""A small database with an answer to every question, and the tables that questions read beside it."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from ayne.core.files import read_json
from ayne.questions.answer import answer_question
from ayne.questions.reads import question_reads, question_settings

QUESTIONS = Path(__file__).resolve().parents[2] / "scripts/ayne/sql/questions"
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
    upcoming |= {"horizon": "pre_release", "prob_payback": 0.55, "break_even_budget_usd": 2.4e7, "predicted_usd": 6e7}
    intervals = {"lower_80": 3e7, "upper_80": 7e7, "lower_90": 2e7, "upper_90": 8e7}
    pl.DataFrame([upcoming | intervals]).write_csv(folder / "upcoming.csv")
    payback = [
        {"tmdb_id": n, "split": "test", "prob_payback": n / 40, "budget_usd": 20_000_000} | {"paid_back": n > 24}
        for n in NUMBERS
    ]
    pl.DataFrame(payback).write_parquet(folder / "payback.parquet")
    files = ("forecasts.parquet", "payback.parquet", "upcoming.csv")
    return {file.partition(".")[0]: folder / file for file in files}


@pytest.fixture
def answer(database, reads, tmp_path):
    def answer(sql, settings=SETTINGS):
        out = {kind: tmp_path / f"{sql.stem}.{kind}" for kind in ("csv", "svg", "json")}
        needed = {name: reads[name] for name in question_reads(sql)}
        answer_question(sql, database, needed, out, snapshot=SNAPSHOT, settings=question_settings(sql, settings))
        return out

    return answer


@pytest.fixture
def answered(answer):
    """Return a function that answers the question of a name: what is said of it, as JSON."""

    def answered(name):
        return read_json(answer(QUESTIONS / f"{name}.sql")["json"])

    return answered
