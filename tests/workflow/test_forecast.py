"""Movies not yet released, and films of one's own, forecast in a small simulated study."""

import csv
import json

import pytest
from typer.testing import CliRunner

from ayne.cli import app
from ayne.database import DuckDBClient
from ayne.forecasts.film_features import FilmFeatures
from ayne.forecasts.film_forecaster import read_forecaster
from ayne.forecasts.what_if_database import built_features, features_of
from fixtures.described_movies import described_movies


@pytest.fixture(scope="module")
def study(built):
    return built


@pytest.fixture
def ayne(study, monkeypatch):
    monkeypatch.chdir(study.folder)
    return lambda *arguments: CliRunner().invoke(app, ["forecast", *arguments])


def test_every_unreleased_movie_is_forecast(study):
    with DuckDBClient(study.folder / "data/movies.duckdb") as db:
        rows = db.query("SELECT tmdb_id FROM movies WHERE release_date > DATE '2022-06-30'")
    with (study.folder / "results/predictions/upcoming.csv").open() as lines:
        movies = list(csv.DictReader(lines))
    assert {int(movie["tmdb_id"]) for movie in movies} == set(rows["tmdb_id"])
    assert len(movies) > 20
    assert all(float(movie["lower_90"]) < float(movie["predicted_usd"]) < float(movie["upper_90"]) for movie in movies)


def test_a_movie_described_by_hand_has_the_features_that_the_workflow_built(study):
    import polars as pl

    database = study.folder / "data/movies.duckdb"
    forecaster = read_forecaster(study.folder)
    settings = forecaster.forecaster.refit.settings
    made_of = {key: getattr(settings, key) for key in ("families", "feature_set", "options")}
    # Not yet released: a copy of one that is would count in the records of the others.
    known = dict(list(described_movies(database, "2022-07-01", "2023-12-31").items())[:3])
    films = [forecaster.reader.understand(film) for film in known.values()]
    with DuckDBClient(database) as db:
        theirs, _ = features_of(db, list(known), **made_of)
    written = pl.read_parquet(study.folder / "results/features/pre_release.parquet")
    assert [film.notes for film in films] == [[], [], []]
    assert forecaster.features.slow_families == []
    looked_up = forecaster.features.of(films).drop("tmdb_id")
    assert looked_up.equals(theirs.drop("tmdb_id"))
    built = built_features(database, films, families=settings.families, settings=settings)
    assert looked_up.equals(built.drop("tmdb_id"))
    assert theirs.equals(theirs.select("tmdb_id").join(written, on="tmdb_id", maintain_order="left"))


def test_a_family_that_looks_nothing_up_is_built_a_film_at_a_time(study):
    database = study.folder / "data/movies.duckdb"
    forecaster = read_forecaster(study.folder)
    settings = forecaster.forecaster.refit.settings
    more = settings.model_copy(update={"families": (*settings.families, "text", "competition")})
    features = FilmFeatures(more, forecaster.reader.past, database)
    assert features.slow_families == ["text", "competition"]
    film = next(iter(described_movies(database, "2022-07-01", "2023-12-31").values()))
    twice = features.of([forecaster.reader.understand(film)] * 2)
    assert twice["title_word_count"].null_count() == 0
    # were both in one database, the one would compete with the other
    assert twice["competition_movie_count"][0] == twice["competition_movie_count"][1]
    alone = features.of([forecaster.reader.understand(film)])
    assert alone.drop("tmdb_id").equals(twice[:1].drop("tmdb_id"))


def test_the_example_is_forecast_as_json(study, ayne):
    done = ayne(str(study.folder / "docs/examples/film.yaml"), "--json")
    assert done.exit_code == 0, done.stderr
    message = json.loads(done.stdout)
    [answer] = message["forecasts"]
    assert message["slate"] is None
    assert answer["rank"] == 1
    assert answer["sensitivity"]["budget_up_20_percent_usd"] > answer["sensitivity"]["budget_down_20_percent_usd"]
    assert answer["title"] == "The Harbour of Rosdafell"
    assert answer["lower_90"] < answer["lower_80"] < answer["predicted_usd"] < answer["upper_80"] < answer["upper_90"]
    assert 0 < answer["prob_payback"] < 1
    assert len(answer["reasons"]) == 5
    assert len(answer["similar"]) == 3
    assert any("Nobody Yet: not in the database" in warning for warning in answer["warnings"])
    assert "Nobody Yet" in answer["unknown_names"]
    assert all(reason["features"] and reason["factor"] > 0 for reason in answer["reasons"])


def test_many_films_are_printed_and_a_wrong_genre_is_a_message(study, ayne, tmp_path):
    films = tmp_path / "films.csv"
    films.write_text("title,release_date,budget,genres\nAlpha,2023-05-14,30000000,Drama\nBeta,2023-06-01,,Comedy\n")
    done = ayne(str(films), "--csv", str(tmp_path / "out.csv"), "--xlsx", str(tmp_path / "out.xlsx"))
    assert done.exit_code == 0, done.stderr
    assert "Alpha" in done.stdout
    assert "2023-05-14" in done.stdout
    assert "Beta: no budget is given" in done.stdout
    with (tmp_path / "out.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    assert sorted(row["title"] for row in rows[:2]) == ["Alpha", "Beta"]
    assert [row["rank"] for row in rows] == ["1", "2", ""]
    assert rows[2]["title"] == "all 2 together"
    assert int(rows[2]["lower_80"]) < int(rows[2]["predicted_usd"]) < int(rows[2]["upper_80"])
    assert int(rows[2]["lower_80"]) > int(rows[0]["lower_80"])
    assert "all 2 together" in done.stdout
    assert "How the forecast moves with" in done.stdout
    beta = next(row for row in rows if row["title"] == "Beta")
    assert beta["budget_up_20_percent_usd"] == ""
    assert int(beta["four_weeks_later_usd"]) > 0
    assert int(rows[0]["predicted_usd"]) >= int(rows[1]["predicted_usd"])
    assert (tmp_path / "out.xlsx").read_bytes()[:2] == b"PK"
    films.write_text("title,release_date,genres\nAlpha,2023-05-14,Dramma\n")
    done = ayne(str(films))
    assert done.exit_code == 1
    assert f"{films}, line 2: genres: 'Dramma' is unknown; did you mean Drama" in done.stderr
    assert "Traceback" not in done.stderr
