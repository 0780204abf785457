"""Three amounts at four horizons, from made-up charts of the simulated movies, end to end."""

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import yaml
from typer.testing import CliRunner

from ayne.cli import app
from ayne.core.files import sha256_file
from ayne.database import DuckDBClient
from ayne.serve.server_app import create_app
from ayne.serve.study_state import StudyState
from fixtures.served_app import client_of

pytestmark = pytest.mark.slow

HEADER = (
    "TD", "Release", "Daily", "%± YD", "%± LW", "Theaters", "Avg", "To Date", "Days", "Distributor", "Estimated",
    "date", "release_href",
)  # fmt: skip
# Of a weekend by weekday; of any other day.
SHARES, MIDWEEK = {4: 0.35, 5: 0.4, 6: 0.25}, 0.06
SETTINGS = """
evaluation: {targets: [opening_weekend_usd, worldwide_gross_usd, domestic_gross_usd]}
imports: {daily_box_office: CHARTS}
horizons: {models: {xgboost: {params: {n_estimators: 50, max_depth: 3}}}}
"""
TARGETS = ("opening_weekend_usd", "domestic_gross_usd", "worldwide_gross_usd")
FILM = """
title: In Cinemas
release_date: 2022-06-17
budget_usd: 65M
opening_weekend_usd: 31M
second_weekend_usd: 14.5M
gross_to_date_usd: 60M
"""


def write_charts(database: Path, out: Path) -> None:
    """Write two weeks of daily charts of every movie that has been released, three in four of them wide."""
    with DuckDBClient(database) as db:
        movies = db.query(
            "SELECT movie_id, title, release_date, "
            "coalesce(domestic_gross_usd, worldwide_gross_usd * 0.4, budget_usd)::DOUBLE AS gross "
            "FROM movies WHERE release_date < DATE '2022-07-15' AND gross > 0 ORDER BY movie_id"
        )
    with out.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for movie, title, released, gross in movies.rows():
            draw = np.random.default_rng(movie)
            opening, kept, total = gross * draw.uniform(0.25, 0.4), draw.uniform(0.4, 0.65), 0
            friday = released + timedelta((4 - released.weekday()) % 7)
            for number in range(16):
                day = released + timedelta(number)
                week = max((day - friday).days // 7, 0)
                usd = max(1, round(opening * kept**week * SHARES.get(day.weekday(), MIDWEEK)))
                total += usd
                theaters = 3000 if movie % 4 else 40
                rows.writerow(
                    [1, title, f"${usd}", "-", "-", theaters, "-", f"${total}", number + 1, "", "false", day,
                     f"/release/rl{movie}/"]
                )  # fmt: skip


@pytest.fixture(scope="module")
def study(built, tmp_path_factory):
    """The built project's data in a folder of its own, with charts and three amounts."""
    folder = tmp_path_factory.mktemp("horizons")
    write_charts(built.folder / "data" / "movies.duckdb", folder / "charts.csv")
    chosen = (built.folder / "study.yaml").read_text()
    (folder / "more.yaml").write_text(SETTINGS.replace("CHARTS", str(folder / "charts.csv")))
    (folder / "study.yaml").write_text(chosen)
    targets = [
        "results/horizons.json",
        "results/predictions/upcoming_by_horizon.csv",
        "results/predictions/upcoming.csv",
    ]
    arguments = ["--directory", str(folder), "--configfile", str(folder / "study.yaml"), str(folder / "more.yaml")]
    done = built.snakemake("--cores", "2", *arguments, "--", "results/model", *targets)
    assert done.returncode == 0, done.stderr[-4000:]
    again = built.snakemake("--cores", "2", "-n", *arguments, "--", "results/model", *targets)
    assert "Nothing to be done" in again.stdout + again.stderr
    return folder


def forecasts(study, target, horizon):
    return pl.read_parquet(study / f"results/horizons/{target}/{horizon}.parquet")


def test_the_published_model_is_the_same_with_horizons_and_without(study, built):
    for file in (built.folder / "results" / "model").iterdir():
        assert sha256_file(study / "results" / "model" / file.name) == sha256_file(file), file.name


def test_ten_cells_are_scored_each_amount_on_the_same_movies(study):
    scored = json.loads((study / "results" / "horizons.json").read_text())
    assert Counter(entry["target"] for entry in scored) == {
        "worldwide_gross_usd": 4, "domestic_gross_usd": 4, "opening_weekend_usd": 2,
    }  # fmt: skip
    movies = defaultdict(set)
    errors = {(entry["target"], entry["horizon"]): entry["rmse_log"] for entry in scored}
    for entry in scored:
        movies[entry["target"]].add(entry["n"])
    assert all(len(counts) == 1 for counts in movies.values())
    # The opening tells of most of the rest.
    assert errors["domestic_gross_usd", "opening_weekend"] < errors["domestic_gross_usd", "pre_release"] / 2


def test_no_forecast_passes_that_of_a_larger_amount(study):
    worldwide, domestic, opening = (
        forecasts(study, target, "pre_release")
        for target in ("worldwide_gross_usd", "domestic_gross_usd", "opening_weekend_usd")
    )
    for smaller, larger in ((domestic, worldwide), (opening, domestic)):
        both = smaller.join(larger, on="tmdb_id", suffix="_larger")
        assert both.height > 20
        for name in ("predicted_usd", "lower_80", "upper_90"):
            assert (both[name] <= both[f"{name}_larger"]).fill_null(value=True).all()


def test_films_in_cinemas_are_forecast_at_the_horizon_that_the_snapshot_has_charts_of(study):
    movies = pl.read_csv(study / "results/predictions/upcoming_by_horizon.csv", try_parse_dates=True)
    # The snapshot is Thursday, 30 June 2022: a release of Friday the 24th has one weekend, of the 17th two.
    released = {horizon: set(part["release_date"].to_list()) for (horizon,), part in movies.group_by("horizon")}
    assert max(released["opening_weekend"]).isoformat() <= "2022-06-26"
    assert max(released["second_weekend"]).isoformat() <= "2022-06-19"
    assert min(released["greenlight"]).isoformat() > "2023-06-30"


def test_a_film_with_weekends_is_forecast_on_its_monday(study, tmp_path, monkeypatch):
    (tmp_path / "film.yaml").write_text(FILM)
    monkeypatch.chdir(study)
    done = CliRunner().invoke(app, ["forecast", str(tmp_path / "film.yaml"), "--json"])
    assert done.exit_code == 0, done.output
    [film] = json.loads(done.output)["forecasts"]
    assert film["horizon"] == "second_weekend"
    domestic, worldwide = (film["amounts"][name] for name in ("domestic_gross_usd", "worldwide_gross_usd"))
    assert 60e6 <= domestic["lower_90"] <= domestic["predicted_usd"] <= worldwide["predicted_usd"]
    assert film["amounts"]["opening_weekend_usd"]["predicted_usd"] == 31e6


@pytest.fixture(scope="module")
def client(study):
    """A server of the study."""
    with client_of(create_app(StudyState(study))) as client:
        yield client


def test_the_server_answers_what_the_command_prints(study, client, tmp_path, monkeypatch):
    (tmp_path / "film.yaml").write_text(FILM)
    monkeypatch.chdir(study)
    printed = json.loads(CliRunner().invoke(app, ["forecast", str(tmp_path / "film.yaml"), "--json"]).output)
    film = yaml.safe_load(FILM) | {"release_date": "2022-06-17"}
    far = {"title": "Far", "release_date": "2024-05-03", "budget": "30M"}
    answered, later = client.post("/api/v1/forecast", json={"films": [film, far]}).json()["forecasts"]
    assert (answered["amounts"], answered["horizon"]) == (printed["forecasts"][0]["amounts"], "second_weekend")
    assert later["horizon"] == "greenlight"
    opening, domestic, worldwide = (later["amounts"][name]["predicted_usd"] for name in TARGETS)
    assert opening <= domestic <= worldwide


def test_the_page_tells_the_three_amounts_as_one_and_when_they_are_of(client):
    page = client.get("/", params=yaml.safe_load(FILM)).text
    assert "is forecast on the second Monday to gross" in page
    assert re.search(r'<th scope="row" class="text">Opening weekend</th><td class="big">\$31M</td>.*known', page)
    assert "From its facts alone, as forecast a week before the release" in page
    before = client.get("/", params={"title": "Soon", "release_date": "2022-09-02", "budget_usd": "65M"}).text
    assert "as forecast a week before the release, if in 600 theaters or more" in before


def test_films_in_cinemas_are_among_the_upcoming_ones(study, client):
    movies = pl.read_csv(study / "results/predictions/upcoming.csv", try_parse_dates=True, infer_schema_length=None)
    in_cinemas = movies.filter(pl.col("horizon").is_in(["opening_weekend", "second_weekend"]))
    assert in_cinemas.height > 5
    assert in_cinemas["release_date"].max().isoformat() <= "2022-06-30"
    assert (movies["domestic_gross_usd"] <= movies["predicted_usd"]).all()
    answered = client.get("/api/v1/upcoming", params={"limit": 200}).json()["movies"]
    first = movies.row(0, named=True)
    assert (answered[0]["tmdb_id"], answered[0]["horizon"]) == (first["tmdb_id"], first["horizon"])
    assert answered[0]["amounts"]["opening_weekend_usd"]["predicted_usd"] == first["opening_weekend_usd"]
    page = client.get("/upcoming").text
    assert page.index("In cinemas <span") < page.index("July 2022 <span")
    assert client.get(f"/movies/{first['tmdb_id']}").status_code == 200
