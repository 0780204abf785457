"""Which weeks the page of a film shows."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ayne.serve.film_page import fridays_around


@pytest.mark.parametrize(
    ("release", "snapshot", "first", "last"),
    [
        # half a year before and after
        (date(2028, 5, 12), date(2026, 6, 30), date(2027, 11, 12), date(2028, 11, 3)),
        # what has passed by the snapshot is no week to choose
        (date(2026, 8, 7), date(2026, 6, 30), date(2026, 7, 3), date(2027, 6, 25)),
        # a film that is out has its own year around it
        (date(2026, 6, 26), date(2026, 6, 30), date(2025, 12, 26), date(2026, 12, 18)),
        # no film is described outside of these days
        (date(2100, 12, 31), date(2026, 6, 30), date(2100, 7, 2), date(2100, 12, 31)),
    ],
)
def test_the_fridays_around_a_release(release, snapshot, first, last):
    fridays = fridays_around(release, snapshot)
    assert (fridays[0], fridays[-1]) == (first, last)
    assert {later - earlier for earlier, later in pairwise(fridays)} == {timedelta(weeks=1)}
