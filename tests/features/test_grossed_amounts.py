from datetime import date

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.horizons.target_table import build_amounts


def test_what_a_movie_grossed_by_when(tmp_path, write):
    charts = {"friday": 3, "to_first_sunday": 11, "second_weekend": 4, "second_theaters": 9, "to_second_sunday": 20}
    charted = {"id": 1, "released": date(2021, 6, 4), "domestic": 40, "genres": [18, 53]}
    charted |= {"opening_weekend": 10, "opening_theaters": 8, "charts": charts}
    database = write(tmp_path / "movies.duckdb", [charted, {"id": 2, "released": date(2021, 6, 4)}])
    with DuckDBClient(database) as db:
        first, second = build_amounts(db, FeatureOptions(date(2026, 6, 30))).iter_rows(named=True)
    assert (first["domestic_gross_usd"], first["opening_weekend_usd"], first["second_weekend_usd"]) == (40, 10, 4)
    assert (first["gross_to_first_sunday_usd"], first["gross_to_second_sunday_usd"]) == (11, 20)
    assert first["first_sunday"] == date(2021, 6, 6)
    assert {name for name, value in second.items() if value is not None} == {"tmdb_id", "release_date", "title"}
