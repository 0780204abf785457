from datetime import date

import polars as pl
import pytest

from ayne.core.errors import ConfigError, DataError
from ayne.core.files import write_parquet
from ayne.features.feature_builder import build_features

KEYS = {"tmdb_id": [1, 2], "release_date": [date(2020, 1, 3), date(2021, 1, 8)]}
COLUMNS = {"log_budget_real": "greenlight", "runtime_min": "pre_release", "opening_theaters": "opening_weekend"}


@pytest.fixture
def family(tmp_path):
    """Return a function that writes a family of INTEGER columns and its dictionary: both paths, by family."""

    def write_family(name="money", produced=COLUMNS, described=COLUMNS, keys=KEYS, type_="INTEGER"):
        table = pl.DataFrame(keys | {column: [10, 20] for column in produced})
        write_parquet(table.with_columns(pl.col(*produced).cast(pl.Int32)), tmp_path / f"{name}.parquet")
        lines = [f"  {c}: {{type: {type_}, known_at: {k}, description: Made up}}" for c, k in described.items()]
        (tmp_path / f"{name}.yaml").write_text("\n".join(["columns:", *lines]), encoding="utf-8")
        return {name: tmp_path / f"{name}.parquet"}, {name: tmp_path / f"{name}.yaml"}

    return write_family


@pytest.mark.parametrize(
    ("feature_set", "columns"),
    [
        ("greenlight", ["log_budget_real"]),
        ("pre_release", ["log_budget_real", "runtime_min"]),
        ("opening_weekend", ["log_budget_real", "runtime_min", "opening_theaters"]),
    ],
)
def test_a_set_has_what_is_known_by_then(family, feature_set, columns):
    assert build_features(*family(), feature_set).columns == ["tmdb_id", "release_date", *columns]


def test_planted_late_column_is_refused_by_name(family):
    files = family(produced=[*COLUMNS, "revenue"], described=COLUMNS | {"revenue": "post_release"})
    assert "revenue" not in build_features(*files, "pre_release").columns
    with pytest.raises(DataError, match=r"too late for the set pre_release: revenue \(known at post_release\)"):
        build_features(*files, "pre_release", columns=["log_budget_real", "revenue"])


def test_column_that_nobody_described_is_refused_by_name(family):
    with pytest.raises(
        DataError,
        match=r"family money has revenue, which config/features/money.yaml lacks; add .*`revenue: \{type: INTEGER",
    ):
        build_features(*family(produced=[*COLUMNS, "revenue"]), "pre_release")


def test_described_column_that_is_not_there_is_named(family):
    with pytest.raises(
        DataError, match=r"family money lacks trailer_views, which config/features/money.yaml describes"
    ):
        build_features(*family(described=COLUMNS | {"trailer_views": "pre_release"}), "pre_release")


def test_type_must_be_the_dictionarys(family):
    with pytest.raises(DataError, match=r"log_budget_real is Int32, config/features/money.yaml says DOUBLE"):
        build_features(*family(type_="DOUBLE"), "pre_release")


@pytest.mark.parametrize(
    ("described", "message"),
    [
        ({"log_budget_real": "yesterday"}, r"log_budget_real: known_at is 'yesterday'; allowed: greenlight, pre_"),
        ({}, r"`columns` is missing"),
    ],
)
def test_broken_dictionary_names_the_entry(family, described, message):
    with pytest.raises(DataError, match=message):
        build_features(*family(described=described), "pre_release")


def test_families_stand_side_by_side_sorted_by_id(family):
    upside_down = {"tmdb_id": [2, 1], "release_date": KEYS["release_date"][::-1]}
    money, content = family(), family("content", ["title_length"], {"title_length": "greenlight"}, upside_down)
    table = build_features(money[0] | content[0], money[1] | content[1], "greenlight")
    assert table.drop("release_date").rows() == [(1, 10, 20), (2, 20, 10)]


def test_families_of_different_movies_are_refused(family):
    money = family()
    content = family("content", ["runtime"], {"runtime": "greenlight"}, KEYS | {"tmdb_id": [1, 3]})
    with pytest.raises(DataError, match="family content has other movies than family money"):
        build_features(money[0] | content[0], money[1] | content[1], "greenlight")


def test_unknown_set_is_refused(family):
    with pytest.raises(ConfigError, match=r"features\.set is 'premiere'; allowed: greenlight, pre_release"):
        build_features(*family(), "premiere")
