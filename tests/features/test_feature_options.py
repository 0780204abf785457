"""Options that name files mean those of their study."""

from datetime import date
from pathlib import Path

from ayne.features.feature_options import FeatureOptions, in_study


def test_price_files_are_those_of_the_study():
    options = {"snapshot": "2026-06-30", "recent_prices": "data/tables/bls/cpi_us_recent.csv"}
    found = in_study(options, Path("/studies/nineties"))
    assert found == options | {"recent_prices": "/studies/nineties/data/tables/bls/cpi_us_recent.csv"}
    assert in_study({"snapshot": "2026-06-30"}, Path("/studies")) == {"snapshot": "2026-06-30"}
    assert FeatureOptions(date(2026, 6, 30)).recent_prices is None
