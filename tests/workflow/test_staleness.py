"""An edit reruns the rules that depend on it, all of them and no other."""

import gzip
import json
import os

import polars as pl
import pytest

from ayne.benchmarks.staleness_benchmark import PARTS

FITTED = ["blend", "log_budget_ols", "ridge", "xgboost"]
PUBLISHED = ["choose_champion", "results/model"]
TO_MODEL = ["fit_model", "log_runs", *PUBLISHED]
FAMILIES = "build_family_pre_release"


def ran(jobs, *, of=None):
    """Leave out what depends on which model wins: its file is copied again if it changed."""
    return sorted(job for job in jobs if job != "publish_model_file" and (of is None or job in of))


def test_in_another_folder_what_no_artifact_depends_on_reruns_nothing(project):
    """As in a fresh clone, every file of the project is newer than the data; a raw file was touched besides.

    A comment, a docstring, the README and how much is logged have changed.
    """
    os.utime(project.folder / "data/raw/tmdb/movies/2019.jsonl.gz")
    for part in PARTS:
        for path in (project.folder / part, *(project.folder / part).rglob("*")):
            os.utime(path)
    project.edit("scripts/ayne/features/track_records.py", '"""Track records as of', '# why\n"""Other words, as of')
    (project.folder / "README.md").write_text("Other words\n")
    assert project.build("--config", "log_level=DEBUG") == []
    assert project.parts_built("fit_model") == FITTED


def test_a_study_of_the_repositorys_own_folder_reruns_nothing_once_it_is_moved_below_it(project):
    """Its jobs know the repository's files by the same names at any depth."""
    study = project.folder / "studies" / "of_mine"
    study.mkdir(parents=True)
    for part in (".snakemake", "data", "results", "logs", "mlflow.db"):
        (project.folder / part).rename(study / part)
    assert project.build("--directory", str(study)) == []


@pytest.mark.slow
def test_what_follows_is_left_alone_where_a_run_has_found_the_same_content(project):
    """Early cut-off: the first run builds the table again, and the second one sees that nothing follows from it."""
    project.edit("scripts/ayne/sql/tables/keywords.sql", "GROUP BY keyword_id", "GROUP BY ALL")
    assert project.build(target="data/tables/keywords.parquet") == ["build_table"]
    assert project.build() == []


@pytest.mark.slow
def test_a_helper_module_reruns_the_families_that_import_it(project):
    project.edit(
        "scripts/ayne/features/track_records.py", 'maintain_order="left")', 'maintain_order="left").fill_null(0)'
    )
    jobs = project.build(target="results/features/pre_release.parquet")
    assert jobs == [FAMILIES, "build_features"]
    # money, calendar and content do not read records
    read = ["companies", "franchise", "people"]
    assert project.parts_built(FAMILIES, "pre_release") == [f"pre_release/{name}" for name in read]


@pytest.mark.slow
def test_a_models_own_module_reruns_its_fit(project):
    project.edit("scripts/ayne/models/estimators/ridge.py", 'strategy="median"', 'strategy="mean"')
    assert ran(project.build()) == sorted(TO_MODEL)
    assert project.parts_built("fit_model") == ["blend", "ridge"]


@pytest.mark.slow
def test_a_sql_file_reruns_its_table_and_what_follows(project):
    project.edit("scripts/ayne/sql/tables/keywords.sql", "GROUP BY keyword_id", "GROUP BY ALL")
    jobs = project.build(target="results/features/pre_release.parquet")
    assert ran(jobs, of=["parse_raw", "collect_tmdb", "collect_source", "build_world"]) == []
    assert jobs.count("build_table") == 1
    # and no table that reads it, as its content is the same
    assert project.parts_built("build_table") == ["keywords"]
    built = ["build_table", "build_rejected", "check_quality", "build_database", FAMILIES, "build_features"]
    assert ran(jobs) == sorted(built)


@pytest.mark.slow
def test_the_price_index_rebuilds_the_simulated_world(project):
    project.edit("scripts/ayne/data/cpi_us_annual.csv", "\n2015,237.017\n", "\n2015,240.000\n")
    assert project.build(target="data/world/counts.json") == ["build_world"]


def test_a_feature_query_reruns_its_family(project):
    project.edit("scripts/ayne/sql/features/content.sql", "WHERE movies.release_date", "WHERE  movies.release_date")
    assert ran(project.build(target="results/features/pre_release.parquet")) == [FAMILIES, "build_features"]
    assert project.parts_built(FAMILIES, "pre_release") == ["pre_release/content"]


FAMILY = '''"""Family `moon`: whether the release is on an even day."""

import polars as pl

from ayne.features.queries import dated_movies


def build(db, options):
    """Return one row per dated movie."""
    return dated_movies(db).with_columns((pl.col("release_date").dt.day() % 2 == 0).alias("is_even_day"))
'''
DICTIONARY = """\
description: The day of the release
queries: []
columns:
  is_even_day: {type: BOOLEAN, known_at: greenlight, description: Released on an even day of the month}
"""


@pytest.mark.slow
def test_a_new_family_is_a_file_its_dictionary_and_a_line_of_config(project):
    (project.folder / "scripts/ayne/features/moon.py").write_text(FAMILY)
    (project.folder / "config/features/moon.yaml").write_text(DICTIONARY)
    project.edit("config/config.yaml", "annotations, reception]", "annotations, reception, moon]")
    features = project.folder / "results/features/pre_release.parquet"
    before = pl.read_parquet(features)
    assert ran(project.build(target=str(features.relative_to(project.folder)))) == [FAMILIES, "build_features"]
    assert project.parts_built(FAMILIES, "pre_release") == ["pre_release/moon"]
    after = pl.read_parquet(features)
    assert after.drop("is_even_day").equals(before)
    first = after.row(0, named=True)
    assert first["is_even_day"] is (first["release_date"].day % 2 == 0)


@pytest.mark.slow
def test_another_set_builds_its_own_families_only(project):
    jobs = project.build(target="results/features/opening_weekend.parquet")
    assert ran(jobs) == ["build_family_opening_weekend", "build_features"]


@pytest.mark.parametrize(
    ("config", "expected", "fitted"),
    [
        pytest.param(
            "models={ridge: {params: {alpha: 3}}}",
            TO_MODEL,
            ["blend", "ridge"],
            id="a model's search space",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "features={gross_known_after_days: 300}",
            [FAMILIES, "build_features", "build_target", *TO_MODEL],
            FITTED,
            id="a feature option",
            marks=pytest.mark.slow,
        ),
        pytest.param("seed=7", TO_MODEL, FITTED, id="the seed", marks=pytest.mark.slow),
        pytest.param(
            "quality={undated_movies: {severity: warn, limit: 0.9}}", ["check_quality"], FITTED, id="a limit that holds"
        ),
    ],
)
def test_a_config_value_reruns_the_rules_that_use_it(project, config, expected, fitted):
    """`fitted` are the models of the last job that fitted any, which is the first one where none follows."""
    assert ran(project.build("--config", config)) == sorted(expected)
    assert project.parts_built("fit_model") == fitted


@pytest.mark.slow
def test_a_check_of_severity_error_ends_the_run_and_leaves_the_database(project):
    before = (project.folder / "data/movies.duckdb").read_bytes()
    done = project.snakemake(
        *("--cores", "2", "--configfile", "study.yaml"),
        *("--config", "quality={movies_of_unknown_gross: {severity: error, limit: 0}}", "--", "data/movies.duckdb"),
    )
    assert done.returncode == 1
    assert "above quality.movies_of_unknown_gross.limit 0.0: Share of the movies" in done.stderr
    assert (project.folder / "data/movies.duckdb").read_bytes() == before


def change_a_raw_answer(project):
    path = project.folder / "data/raw/tmdb/movies/2019.jsonl.gz"
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    movie = next(line for line in lines if line["status"] == 200)
    movie["body"]["runtime"] = 123
    path.write_bytes(gzip.compress("".join(json.dumps(line) + "\n" for line in lines).encode()))


def test_one_raw_answer_reruns_its_year_on_the_way_to_a_table(project):
    change_a_raw_answer(project)
    jobs = project.build(target="data/tables/genres.parquet")
    assert ran(jobs) == ["build_table", "collect_source", "parse_raw", "parse_raw"]
    assert project.parts_built("parse_raw", "tmdb") == ["tmdb/2019"]
    # what OMDb says of the year's movies is as before
    assert project.parts_built("parse_raw", "omdb") == []


@pytest.mark.slow
def test_one_raw_answer_reruns_its_year_and_what_follows(project):
    change_a_raw_answer(project)
    jobs = project.build(target="data/movies.duckdb")
    # its own year's parsing and OMDb look-ups; then the tables, which read every year
    assert jobs.count("parse_raw") == 1 + jobs.count("collect_source")
    assert jobs.count("collect_source") == 1
    assert project.parts_built("parse_raw", "tmdb") == ["tmdb/2019"]
    # a runtime is in TMDB's rows and the movies made of them, and in no bridge
    assert {"movies", "tmdb_movies"} <= set(project.parts_built("build_table"))
    assert ran(jobs, of=["build_world", "collect_tmdb"]) == []
    assert ran(jobs, of=["build_rejected", "build_database"]) == ["build_database", "build_rejected"]
