from datetime import date
from math import log

import duckdb
import pytest

from ayne.database import DuckDBClient
from ayne.features.family import build_family
from ayne.features.options import FeatureOptions

MOVIES = [{"id": 1, "released": date(2021, 6, 4)}, {"id": 2, "released": date(2021, 6, 4)}]
CHARTS = """
CREATE TABLE box_office_releases(release_id VARCHAR, movie_id BIGINT, release_date DATE, opening_weekend_usd BIGINT,
    opening_theaters INTEGER);
INSERT INTO box_office_releases VALUES
    ('rl2', 1, '2022-06-03', 50000, 12), ('rl1', 1, '2021-06-04', 8000000, 3100), ('rl3', NULL, '2021-06-04', 9, 1);
"""


def test_without_charts_nothing_is_known(build):
    movie = build("release_week", *MOVIES)[1]
    assert (movie["opening_theaters"], movie["log_opening_weekend_real"]) == (None, None)
    assert movie["is_opening_weekend_missing"] is True


def test_the_first_release_counts(tmp_path, write):
    path = write(tmp_path / "movies.duckdb", MOVIES)
    with duckdb.connect(str(path)) as session:
        session.execute(CHARTS)
    with DuckDBClient(path) as db:
        first, second = build_family(
            "release_week", db, FeatureOptions(snapshot=date(2026, 6, 30)), "opening_weekend"
        ).to_dicts()
    assert first["opening_theaters"] == 3100
    assert first["log_opening_weekend_real"] == pytest.approx(log(8_000_000), abs=1e-5)
    assert (first["is_opening_weekend_missing"], second["is_opening_weekend_missing"]) == (False, True)
