"""A movie's way from the raw answers to the forecasts."""

import json
import math
import re
from datetime import date

import polars as pl
import pytest
from typer.testing import CliRunner

from ayne.cli import app
from ayne.core.errors import DataError
from ayne.core.files import write_json, write_jsonl, write_parquet
from ayne.database.trace import trace

FETCHED = "2026-06-30"
DAY = f"{FETCHED}T00:00:00Z"


def raw(record_id):
    return json.dumps({"id": record_id, "url": "https://example.org", "fetched_at": DAY, "status": 200}).encode()


@pytest.fixture(scope="module")
def study(tmp_path_factory, build_in):
    root = tmp_path_factory.mktemp("study")
    build_in(
        root,
        movies=[
            (
                "{movie_id: 1, tmdb_id: 1, imdb_id: 'tt1', title: 'Low Tide', budget_usd: 30e6, "
                "budget_usd_source: 'numbers', worldwide_gross_usd: 35e6, worldwide_gross_usd_source: 'tmdb'}"
            ),
            "{movie_id: 2, tmdb_id: 2, title: 'High Water', release_date: DATE '2026-07-10'}",
        ],
        tmdb_movies=[
            f"{{movie_id: {n}, budget: 30, revenue: 35e6, fetched_at: TIMESTAMP '{FETCHED}', as_of: DATE '{FETCHED}'}}"
            for n in (1, 2)
        ],
        numbers_budgets=["{numbers_id: 'Low Tide (1980)', movie_id: 1}"],
        numbers_movies=[
            "{movie_id: 1, numbers_id: 'Low Tide (1980)', production_budget_usd: 30e6, worldwide_gross_usd: 36e6}"
        ],
        movie_amounts=[
            (
                "{movie_id: 1, numbers_budget_usd: 30e6, tmdb_worldwide_gross_usd: 35e6, "
                "numbers_worldwide_gross_usd: 36e6}"
            ),
            "{movie_id: 2, tmdb_worldwide_gross_usd: 35e6}",
        ],
        rejected=[
            "{source: 'tmdb', record_id: '1', field: 'budget', value: '30', reason: 'below $1,000'}",
            "{source: 'tmdb', record_id: '11', field: 'budget', value: '31', reason: 'below $1,000'}",
            "{source: 'omdb', record_id: 'tt1', field: 'Runtime', value: '18S min', reason: 'unreadable'}",
        ],
    )
    for source, ids in (("tmdb", [11, 1]), ("omdb", ["tt11", "tt1"])):
        write_jsonl(root / "data" / "raw" / source / "movies" / "2010.jsonl.gz", map(raw, ids))
        # Of OMDb's record there is no row, only why.
        kind = {"tmdb": "", "omdb": ".rejected"}[source]
        rows = pl.DataFrame({"record_id": [str(one) for one in ids]})
        write_parquet(rows, root / "data" / "tables" / source / f"2010{kind}.parquet")
    # A year whose rows do not name the movie is not opened.
    write_parquet(pl.DataFrame({"record_id": ["11"]}), root / "data" / "tables" / "tmdb" / "2011.parquet")
    (root / "data" / "raw" / "tmdb" / "movies" / "2011.jsonl.gz").write_bytes(b"no gzip")
    features = pl.DataFrame(
        {
            "tmdb_id": [1],
            "release_date": [date(2010, 7, 16)],
            "is_sequel": [True],
            "nothing": [None],
            "log_budget_real": [math.log(53_600_000)],
        }
    )
    write_parquet(features, root / "results" / "features" / "pre_release.parquet")
    forecast = {
        "tmdb_id": 1,
        "split": "test",
        "actual_usd": 35e6,
        "predicted_usd": 213_533_443.34907037,
        "lower_80": 2e7,
        "upper_80": 8e7,
        "lower_90": 1e7,
        "upper_90": 9e7,
    }
    for model in ("ridge", "xgboost"):
        write_parquet(pl.DataFrame([forecast]), root / "results" / "models" / model / "predictions.parquet")
    write_json(
        root / "results" / "champion.json",
        {"model": "xgboost", "reason": "the only one", "walk_forward_rmse_log": {"xgboost": 1.2}},
    )
    upcoming = {"tmdb_id": 2, "predicted_usd": 370e6, "lower_80": 1e8, "upper_80": 1.2e9, "lower_90": 9e7}
    upcoming |= {"upper_90": 2e9, "reason_1": "87 days before a holiday (1.2 times)", "reason_2": None}
    (root / "results" / "predictions").mkdir()
    pl.DataFrame([upcoming | {"horizon": "pre_release"}]).write_csv(root / "results" / "predictions" / "upcoming.csv")
    return root


@pytest.fixture(scope="module")
def sections(study):
    return {section.title: section.rows for section in trace("1", study)}


def test_the_raw_answers_with_file_line_and_day(sections):
    assert sections["Raw answers"] == [
        ("tmdb", "data/raw/tmdb/movies/2010.jsonl.gz", 2, DAY, 200),
        ("omdb", "data/raw/omdb/movies/2010.jsonl.gz", 2, DAY, 200),
    ]


def test_its_rejected_values_and_no_others(sections):
    assert sections["Rejected"] == [
        ("omdb", "Runtime", "18S min", "unreadable"),
        ("tmdb", "budget", "30", "below $1,000"),
    ]


def test_which_source_each_amount_is_from_and_why(sections):
    first = "first credible amount"
    assert sections["Amounts"] == [
        ("budget_usd", "tmdb", 30, False, "rejected, see below"),
        ("budget_usd", "numbers", 30_000_000, True, first),
        ("budget_usd", "wikidata", None, False, "not given"),
        ("worldwide_gross_usd", "tmdb", 35_000_000, True, first),
        ("worldwide_gross_usd", "numbers", 36_000_000, False, "tmdb comes before it"),
        ("worldwide_gross_usd", "wikidata", None, False, "not given"),
        ("domestic_gross_usd", "omdb", None, False, "not given"),
        ("domestic_gross_usd", "numbers", None, False, "not given"),
        ("domestic_gross_usd", "wikidata", None, False, "not given"),
    ]


def test_its_rows_features_and_forecasts(sections):
    assert ("numbers_movies", 1) in sections["Rows"]
    assert ("title", "Low Tide") in sections["movies"]
    assert ("is_sequel", True) in sections["Features"]
    forecast = ("test", 35e6, 213_533_443.34907037, 2e7, 8e7, 1e7, 9e7)
    assert sections["Forecasts"] == [("xgboost", *forecast), ("ridge", *forecast)]  # the champion first


def printed(study, *arguments):
    done = CliRunner().invoke(app, ["trace", *arguments, "--directory", str(study)], env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_command_says_the_forecast_first_in_dollars_and_wraps_nothing(study):
    text = printed(study, "low tide")
    lines = [line.rstrip() for line in text.splitlines()]
    assert lines[0] == "Low Tide (undated), movie 1"
    assert lines[2] == "Forecasts: a movie of the test years, which no model saw"
    assert lines[4] == "xgboost  $214M     $20M to $80M   $10M to $90M   $35M"
    assert "budget_usd           numbers   $30M      yes   first credible amount" in lines
    assert "log_budget_real  $53.6M  of the base year" in lines
    assert max(map(len, lines)) <= 80
    assert "213533443" not in text


def test_an_upcoming_movie_has_the_forecast_of_the_refitted_champion_and_its_reasons(study):
    lines = [line.rstrip() for line in printed(study, "High Water").splitlines()]
    assert lines[2] == "Forecasts: not released at the snapshot"
    assert lines[4] == "xgboost  $370M     $100M to $1.2B  $90M to $2B    unknown"
    assert lines[6:8] == ["Reasons", "  87 days before a holiday (1.2 times)"]


def test_json_has_every_digit(study):
    found = json.loads(printed(study, "1", "--json"))
    assert found["Forecasts"][0]["predicted_usd"] == 213_533_443.34907037


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("7", "the database has no movie '7'; is the year of its release in the catalogue?"),
        (
            "Hihg Water",
            "no movie is 'Hihg Water' alone; give the id of the one you mean:\n         2  High Water (2026)",
        ),
    ],
)
def test_a_movie_that_is_not_there(study, wanted, said):
    with pytest.raises(DataError, match=re.escape(said)):
        trace(wanted, study)


def test_a_part_of_a_title_that_only_one_movie_has_is_enough(study):
    assert trace("tide", study)[3].rows[0] == ("movie_id", 1)
