"""No feature of a forecast knows the future: shown on the whole catalogue, simulated and recorded, for every family."""

import os
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ayne.database import DuckDBClient
from ayne.features.family import build_family
from ayne.features.feature_builder import build_features
from ayne.features.feature_dictionary import FEATURE_SETS, cut_off_of, families_of, sees_until
from ayne.features.feature_options import FeatureOptions
from ayne.features.leakage_guard import only_known_at
from ayne.features.target import build_target
from ayne.models.study import make_study
from ayne.models.training import fit_model

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("AYNE_SHARED_DATA", ROOT.parent / "shared" / "data"))
DICTIONARIES = {path.stem: path for path in sorted((ROOT / "config" / "features").glob("*.yaml"))}
SNAPSHOT = date(2022, 6, 30)
CUT_OFF_DAYS = {"greenlight": 365, "pre_release": 7}
KNOWN_AFTER = timedelta(days=120)
WITH_MOVIES = (
    "SELECT DISTINCT table_name FROM duckdb_columns() WHERE database_name = 'past' AND column_name = 'movie_id'"
)
LEFT_OUT = "movie_id IN (SELECT movie_id FROM everything.movies WHERE release_date > DATE '{day}')"
SHUFFLED = """
CREATE TEMP TABLE permuted AS
WITH later AS (
    SELECT movie_id, worldwide_gross_usd, domestic_gross_usd, row_number() OVER (ORDER BY movie_id) AS place,
        row_number() OVER (ORDER BY hash(movie_id)) AS other
    FROM movies WHERE release_date > DATE '{day}' - 120
)
SELECT a.movie_id, b.worldwide_gross_usd, b.domestic_gross_usd FROM later a JOIN later b ON a.place = b.other;
UPDATE movies SET worldwide_gross_usd = permuted.worldwide_gross_usd, domestic_gross_usd = permuted.domestic_gross_usd
FROM permuted WHERE movies.movie_id = permuted.movie_id;
UPDATE tmdb_movies SET revenue = coalesce(permuted.worldwide_gross_usd, 0)
FROM permuted WHERE tmdb_movies.movie_id = permuted.movie_id;
UPDATE catalogue_movies SET revenue = coalesce(permuted.worldwide_gross_usd, 0)
FROM permuted WHERE catalogue_movies.movie_id = permuted.movie_id;
"""


def copied(database, out):
    """Copy a database without its keys, which would forbid an update in the middle of one."""
    out.unlink(missing_ok=True)
    with duckdb.connect(str(out)) as session:
        session.execute(f"ATTACH '{database}' AS everything (READ_ONLY)")
        tables = session.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'everything'").fetchall()
        for (table,) in tables:
            session.execute(f"CREATE TABLE {table} AS FROM everything.{table}")
    return out


def without_later_movies(database, day, out):
    """Copy a database as it would be had every movie released after `day` never been."""
    with duckdb.connect(str(copied(database, out))) as session:
        session.execute(f"ATTACH '{database}' AS everything (READ_ONLY)")
        for (table,) in session.execute(WITH_MOVIES.replace("'past'", f"'{out.stem}'")).fetchall():
            session.execute(f"DELETE FROM {table} WHERE {LEFT_OUT.format(day=day)}")
    return out


def with_shuffled_grosses(database, day, out):
    """Copy a database, and deal out anew all grosses that are not yet known on `day`."""
    with duckdb.connect(str(copied(database, out))) as session:
        session.execute(SHUFFLED.format(day=day))
    return out


def described(database, feature_set="pre_release", snapshot=SNAPSHOT, extra=()):
    """Return a set with all families that there are, and columns of later ones by name."""
    options = FeatureOptions(snapshot=snapshot, cut_off_days=CUT_OFF_DAYS[cut_off_of(feature_set)])
    with DuckDBClient(database, threads=2) as db:
        families = families_of(feature_set, DICTIONARIES)
        tables = [build_family(family, db, options, sees_until(DICTIONARIES[family])) for family in families]
        if extra:
            tables.append(build_family("reception", db, options, "post_release").select("tmdb_id", *extra))
    keys = tables[0].select("tmdb_id", "release_date")
    return pl.concat([keys, *(table.drop(keys.columns, strict=False) for table in tables)], how="horizontal")


@pytest.fixture(scope="module")
def simulated(built, tmp_path_factory):
    """The simulated catalogue's database, a folder to change copies of it in, and its sets as they are."""
    database = built.folder / "data" / "movies.duckdb"
    return database, tmp_path_factory.mktemp("past"), {name: described(database, name) for name in FEATURE_SETS}


@settings(max_examples=6, deadline=None)
@given(day=st.dates(date(2017, 6, 1), date(2022, 6, 1)), feature_set=st.sampled_from(FEATURE_SETS))
def test_without_the_movies_released_later_all_features_are_the_same(simulated, day, feature_set):
    database, folder, sets = simulated
    earlier = pl.col("release_date") <= day - timedelta(days=15)
    past = described(without_later_movies(database, day, folder / "past.duckdb"), feature_set)
    assert past.height < sets[feature_set].height
    assert_frame_equal(past.filter(earlier), sets[feature_set].filter(earlier), check_exact=True)


@settings(max_examples=6, deadline=None)
@given(day=st.dates(date(2017, 6, 1), date(2022, 6, 1)), feature_set=st.sampled_from(sorted(CUT_OFF_DAYS)))
def test_grosses_dealt_out_anew_after_the_cut_off_change_nothing(simulated, day, feature_set):
    database, folder, sets = simulated
    by_then = pl.col("release_date") <= day + timedelta(days=CUT_OFF_DAYS[feature_set])
    shuffled = described(with_shuffled_grosses(database, day, folder / "shuffled.duckdb"), feature_set)
    assert_frame_equal(shuffled.filter(by_then), sets[feature_set].filter(by_then), check_exact=True)
    later = pl.col("release_date") > day + KNOWN_AFTER + timedelta(days=400)
    if sets[feature_set].filter(later).height > 20:
        assert not shuffled.filter(later).equals(sets[feature_set].filter(later)), "nothing was dealt out"


def test_the_set_refuses_votes_by_name(built, tmp_path):
    from ayne.core.errors import DataError

    families = {name: tmp_path / f"{name}.parquet" for name in ("money", "reception")}
    with DuckDBClient(built.folder / "data" / "movies.duckdb") as db:
        for name, path in families.items():
            build_family(name, db, FeatureOptions(SNAPSHOT), sees_until(DICTIONARIES[name])).write_parquet(path)
        with pytest.raises(DataError, match=r"reads .*: catalogue_movies\.popularity \(known at post_release\)"):
            build_family("reception", db, FeatureOptions(SNAPSHOT), "pre_release")
    with pytest.raises(DataError, match=r"too late for the set pre_release: vote_count \(known at post_release\)"):
        build_features(families, DICTIONARIES, "pre_release", ["log_budget_real", "vote_count"])


RECORDED = """\
catalogue: {{source: archive, archive: {archive}, snapshot: "2024-01-16", first_year: 1900, last_year: 2015}}
evaluation: {{test_from: "2012-01-01", test_to: "2015-12-31"}}
"""


@pytest.fixture(scope="module")
def recorded(built, tmp_path_factory):
    """The recorded catalogue's database, built in a folder of its own."""
    archive = SHARED / "archive"
    if not (archive / "tmdb" / "movies.jsonl.gz").is_file():
        pytest.skip(f"no recorded catalogue in {archive}")
    folder = tmp_path_factory.mktemp("recorded")
    (folder / "recorded.yaml").write_text(RECORDED.format(archive=archive.resolve()))
    chosen = ["--directory", str(folder), "--configfile", str(folder / "recorded.yaml")]
    done = built.snakemake("--cores", "2", *chosen, "--", "data/movies.duckdb")
    assert done.returncode == 0, done.stderr[-4000:]
    return folder / "data" / "movies.duckdb"


@pytest.mark.slow
@pytest.mark.parametrize("day", [date(2004, 3, 5), date(2013, 6, 21)])
def test_recorded_movies_do_not_know_those_released_later(recorded, day, tmp_path):
    earlier = pl.col("release_date") <= day - timedelta(days=15)
    past = described(without_later_movies(recorded, day, tmp_path / "past.duckdb"), snapshot=date(2024, 1, 16))
    now = described(recorded, snapshot=date(2024, 1, 16)).filter(earlier)
    assert now.height > 4_000
    assert_frame_equal(past.filter(earlier), now, check_exact=True)


@pytest.mark.slow
def test_popularity_and_votes_would_improve_the_recorded_scores_by_far(recorded):
    """Else the set would know already what only comes after the release."""
    snapshot = date(2024, 1, 16)
    with DuckDBClient(recorded) as db:
        target = build_target(db, FeatureOptions(snapshot))
    evaluation = {"test_from": "2012-01-01", "test_to": "2015-12-31", "walk_forward_years": 5}
    scores = []
    for extra in ((), ("popularity", "vote_count")):
        study = make_study(
            described(recorded, snapshot=snapshot, extra=extra), target,
            evaluation=evaluation, known_after_days=120, seed=20260630,
        )  # fmt: skip
        scores.append(fit_model(study, "xgboost", params={}, feature_set="pre_release").metrics.test.rmse_log)
    assert scores[1] < scores[0] - 0.1, scores


@pytest.fixture(scope="module")
def of_wikidata(built, tmp_path_factory):
    """The database of a simulated Wikidata, built in a folder of its own."""
    folder = tmp_path_factory.mktemp("of_wikidata")
    chosen = ["--directory", str(folder), "--configfile", "study.yaml", "--config", "simulation={api: wikidata}"]
    done = built.snakemake("--cores", "2", *chosen, "--", "data/movies.duckdb")
    assert done.returncode == 0, done.stderr[-4000:]
    return folder / "data" / "movies.duckdb"


@pytest.mark.slow
@pytest.mark.parametrize("feature_set", sorted(CUT_OFF_DAYS))
@pytest.mark.parametrize("day", [date(2018, 3, 2), date(2020, 11, 20)])
def test_movies_of_wikidatas_do_not_know_what_comes_later(of_wikidata, day, feature_set, tmp_path):
    now = described(of_wikidata, feature_set)
    earlier = pl.col("release_date") <= day - timedelta(days=15)
    past = described(without_later_movies(of_wikidata, day, tmp_path / "past.duckdb"), feature_set)
    assert now.filter(earlier).height > 50
    assert past.height < now.height
    assert_frame_equal(past.filter(earlier), now.filter(earlier), check_exact=True)
    by_then = pl.col("release_date") <= day + timedelta(days=CUT_OFF_DAYS[feature_set])
    shuffled = described(with_shuffled_grosses(of_wikidata, day, tmp_path / "shuffled.duckdb"), feature_set)
    assert_frame_equal(shuffled.filter(by_then), now.filter(by_then), check_exact=True)
    assert not shuffled.equals(now), "nothing was dealt out"


@pytest.mark.slow
def test_what_wikidata_knows_after_a_release_is_hidden_and_would_improve_the_scores_by_far(of_wikidata):
    """Articles are written after a success, and a box office is stated: neither is seen before."""
    after = {f"wikidata_movies.{name}" for name in ("sitelinks", "worldwide_gross_usd", "domestic_gross_usd")}
    with DuckDBClient(of_wikidata) as db:
        for moment in CUT_OFF_DAYS:
            with only_known_at(db, moment) as hidden:
                assert hidden.keys() >= after
                with pytest.raises(duckdb.BinderException, match='"sitelinks" not found'):
                    db.connection.execute("SELECT sitelinks FROM wikidata_movies")
        target = build_target(db, FeatureOptions(SNAPSHOT))
        links = db.query("SELECT movie_id AS tmdb_id, sitelinks::DOUBLE AS sitelinks FROM wikidata_movies")
    features = described(of_wikidata)
    scores = []
    for table in (features, features.join(links, on="tmdb_id", how="left", maintain_order="left")):
        evaluation = {"test_from": "2021-01-01", "test_to": "2021-12-31", "walk_forward_years": 2}
        study = make_study(table, target, evaluation=evaluation, known_after_days=120, seed=20260630)
        fitted = fit_model(study, "xgboost", params={"n_estimators": 50, "max_depth": 3}, feature_set="pre_release")
        scores.append(fitted.metrics.walk_forward.overall.rmse_log)
    assert scores[1] < scores[0] - 0.1, scores
