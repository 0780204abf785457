"""How the amounts of a film of one's own are told."""

from ayne.horizons.film_amounts import FilmAmounts


def test_the_amounts_are_told_in_the_order_of_their_size():
    amount = {"predicted_usd": 107e6, "lower_80": 89.5e6, "upper_80": 128e6, "lower_90": 80e6, "upper_90": 140e6}
    unsure = dict.fromkeys(amount) | {"predicted_usd": 314e6}
    amounts = {"worldwide_gross_usd": unsure, "domestic_gross_usd": amount}
    found = FilmAmounts("second_weekend", "pre_release", amounts, [])
    assert found.lines == ["worldwide $314M", "US and Canada $107M, in 8 of 10 cases $89.5M to $128M"]
    assert (found.when, found.usually) == ("on the second Monday", "a week before the release")
    assert found.beside({"title": "A", "warnings": ["a"]}) == {
        "title": "A", "warnings": ["a"], "horizon": "second_weekend", "amounts": amounts,
    }  # fmt: skip
    assert found.columns["domestic_gross_usd_lower_80"] == 89_500_000
    assert found.columns["worldwide_gross_usd_upper_90"] is None


def test_a_forecast_of_wide_releases_says_so_before_the_release():
    amounts = {"worldwide_gross_usd": {"predicted_usd": 55.8e6, "lower_80": None, "upper_80": None}}
    before, after = (
        FilmAmounts(horizon, "pre_release", amounts, [], is_of_wide_releases=True)
        for horizon in ("pre_release", "opening_weekend")
    )
    assert before.when == "a week before the release, if in 600 theaters or more"
    assert (after.when, before.is_after_release, after.is_after_release) == (
        "on the Monday after the opening", False, True,
    )  # fmt: skip


def test_the_published_forecast_alone_is_told_once():
    amounts = {"worldwide_gross_usd": dict.fromkeys(("predicted_usd", "lower_80", "upper_80"))}
    found = FilmAmounts("pre_release", "pre_release", amounts, ["mind"], is_by_horizon=False)
    assert (found.lines, found.beside({"warnings": []})) == ([], {"horizon": "pre_release", "warnings": ["mind"]})
    assert found.columns == {"horizon": "pre_release"}
