from datetime import date
from pathlib import Path

import pytest

from ayne.core.errors import ConfigError
from ayne.core.files import write_parquet
from ayne.database import DuckDBClient
from ayne.features.build import build_features
from ayne.features.family import build_family
from ayne.features.options import FeatureOptions

DICTIONARIES = Path(__file__).parents[2] / "config" / "features"
FAMILIES = ("money", "calendar", "content", "people", "companies", "franchise")
OPTIONS = FeatureOptions(snapshot=date(2026, 6, 30))


def test_every_family_is_what_its_dictionary_says(tmp_path, write):
    movie = {"id": 1, "released": date(2019, 5, 3), "budget": 1_000_000, "directors": ["tmdb:1"], "language": "en"}
    with DuckDBClient(write(tmp_path / "movies.duckdb", [movie])) as db:
        for family in FAMILIES:
            write_parquet(build_family(family, db, OPTIONS), tmp_path / f"{family}.parquet")
    table = build_features(
        {family: tmp_path / f"{family}.parquet" for family in FAMILIES},
        {family: DICTIONARIES / f"{family}.yaml" for family in FAMILIES},
        "pre_release",
    )
    assert (table["is_english"].to_list(), table["director_movie_count"].to_list()) == ([True], [0])


def test_unknown_family_is_named():
    with pytest.raises(ConfigError, match=r"features\.families names weather"):
        build_family("weather", None, OPTIONS)
