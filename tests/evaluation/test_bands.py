import pytest

from ayne.evaluation.bands import band_of, bands_of


@pytest.mark.parametrize(
    ("budget_usd", "band"),
    [
        (1, "under 3M"),
        (2_999_999, "under 3M"),
        (3_000_000, "3M to 10M"),
        (10_000_000, "10M to 40M"),
        (40_000_000, "40M and over"),
        (400_000_000, "40M and over"),
        (0, None),
        (None, None),
    ],
)
def test_a_budget_on_a_limit_belongs_to_the_band_above(budget_usd, band):
    assert band_of(budget_usd) == band


def test_bands_keep_the_order_of_the_budgets():
    assert bands_of([50e6, None, 5e6]) == ["40M and over", None, "3M to 10M"]
