"""A movie's way from the raw answers to the forecasts."""

import json
from datetime import date

import polars as pl
import pytest
from typer.testing import CliRunner

from ayne.cli import app
from ayne.core.errors import DataError
from ayne.core.files import write_jsonl, write_parquet
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
            "{movie_id: 2, tmdb_id: 2, title: 'High Water'}",
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
            )
        ],
        rejected=[
            "{source: 'tmdb', record_id: '1', field: 'budget', value: '30', reason: 'below $1,000'}",
            "{source: 'tmdb', record_id: '11', field: 'budget', value: '31', reason: 'below $1,000'}",
            "{source: 'omdb', record_id: 'tt1', field: 'Runtime', value: '18S min', reason: 'unreadable'}",
        ],
    )
    for source, ids in (("tmdb", [11, 1]), ("omdb", ["tt11", "tt1"])):
        write_jsonl(root / "data" / "raw" / source / "movies" / "2010.jsonl.gz", map(raw, ids))
    features = pl.DataFrame(
        {"tmdb_id": [1], "release_date": [date(2010, 7, 16)], "is_sequel": [True], "nothing": [None]}
    )
    write_parquet(features, root / "results" / "features" / "pre_release.parquet")
    forecast = {
        "tmdb_id": 1,
        "split": "test",
        "actual_usd": 35e6,
        "predicted_usd": 4e7,
        "lower_90": 1e7,
        "upper_90": 9e7,
    }
    write_parquet(pl.DataFrame([forecast]), root / "results" / "models" / "ridge" / "predictions.parquet")
    return root


@pytest.fixture(scope="module")
def sections(study):
    return {section.title: section.rows for section in trace(1, study)}


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
    first = "first source with a credible amount"
    assert sections["Amounts"] == [
        ("budget_usd", "tmdb", 30, False, "rejected, see above"),
        ("budget_usd", "numbers", 30_000_000, True, first),
        ("worldwide_gross_usd", "tmdb", 35_000_000, True, first),
        ("worldwide_gross_usd", "numbers", 36_000_000, False, "tmdb comes before it"),
        ("domestic_gross_usd", "omdb", None, False, "not given"),
        ("domestic_gross_usd", "numbers", None, False, "not given"),
    ]


def test_its_rows_features_and_forecasts(sections):
    assert ("numbers_movies", 1) in sections["Rows"]
    assert ("title", "Low Tide") in sections["movies"]
    assert ("is_sequel", True) in sections["Features"]
    assert sections["Forecasts"] == [("ridge", "test", 35e6, 4e7, 1e7, 9e7)]


def test_the_command_prints_it(study):
    done = CliRunner().invoke(app, ["trace", "1", "--directory", str(study)], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    assert "first source with a credible amount" in " ".join(done.stdout.split())


def test_a_movie_that_is_not_there(study):
    with pytest.raises(DataError, match="has no movie 7; is the year of its release in the catalogue"):
        trace(7, study)
