from datetime import date

import pytest

from ayne.core.readings import read_day, read_flag, read_number, read_whole

DAY = date(2010, 5, 7)


@pytest.mark.parametrize("text", ["2010-05-07", " 2010-05-07", "2010-05-07T00:00:00.000Z", "2010-05-07 00:00:00"])
def test_a_day_is_read_where_it_is_certain(text):
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "value", [None, "", "2010", "2010-13-01", 2010, [], "5/7/10", "2010-05-07T18:00:00Z", "٢٠١٠-05-07"]
)
def test_what_is_no_day_is_none(value):
    assert read_day(value) is None


FLAGS = [
    (True, True), ("False", False), (" true", True), (1, True), ("0", False), (0.0, False),
    (2, None), ("no", None), ([1], None),
]  # fmt: skip


@pytest.mark.parametrize(("value", "flag"), FLAGS)
def test_a_flag(value, flag):
    assert read_flag(value) is flag


WHOLE = [
    (8, 8), ("8", 8), (8.0, 8), ("8.0", 8), (" 8 ", 8), (1e3, 1000), ("1e3", 1000), ("-8", -8),
    (8.5, None), ("8.5", None), (True, None), ("1e-3", None), ("eight", None), (None, None), ([8], None),
    ("9" * 5000, None), ("1e99x", None), ((1 << 63) - 1, (1 << 63) - 1), (1 << 63, None), (-(1 << 64), None),
    (1e20, None), ("9" * 19, None),
]  # fmt: skip


@pytest.mark.parametrize(("value", "number"), WHOLE)
def test_a_whole_number(value, number):
    assert read_whole(value) == number


def test_any_number_or_nought():
    assert [read_number(value) for value in (7, "7.5", "x", None, True, [1], "1e3")] == [7, 7.5, 0, 0, 0, 0, 1000]
