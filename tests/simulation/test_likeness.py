"""Invented careers, budgets and grosses beside recorded ones."""

import gzip
import os
from datetime import date
from pathlib import Path

import orjson
import pytest

from ayne.core.errors import DataError
from ayne.simulation.likeness import QUANTILES, Sample, archived_sample, simulated_sample

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("AYNE_SHARED_DATA", ROOT.parent / "shared" / "data"))
MOVIES = [
    {"release_date": "2021-03-05", "budget": 10_000_000, "revenue": 40_000_000, "production_companies": []},
    {"release_date": "2020-06-01", "budget": 20_000_000, "revenue": 9, "production_companies": [{"name": "Peak"}]},
    {"release_date": "2019-06-01", "budget": 10_000_000, "revenue": 1e8, "production_companies": [{"name": "Peak"}]},
    {"release_date": "1990-06-01", "budget": 10_000_000, "revenue": 5e8, "production_companies": [{"name": "Old"}]},
    {"release_date": "", "budget": 10_000_000, "revenue": 5e8},
    ["no object"],
]
TITLES = [
    {"Year": "2021", "Director": "Ann Dale", "Actors": "Bo Finn, Cy Gray, Di Hume, Ed Ives"},
    {"Year": "2019\u20132021", "Director": "Ann Dale, Ed Ives", "Actors": "Bo Finn"},
    {"Year": "1990", "Director": "Ann Dale", "Actors": "N/A"},
    {"Year": "2020", "Director": "N/A", "Actors": None},
]


@pytest.fixture
def archive(tmp_path):
    for name, bodies in {"tmdb/movies": MOVIES, "omdb/titles": TITLES}.items():
        path = tmp_path / f"{name}.jsonl.gz"
        path.parent.mkdir()
        path.write_bytes(gzip.compress(b"\n".join([*map(orjson.dumps, bodies), b'{"cut": "sho'])))
    return tmp_path


def test_an_archive_is_counted_over_its_last_years_and_whole_amounts(archive):
    sample = archived_sample(archive, 10)
    assert sample.directors == {"Ann Dale": 2, "Ed Ives": 1}
    assert sample.actors == {"Bo Finn": 2, "Cy Gray": 1, "Di Hume": 1}
    assert sample.companies == {"Peak": 1}
    assert sample.budgets == {10_000_000: 2}
    # Prices of the year before: those of 2020 are the base.
    assert sample.gross_musd[0] == 40.0
    assert sample.quantiles()["movies of a director"][-1] == 2


def test_nothing_to_count_is_said(tmp_path):
    with pytest.raises(DataError, match=r"nothing to compare: movies of a director cannot be counted"):
        Sample().quantiles()
    with pytest.raises(DataError, match=r"tmdb/movies.jsonl.gz: no such file"):
        archived_sample(tmp_path, 10)


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "archive").is_dir(), reason="needs recorded answers")
def test_careers_budgets_and_grosses_are_as_in_recorded_answers():
    recorded = archived_sample(SHARED / "archive", 33).quantiles()
    world = {"seed": 20260630, "movies": 6000, "first_year": 1995, "snapshot": date(2026, 6, 30)}
    simulated = simulated_sample(**world).quantiles()
    for name, quantiles in simulated.items():
        for quantile, invented, known in zip(QUANTILES, quantiles, recorded[name], strict=True):
            assert known / 2 <= invented <= 2 * known, (name, quantile)
