from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.features.cpi import deflators, read_cpi
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import parameters

MONTHLY = Path(__file__).parents[3] / "shared" / "data" / "cpi" / "cpi_us_monthly.csv"


def factor_at(day, base_year=2020):
    known = deflators(base_year)
    return [f for start, f in zip(known.known_from, known.factors, strict=True) if start <= day][-1]


def test_2020_has_the_published_average():
    assert dict(read_cpi().rows())[2020] == 258.811


@pytest.mark.skipif(not MONTHLY.is_file(), reason="the monthly index is not on this machine")
def test_annual_figures_are_the_means_of_complete_years():
    monthly = pl.read_csv(MONTHLY, try_parse_dates=True)
    annual = (
        monthly.group_by(pl.col("Date").dt.year().alias("year"))
        .agg(pl.col("Index").mean().round(3).alias("cpi_u"), pl.len().alias("months"))
        .filter(pl.col("months") == 12)
        .sort("year")
    )
    assert read_cpi().rows() == annual.select("year", "cpi_u").rows()


def test_average_of_a_year_is_not_used_before_february_of_the_next():
    # 2019: 255.657, 2018: 251.107
    assert factor_at(date(2020, 1, 31)) == pytest.approx(258.811 / 251.107)
    assert factor_at(date(2020, 2, 1)) == pytest.approx(258.811 / 255.657)


def test_days_outside_of_the_table_use_its_nearest_figure():
    assert factor_at(date(1905, 5, 1)) == pytest.approx(258.811 / 9.883)
    assert factor_at(date(2040, 5, 1)) == pytest.approx(258.811 / 313.689)


def test_no_figure_that_became_known_after_the_snapshot_is_used():
    recent = pl.DataFrame({"known_from": [date(2019, 6, 16), date(2019, 7, 16)], "cpi_u": [253.0, 253.5]})
    prices = deflators(2020, recent=recent, snapshot=date(2019, 6, 30))
    assert prices.known_from[-2:] == [date(2019, 2, 1), date(2019, 6, 16)]
    # 2018: 251.107; 2020 is the unit, whatever the snapshot
    assert prices.factors[-2:] == pytest.approx([258.811 / 251.107, 258.811 / 253.0])
    assert deflators(2020, snapshot=date(1900, 1, 1)).factors == pytest.approx([258.811 / 9.883])


@pytest.mark.parametrize(("snapshot", "year"), [(date(2022, 1, 31), 2021), (date(2022, 2, 1), 2022)])
def test_features_are_built_with_the_prices_known_at_their_snapshot(snapshot, year):
    assert parameters(FeatureOptions(snapshot))["price_known_from"][-1] == date(year, 2, 1)


def test_base_year_without_a_figure_is_refused():
    with pytest.raises(DataError, match=r"base_year is 1900; .* 1913 to 2024"):
        deflators(1900)
