"""The server on a small simulated study: the numbers of `ayne forecast`, errors that help, damage that does none."""

import json
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import httpx
import pytest
from typer.testing import CliRunner

from ayne.cli import app as commands
from ayne.core.errors import DataError
from ayne.serve.access import Access
from ayne.serve.served_champion import read_served
from ayne.serve.server_app import create_app
from ayne.serve.study_state import StudyState
from fixtures.described_movies import described_movies
from fixtures.served_app import client_of

FILM = {
    "title": "Alpha",
    "release_date": "2023-05-14",
    "budget": 30_000_000,
    "genres": ["Drama"],
    "cast": ["Nobody Yet"],
}
MODEL = "results/predictions/model"
ANYWHERE = ".".join("0000")


def forecast(client, *films):
    answer = client.post("/api/v1/forecast", json={"films": list(films)})
    assert answer.status_code == 200, answer.text
    return answer.json()["forecasts"]


def test_the_server_and_the_command_give_the_same_numbers_to_the_digit(client, built, tmp_path):
    path = tmp_path / "film.yaml"
    path.write_text(json.dumps(FILM))
    done = CliRunner().invoke(commands, ["forecast", str(path), "--json", "-d", str(built.folder)])
    [printed] = json.loads(done.stdout)["forecasts"]
    [served] = forecast(client, FILM)
    assert served == {key: printed[key] for key in served}
    assert {"predicted_usd", "similar", "reasons", "warnings"} < set(served)


def test_several_films_are_summed_and_one_is_not(client):
    answers = [client.post("/api/v1/forecast", json={"films": [FILM] * count}).json()["slate"] for count in (1, 3)]
    assert answers[0] is None
    assert answers[1]["films"] == 3
    assert answers[1]["lower_90"] < answers[1]["lower_80"] < answers[1]["predicted_usd"] < answers[1]["upper_80"]


def test_a_film_in_a_batch_is_forecast_as_if_it_were_alone(client):
    others = [FILM | {"title": f"Film {number}", "budget": 1_000_000 * number} for number in range(1, 30)]
    batch = forecast(client, *others, FILM)
    assert batch[-1] == forecast(client, FILM)[0]
    assert [one["title"] for one in batch][:2] == ["Film 1", "Film 2"]


def test_movies_of_the_test_years_get_the_forecast_of_the_model_that_had_not_seen_them(client, built):
    import polars as pl

    films = described_movies(built.folder / "data/movies.duckdb", "2021-01-01", "2021-12-31")
    written = pl.read_parquet(built.folder / "results/models/blend/predictions.parquet").filter(split="test")
    rows = {row["tmdb_id"]: row for row in written.iter_rows(named=True) if row["tmdb_id"] in films}
    assert len(rows) > 20
    answers = forecast(client, *[films[key].model_dump(mode="json") for key in rows])
    amounts = ("predicted_usd", "lower_80", "upper_80", "lower_90", "upper_90")
    for row, answer in zip(rows.values(), answers, strict=True):
        assert [answer[name] for name in amounts] == [round(row[name], 2) for name in amounts]
        assert any("which has seen nothing from 1 January 2021 on" in warning for warning in answer["warnings"])


def test_health_names_model_sum_and_snapshot(client, built):
    health = client.get("/health").json()
    sums = (built.folder / MODEL / "SHA256SUMS").read_text()
    assert f"{health['model_sha256']}  model.native" in sums
    assert health["model_files_sha256"][:12] in client.get("/about").text
    assert (health["status"], health["model"], health["snapshot"]) == ("ok", "blend", "2022-06-30")


def test_a_csv_file_is_answered_as_one(client):
    films = "title,release_date,budget\nSmall,2023-05-14,2000000\nLarge,2023-05-14,90000000\n"
    answer = client.post("/api/v1/forecast.csv", content=films, headers={"content-type": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    lines = answer.text.splitlines()
    assert lines[0].startswith("rank,title,release_date,budget_usd,predicted_usd,lower_80")
    assert [line.split(",")[1] for line in lines[1:]] == ["Large", "Small", "all 2 together"]
    wrong = client.post("/api/v1/forecast.csv", content="title,release_date\nA,soon\n")
    assert (wrong.status_code, "line 2: release_date is 'soon'" in wrong.json()["detail"]) == (422, True)


def test_a_what_if_is_a_curve_or_a_grid_of_forecasts(client):
    vary = {"budget_usd": {"from": 10_000_000, "to": 90_000_000, "steps": 3, "scale": "linear"}}
    curve = client.post("/api/v1/what-if", json={"film": FILM, "vary": vary}).json()
    assert [point["values"]["budget_usd"] for point in curve["points"]] == [10_000_000, 50_000_000, 90_000_000]
    [alone] = forecast(client, FILM | {"budget": 50_000_000})
    assert curve["points"][1]["predicted_usd"] == alone["predicted_usd"]
    assert curve["points"][1]["prob_payback"] == alone["prob_payback"]
    grid = {"film": FILM, "vary": {"release_date": ["2023-01-13", "2023-10-13"], "genres": [["Horror"], ["Drama"]]}}
    points = client.post("/api/v1/what-if", json=grid).json()["points"]
    assert [point["values"] for point in points][1] == {"release_date": "2023-01-13", "genres": ["Drama"]}
    assert len(points) == 4


@pytest.mark.parametrize(
    ("path", "body", "status", "field", "right"),
    [
        ("forecast", {"films": [FILM | {"genres": ["Dramma"]}]}, 422, "genres", "did you mean Drama?"),
        ("forecast", {"films": [FILM, FILM | {"genres": ["Dramma"]}]}, 422, "films.1.genres", "did you mean Drama?"),
        ("forecast", {"films": [FILM | {"budget": -5}]}, 422, "films.0.budget_usd", "write US dollars, 1000 to"),
        ("forecast", {"films": [FILM | {"budget": 10**400}]}, 422, "films.0.budget_usd", "write US dollars"),
        ("forecast", {"films": [FILM | {"budgt": 5}]}, 422, "films.0.budgt", "did you mean budget?"),
        ("forecast", {"films": [FILM | {"budget_usd": 5000}]}, 422, "films.0", "given twice"),
        ("forecast", {"films": []}, 422, "films", "at least 1"),
        ("forecast", {"films": [FILM] * 1001}, 422, "films", "at most 1000"),
        ("forecast", {"films": [FILM | {"title": "\ud800"}]}, 422, "films.0.title", "write a text"),
        ("what-if", {"film": FILM, "vary": {"popularity": [1]}}, 422, "vary", "is no field of a film"),
        ("what-if", {"film": FILM, "vary": {"budget": ["much"]}}, 422, "vary.budget_usd", "write US dollars"),
        ("what-if", {"film": FILM, "vary": {"budget": []}}, 422, "vary", "1 to 2000 are"),
        ("what-if", {"film": FILM, "vary": {"budget": [5000] * 50, "runtime": [90] * 50}}, 422, "vary", "1 to 2000"),
    ],
)
def test_a_wrong_request_names_field_value_and_what_would_be_right(client, path, body, status, field, right):
    answer = client.post(f"/api/v1/{path}", content=json.dumps(body), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert problem["errors"][0]["field"] == field
    assert right in problem["errors"][0]["right"]
    assert "Traceback" not in answer.text


def test_what_is_no_json_or_too_deep_is_refused(client):
    for body in ("{", "[" * 100_000, '{"films": [' + '{"title":' * 5000):
        answer = client.post("/api/v1/forecast", content=body, headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422)
        assert answer.headers["content-type"] == "application/problem+json"


def test_movies_are_found_page_by_page_and_told_with_who_made_them(client):
    first = client.get("/api/v1/movies", params={"year": 2021, "limit": 2}).json()
    second = client.get("/api/v1/movies", params={"year": 2021, "limit": 2, "offset": 2}).json()
    assert first["total"] == second["total"] > 4
    assert not {one["movie_id"] for one in first["movies"]} & {one["movie_id"] for one in second["movies"]}
    movie = client.get(f"/api/v1/movies/{first['movies'][0]['movie_id']}").json()
    assert movie["credits"][0]["role"] == "director"
    found = client.get(
        "/api/v1/movies", params={"person": movie["credits"][0]["name"].upper(), "title": movie["title"]}
    )
    assert movie["movie_id"] in [one["movie_id"] for one in found.json()["movies"]]
    lineage = client.get(f"/api/v1/movies/{movie['movie_id']}/lineage").json()["sections"]
    assert next(section["rows"] for section in lineage if section["title"] == "Raw answers")
    assert client.get("/api/v1/movies/99999999999999999999").status_code == 404
    assert client.get("/api/v1/movies", params={"title": "'; DROP TABLE movies; --"}).json()["movies"] == []


def test_people_and_companies_are_completed_and_told(client):
    people = client.get("/api/v1/people", params={"name": "a", "role": "director", "limit": 3}).json()["people"]
    assert people[0]["movies_directed"] >= people[1]["movies_directed"] > 0
    person = client.get(f"/api/v1/people/{people[0]['person_id']}").json()
    assert person["movies_directed"] == len([one for one in person["filmography"] if "director" in one["roles"]])
    companies = client.get("/api/v1/companies", params={"name": "s", "limit": 1}).json()["companies"]
    company = client.get(f"/api/v1/companies/{companies[0]['company_id']}").json()
    assert company["movies"] == companies[0]["movies"]
    assert client.get("/api/v1/people/nobody").status_code == client.get("/api/v1/companies/0").status_code == 404
    assert client.get("/api/v1/people", params={"name": "a", "role": "cook"}).status_code == 422


def test_upcoming_movies_are_those_of_the_file(client, built):
    upcoming = client.get("/api/v1/upcoming", params={"limit": 200}).json()
    lines = (built.folder / "results/predictions/upcoming.csv").read_text().splitlines()
    assert upcoming["total"] == len(lines) - 1
    assert str(upcoming["movies"][0]["tmdb_id"]) == lines[1].split(",")[0]
    movie = client.get(f"/api/v1/movies/{upcoming['movies'][0]['tmdb_id']}").json()
    assert movie["forecast"] == upcoming["movies"][0]


def test_the_examples_of_the_description_run(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/health", "/api/v1/forecast", "/api/v1/what-if", "/api/v1/movies/{movie_id}"} <= set(paths)
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for example in schemas["WhatIfRequest"]["examples"]:
        answer = client.post("/api/v1/what-if", json=_known(example, client))
        assert answer.status_code == 200, answer.text
    forecast(client, *[_known(film, client) for film in schemas["FilmFields"]["examples"]])


def _known(example, client):
    """Leave out what this small world has no name for."""
    return json.loads(json.dumps(example))


def test_a_new_champion_is_taken_up_and_a_damaged_one_left_alone(built, tmp_path):
    study = shutil.copytree(built.folder, tmp_path / "study", symlinks=True)
    state = StudyState(study)
    first = state.served
    assert state.refresh() is False
    weights = study / MODEL / "weights.json"
    whole = weights.read_bytes()
    weights.write_bytes(whole.replace(b"0.", b"1.", 1))
    assert state.refresh() is False
    assert state.served is first
    assert "is not what SHA256SUMS says" in state.problem
    with client_of(create_app(state)) as client:
        assert client.get("/health").json()["status"] == "degraded"
        assert forecast(client, FILM)
    weights.write_bytes(whole)
    assert state.refresh() is True
    assert state.problem is None
    assert state.served is not first
    assert state.served.etag == first.etag


def test_a_database_written_anew_is_taken_up_while_the_old_one_is_still_read(built, tmp_path):
    study = shutil.copytree(built.folder, tmp_path / "study", symlinks=True)
    state = StudyState(study)
    first = state.served
    count = "SELECT count(*) AS n FROM movies"
    database = study / "data/movies.duckdb"
    copy = shutil.copyfile(database, tmp_path / "new.duckdb")
    with duckdb.connect(str(copy)) as session:
        session.execute("DELETE FROM movies WHERE movie_id = (SELECT max(movie_id) FROM movies)")
    Path(copy).replace(database)
    assert state.refresh() is True
    assert state.served.query(count)[0]["n"] == first.query(count)[0]["n"] - 1


def test_a_study_without_a_model_or_with_a_changed_one_is_not_served(built, tmp_path):
    with pytest.raises(DataError, match=r"upcoming\.csv` makes it"):
        read_served(tmp_path)
    study = shutil.copytree(built.folder, tmp_path / "study", symlinks=True)
    (study / "results/model/metrics.json").write_text("{}")
    with pytest.raises(DataError, match="is not what SHA256SUMS says"):
        read_served(study)


def test_a_hundred_clients_at_once_are_all_answered_right(client):
    films = [FILM | {"title": f"Film {number}", "budget": 1_000_000 + 500_000 * number} for number in range(100)]
    alone = {one["title"]: one["predicted_usd"] for one in forecast(client, *films)}
    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(lambda film: forecast(client, film)[0], films))
    assert {one["title"]: one["predicted_usd"] for one in answers} == alone


def test_the_token_is_asked_for_where_one_is_set(served):
    with client_of(create_app(served, Access("s3cret"))) as client:
        assert client.get("/health").status_code == 200
        assert client.get("/api/v1/model").status_code == 401
        assert client.get("/api/v1/model", headers={"Authorization": "Bearer s3cret"}).status_code == 200


def test_the_command_listens_is_ready_once_checked_and_ends_when_told(built, free_port):
    command = [
        sys.executable,
        "-c",
        "from ayne.cli import app; app()",
        "serve",
        "--port",
        str(free_port),
        "-d",
        str(built.folder),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            health = _wait(server, f"http://127.0.0.1:{free_port}/health")
            assert health["status"] == "ok"
        finally:
            server.terminate()
            message = server.communicate(timeout=300)[1]
    assert f"http://127.0.0.1:{free_port} answers with blend, as of 2022-06-30" in message
    assert "Traceback" not in message


def test_other_machines_are_let_in_with_a_token_alone(built):
    done = CliRunner().invoke(commands, ["serve", "--host", ANYWHERE, "-d", str(built.folder)])
    assert done.exit_code == 1
    assert "AYNE_API_TOKEN is not set" in done.stderr


def _wait(server, url):
    while server.poll() is None:
        try:
            return httpx.get(url).json()
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError(server.stderr.read())
