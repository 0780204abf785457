"""Shares of few movies, and what of them may be luck."""

import pytest

from ayne.evaluation.shares import may_be, may_be_equal, wilson


def test_the_interval_of_a_share_is_wilsons():
    # of 6 of 20, from his formula
    assert wilson(0.3, 20) == pytest.approx((0.1455, 0.5190), abs=1e-4)
    assert wilson(1.0, 3)[1] == 1


def test_eleven_of_eighteen_are_too_few_for_four_in_five_and_four_of_five_are_not():
    assert not may_be(0.8, 11 / 18, 18)
    assert may_be(0.8, 0.6, 5)


def test_two_shares_of_few_movies_may_be_equal():
    assert may_be_equal((9 / 18, 18), (31 / 41, 41))
    # the same shares among ten times as many are not, whichever comes first
    assert not may_be_equal((9 / 18, 180), (31 / 41, 410))
    assert not may_be_equal((31 / 41, 410), (9 / 18, 180))
    # Newcombe (1998), 56 of 70 against 48 of 80: 0.0524 to 0.3339
    assert not may_be_equal((56 / 70, 70), (48 / 80, 80))
