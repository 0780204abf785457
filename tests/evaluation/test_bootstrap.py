import math

import numpy as np
import pytest

from ayne.evaluation.bootstrap import paired_bootstrap

ACTUAL = np.exp(np.linspace(10, 19, 500))


def off_by(size, seed):
    return ACTUAL * np.exp(np.random.default_rng(seed).normal(0, size, 500))


def test_a_model_twice_as_exact_is_better_in_every_draw():
    result = paired_bootstrap(ACTUAL, off_by(0.5, 1), off_by(1.0, 2), seed=3)
    assert result["prob_better"] == 1
    assert result["lower_95"] < result["difference"] < result["upper_95"] < 0
    assert result["difference"] == pytest.approx(-0.5, abs=0.1)


def test_the_difference_is_of_the_root_mean_squares():
    result = paired_bootstrap(np.ones(2), np.exp([0.0, 2.0]), np.exp([1.0, 1.0]), seed=3)
    assert result["difference"] == pytest.approx(math.sqrt(2) - 1)


def test_two_equals_are_not_told_apart():
    same = off_by(1, 1)
    expected = {"difference": 0.0, "lower_95": 0.0, "upper_95": 0.0, "prob_better": 0.5}
    assert paired_bootstrap(ACTUAL, same, same, seed=3) == expected


def test_a_seed_gives_the_same_and_another_seed_another_result():
    first, again, other = (paired_bootstrap(ACTUAL, off_by(1, 1), off_by(1, 2), seed=seed) for seed in (3, 3, 4))
    assert first == again != other
