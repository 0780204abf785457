"""A catalogue of Wikidata's from its query service to the features, and Wikidata's amounts beside TMDB's."""

import json
from pathlib import Path

import duckdb
import polars as pl
import pytest
from tests.workflow.conftest import lay_out

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
