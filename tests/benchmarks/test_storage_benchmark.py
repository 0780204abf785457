"""The measuring of stores and formats."""

import pytest

from ayne.benchmarks.storage_benchmark import (
    _claims_of_formats,
    benchmark_storage,
    query_stores,
    scan_csv,
    write_movies,
)
from ayne.core.errors import DataError


def test_a_scan_answers_as_the_database_does(tmp_path):
    write_movies(tmp_path, 500)
    answer = scan_csv(tmp_path / "movies.csv")
    assert sum(row[2] for row in answer) == 499  # one has a budget below a million
    assert answer == sorted(answer)
    assert set(query_stores(tmp_path, 500, 1)) >= {"duckdb", "polars", "pandas", "sqlite", "csv_scan"}


def test_a_store_that_answers_otherwise_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr("ayne.benchmarks.storage_benchmark.scan_csv", lambda _path: [])
    with pytest.raises(DataError, match="csv_scan: another answer than duckdb"):
        query_stores(tmp_path, 500, 1)


def test_a_claim_holds_only_where_its_figure_is_met():
    found = {"mb": 14.0, "seconds_pandas": 0.2}
    claims = _claims_of_formats({"parquet": found, "csv": {**found, "mb": 145.0}, "json": {**found, "mb": 160.0}})
    assert [(claim["measured_of_claimed"], claim["holds"]) for claim in claims] == [
        (1.17, False),
        (0.67, True),
        (1.0, True),
        (0.05, False),
        (0.89, False),
        (0.03, False),
    ]


@pytest.mark.slow
def test_every_claim_has_its_measure(tmp_path):
    found = benchmark_storage(1000, 2000, 1, tmp_path)
    assert [claim["claim"].split()[-1] for claim in found["claims"]][:3] == ["postgresql", "pandas", "csv_scan"]
    assert all(claim["measured"] is not None for claim in found["claims"][1:])
    assert [claim["claimed"] for claim in found["claims"][3:]] == [12, 0.3, 145, 4.2, 180, 6.5]
    assert found["aggregation"]["movies"] == 1000
    assert list(tmp_path.iterdir()) == []
