"""The measuring of what features cost."""

from datetime import date
from pathlib import Path

import pytest

from ayne.benchmarks.feature_benchmark import benchmark_features, exponent, make_database
from ayne.features.feature_options import FeatureOptions

DICTIONARIES = Path(__file__).parents[2] / "config" / "features"


def test_exponent_of_what_doubles_with_the_movies_is_one():
    assert exponent([(1_000, 2.0), (2_000, 4.0), (4_000, 8.0)]) == 1.0
    assert exponent([(1_000, 1.0), (2_000, 4.0)]) == 2.0
    assert exponent([(1_000, 2.0)]) is None


@pytest.mark.slow
def test_every_family_can_be_measured(tmp_path):
    database = tmp_path / "movies.duckdb"
    make_database(database, 300, threads=1)
    families = {path.stem: "post_release" for path in sorted(DICTIONARIES.glob("*.yaml"))}
    measured = benchmark_features(database, families, FeatureOptions(date(2026, 6, 30)), [], threads=1)
    assert measured["database"]["movies"] == 300
    assert set(measured["database"]["seconds_by_family"]) == set(families)
    assert measured["database"]["peak_gb"] == pytest.approx(0.3, abs=0.29)
    assert (measured["made_up"], measured["exponent"]) == ([], None)
