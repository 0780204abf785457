import pytest

from ayne.charts.wording import MINUS, TIMES, on_axis, signed_difference


@pytest.mark.parametrize(
    ("values", "name", "said"),
    [
        ([0.0, 5.0, 10.0], "times", [f"0{TIMES}", f"5{TIMES}", f"10{TIMES}"]),
        ([0.0, 1.5, 3.0], "times", [f"0.0{TIMES}", f"1.5{TIMES}", f"3.0{TIMES}"]),
        ([-0.0, 0.06, 0.12], "number3", ["0.00", "0.06", "0.12"]),
        ([-0.04, 0.0, 0.04], "number2", [f"{MINUS}0.04", "0.00", "0.04"]),
        ([0.0, 1000.0], "number3", ["0", "1,000"]),
        ([1e6, 3e6], "usd", ["$1M", "$3M"]),
    ],
)
def test_the_numbers_of_an_axis_have_the_decimals_that_they_need_all_the_same(values, name, said):
    assert on_axis(values, name) == said


def test_a_difference_that_is_nothing_to_three_digits_has_no_sign():
    assert [signed_difference(value) for value in (-0.0004, 0.0004, 0.0, -0.0061)] == [
        "0.000",
        "0.000",
        "0.000",
        f"{MINUS}0.006",
    ]
