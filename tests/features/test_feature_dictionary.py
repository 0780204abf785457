from datetime import date
from pathlib import Path

import pytest

from ayne.core.errors import ConfigError, DataError
from ayne.core.files import write_parquet
from ayne.database import DuckDBClient
from ayne.features.family import build_family
from ayne.features.feature_builder import build_features
from ayne.features.feature_dictionary import families_of, sees_until
from ayne.features.feature_options import FeatureOptions

DICTIONARIES = Path(__file__).parents[2] / "config" / "features"
FAMILIES = tuple(sorted(path.stem for path in DICTIONARIES.glob("*.yaml")))
OPTIONS = FeatureOptions(snapshot=date(2026, 6, 30))


def test_every_family_is_what_its_dictionary_says(tmp_path, write):
    movie = {"id": 1, "released": date(2019, 5, 3), "budget": 1_000_000, "directors": ["tmdb:1"], "language": "en"}
    with DuckDBClient(write(tmp_path / "movies.duckdb", [movie])) as db:
        for family in FAMILIES:
            write_parquet(build_family(family, db, OPTIONS), tmp_path / f"{family}.parquet")
    table = build_features(
        {family: tmp_path / f"{family}.parquet" for family in FAMILIES},
        {family: DICTIONARIES / f"{family}.yaml" for family in FAMILIES},
        "post_release",
    )
    assert (table["is_english"].to_list(), table["director_movie_count"].to_list()) == ([True], [0])


def test_unknown_family_is_named():
    with pytest.raises(ConfigError, match=r"features\.families names weather"):
        build_family("weather", None, OPTIONS)


@pytest.mark.parametrize(
    ("feature_set", "late_families"),
    [
        ("greenlight", set()),
        ("pre_release", set()),
        ("opening_weekend", {"release_week"}),
        ("second_weekend", {"release_week", "second_weekend"}),
        ("post_release", {"release_week", "second_weekend", "annotations", "reception"}),
    ],
)
def test_a_set_builds_no_family_that_it_has_no_column_of(feature_set, late_families):
    families = set(families_of(feature_set, {family: DICTIONARIES / f"{family}.yaml" for family in FAMILIES}))
    assert families & {"release_week", "second_weekend", "annotations", "reception"} == late_families
    assert {"money", "calendar", "content", "people", "companies", "franchise"} <= families


@pytest.mark.parametrize(
    ("family", "moment"),
    [
        ("content", "pre_release"),
        ("release_week", "opening_weekend"),
        ("second_weekend", "second_weekend"),
        ("reception", "post_release"),
    ],
)
def test_a_family_reads_facts_of_its_own_moment(family, moment):
    assert sees_until(DICTIONARIES / f"{family}.yaml") == moment


def test_a_family_of_columns_before_and_after_the_release_is_refused_by_name(tmp_path):
    columns = {"title_length": "greenlight", "buzz": "post_release"}
    lines = [f"  {name}: {{type: INTEGER, known_at: {at}, description: Made up}}" for name, at in columns.items()]
    (tmp_path / "mixed.yaml").write_text("\n".join(["columns:", *lines]), encoding="utf-8")
    with pytest.raises(DataError, match=r"title_length \(greenlight\), buzz \(post_release\)"):
        sees_until(tmp_path / "mixed.yaml")
