from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from ayne.serve.pictures import Scale, chance_curve, crossing, forecast_picture, reason_bars, weeks_picture

SAID = SimpleNamespace(predicted_usd=40e6, lower_80=20e6, upper_80=80e6, lower_90=10e6, upper_90=160e6)


def test_a_factor_of_two_is_the_same_length_everywhere():
    picture = forecast_picture(SAID, 75e6)
    gaps = [picture["narrow"][0] - picture["wide"][0], picture["point"] - picture["narrow"][0],
            picture["narrow"][1] - picture["point"], picture["wide"][1] - picture["narrow"][1]]  # fmt: skip
    assert gaps == pytest.approx([gaps[0]] * 4, abs=0.2)
    assert picture["narrow"][0] < picture["break_even"] < picture["narrow"][1]


def test_ticks_are_round_amounts_within_the_scale():
    assert [tick["words"] for tick in Scale(8e6, 250e6, 0, 100).ticks()] == [
        "$10M", "$20M", "$50M", "$100M", "$200M",
    ]  # fmt: skip
    assert len(Scale(1e3, 1e10, 0, 100).ticks()) <= 8
    assert [tick["words"] for tick in Scale(28e6, 72e6, 0, 100).ticks(4)] == ["$30M", "$40M", "$50M", "$60M"]


def test_without_intervals_there_is_no_picture():
    assert forecast_picture(SimpleNamespace(**vars(SAID) | {"lower_90": None}), None) is None


@pytest.mark.parametrize(
    ("points", "half"),
    [
        ([(1e6, 0.9), (4e6, 0.1)], 2e6),
        ([(1e6, 0.9), (4e6, 0.6)], None),
        ([(1e6, 0.4), (4e6, 0.2)], None),
        # twice below: the higher one, beyond which it does not pay any more
        ([(1e6, 0.9), (2e6, 0.4), (4e6, 0.6), (16e6, 0.4)], 8e6),
    ],
)
def test_the_budget_at_which_the_chance_crosses_one_half(points, half):
    assert crossing(points) == (None if half is None else pytest.approx(half))


def test_the_chance_is_drawn_between_nothing_and_all():
    picture = chance_curve([(1e6, 1.0), (4e6, 0.0)], 2e6)
    assert picture["path"] == "M76.0 12.0 L606.0 190.0"
    assert picture["film"] == pytest.approx((76 + 606) / 2, abs=0.2)


def test_a_week_of_twice_the_forecast_is_a_dot_the_same_step_higher_everywhere():
    days = [date(2026, 10, 2) + timedelta(weeks=number) for number in range(7)]
    amounts = [10e6, 20e6, 40e6, 10e6, 10e6, 10e6, 10e6]
    weeks = [
        {"day": day, "predicted_usd": amount, "kind": "other", "words": ""}
        for day, amount in zip(days, amounts, strict=True)
    ]
    picture = weeks_picture(weeks)
    low, middle, high = [dot["y"] for dot in picture["dots"][:3]]
    assert low - middle == pytest.approx(middle - high, abs=0.2)
    assert [month["words"] for month in picture["months"]] == []


def test_a_reason_says_what_it_adds_or_takes_of_the_forecast():
    reasons = [SimpleNamespace(sentence="a", factor=2.0), SimpleNamespace(sentence="b", factor=0.5)]
    first, second = reason_bars(reasons, 40e6)
    assert (first["dollars"], second["dollars"]) == ("+$20M", "\N{MINUS SIGN}$40M")
    assert first["length"] == second["length"] == 100
