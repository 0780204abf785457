"""A catalogue of Wikidata's from its query service to the features, and Wikidata's amounts beside TMDB's."""

import json
from datetime import date
from pathlib import Path

import duckdb
import orjson
import polars as pl
import pytest
from tests.workflow.conftest import lay_out

from ayne.core.files import write_jsonl
from ayne.simulation.triples import Item

SMALL = ("--config", "catalogue={first_year: 2018}", "evaluation={test_from: '2024-01-01'}")
TARGETS = ("data/movies.duckdb", "results/features/pre_release.parquet")

pytestmark = pytest.mark.slow


def build(folder: Path, *config: str) -> Path:
    project = lay_out(folder)
    done = project.snakemake("--cores", "2", *SMALL, *config, "--", *TARGETS)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder


def test_a_catalogue_of_wikidatas_has_its_own_ids_and_no_other_source(tmp_path: Path) -> None:
    folder = build(tmp_path / "wikidata", "simulation={api: wikidata, movies: 300}")
    counts = json.loads((folder / "data" / "tables" / "counts.json").read_text())
    assert "tmdb" not in str(sorted(counts))
    with duckdb.connect(str(folder / "data" / "movies.duckdb"), read_only=True) as db:
        movies, own, with_tmdb_id, without = db.execute(
            "SELECT count(*), count(*) FILTER (wikidata_id = 'Q' || movie_id), count(tmdb_id), "
            "count(*) - count(imdb_id) FROM movies"
        ).fetchall()[0]
        assert movies == own > 250
        assert 0.8 * movies < with_tmdb_id < movies
        assert without > 0
        sources = db.execute("SELECT DISTINCT budget_usd_source FROM movies ORDER BY ALL").fetchall()
        assert sources == [("wikidata",), (None,)]
        others = db.execute("SELECT count(*) FROM credits WHERE NOT starts_with(person_id, 'wikidata:')").fetchall()
        assert others == [(0,)]
        named = db.execute("SELECT count(name) / count(*) FROM people").fetchall()[0][0]
        assert 0.98 < named < 1
    features = pl.read_parquet(folder / "results" / "features" / "pre_release.parquet")
    assert features["tmdb_id"].min() >= 10_000_000
    assert not {"sitelinks", "vote_count"} & set(features.columns)


def test_beside_tmdb_amounts_come_by_imdb_id(tmp_path: Path) -> None:
    folder = build(tmp_path / "beside", "simulation={movies: 300}", "sources={wikidata: {attempts: 2}}")
    with duckdb.connect(str(folder / "data" / "movies.duckdb"), read_only=True) as db:
        of_an_item, same = db.execute(
            "SELECT count(*), count(*) FILTER (a.wikidata_worldwide_gross_usd = a.tmdb_worldwide_gross_usd) "
            "FROM movie_amounts a JOIN movies m USING (movie_id) WHERE a.wikidata_worldwide_gross_usd IS NOT NULL"
        ).fetchall()[0]
        assert same == of_an_item > 100
        assert db.execute("SELECT count(*) FROM movies WHERE movie_id <> tmdb_id").fetchall() == [(0,)]


def test_an_archive_of_recorded_items_is_replayed_beside_tmdb(tmp_path: Path) -> None:
    archive = tmp_path / "recorded"
    movies = [
        {"id": n, "imdb_id": f"tt000000{n}", "title": f"Tide {n}", "original_title": f"Tide {n}", "vote_count": 9,
         "release_date": f"201{n}-03-05", "budget": budget, "revenue": 0, "genres": [], "adult": False}
        for n, budget in ((1, 20_000_000), (2, 0))
    ]  # fmt: skip
    write_jsonl(archive / "tmdb" / "movies.jsonl.gz", map(orjson.dumps, movies))
    items = [Item("Q51"), Item("Q52"), Item("Q99")]
    for n, item in enumerate(items, start=1):
        item.sitelinks(40)
        item.text("P345", f"tt000000{n if n < 3 else 9}")
        item.day("P577", date(2010 + n, 3, 5))
        item.amount("P2130", 30_000_000, "Q4917")
        item.amount("P2142", 90_000_000, "Q4917", place="Q13780930")
    write_jsonl(archive / "wikidata" / "items.nt.gz", (line for item in items for line in item.encoded()))
    years = "snapshot: '2024-01-16', first_year: 2011, last_year: 2012"
    catalogue = f"catalogue={{source: archive, archive: {archive}, {years}}}"
    project = lay_out(tmp_path / "project")
    config = (catalogue, "evaluation={test_from: '2012-01-01', test_to: '2012-12-31'}")
    beside = (*config, "sources={wikidata: {attempts: 2}}")
    done = project.snakemake("--cores", "2", "--config", *beside, "--", "data/movies.duckdb")
    assert done.returncode == 0, done.stderr[-4000:]
    with duckdb.connect(str(project.folder / "data" / "movies.duckdb"), read_only=True) as db:
        amounts = db.execute(
            "SELECT movie_id, budget_usd, budget_usd_source, worldwide_gross_usd, worldwide_gross_usd_source "
            "FROM movies ORDER BY ALL"
        ).fetchall()
        conflicts = db.execute("SELECT movie_id, quantity, source_a, source_b FROM source_conflicts").fetchall()
    assert amounts == [
        (1, 20_000_000, "tmdb", 90_000_000, "wikidata"),
        (2, 30_000_000, "wikidata", 90_000_000, "wikidata"),
    ]
    assert conflicts == [(1, "budget_usd", "tmdb", "wikidata")]
    (archive / "wikidata" / "items.nt.gz").unlink()
    refused = project.snakemake("-n", "--config", *beside, "--", "data/movies.duckdb")
    assert refused.returncode == 1
    assert f"sources.wikidata: {archive} holds no wikidata/items.nt.gz; record items there" in refused.stdout
