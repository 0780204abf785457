"""What several movies earn together, and how errors of one year go together."""

import numpy as np
import pytest

from ayne.artifacts.intervals import Difficulty
from ayne.artifacts.joint_errors import JointErrors
from ayne.evaluation.slates import drawn_sums, fit_joint_errors, sum_of_slate

# An expected error of 1 whatever the movie.
PLAIN = Difficulty(intercept=0.0, by_forecast=0.0, by_budget=0.0, multiple=1.0)
SURE = JointErrors(
    n=100,
    years=2,
    correlation_of_a_year=0,
    variance_between_years=1,
    up_to_usd=(1e6, 2e6, 3e6, 4e6),
    sizes=((0.0,) * 20,) * 5,
)
NORMAL = tuple(np.quantile(np.random.default_rng(0).standard_normal(20_000), np.linspace(0.005, 0.995, 100)).tolist())


def spread(correlation, years):
    joint = SURE.model_copy(update={"sizes": (NORMAL,) * 5, "correlation_of_a_year": correlation})
    sums = drawn_sums(np.full(10, 5e6), np.full(10, np.nan), years, PLAIN, joint, seed=1)
    return np.log(sums).std()


def test_a_slate_without_errors_is_its_sum():
    slate = sum_of_slate(np.array([1e6, 5e6]), np.array([np.nan, 2e6]), [2026, 2027], PLAIN, SURE)
    assert (slate.predicted_usd, slate.lower_90, slate.upper_90) == (6e6, 6e6, 6e6)


def test_the_median_of_the_sum_is_above_the_sum_of_medians_as_errors_are_skew():
    joint = SURE.model_copy(update={"sizes": (NORMAL,) * 5})
    slate = sum_of_slate(np.full(10, 5e6), np.full(10, np.nan), [2026] * 10, PLAIN, joint)
    assert 50e6 < slate.predicted_usd < 50e6 * np.exp(0.5)
    assert slate.lower_90 < slate.lower_80 < slate.predicted_usd < slate.upper_80 < slate.upper_90


def test_errors_that_go_together_widen_the_sum_of_one_year_and_not_that_of_many():
    apart, one_year = spread(0.0, [2026] * 10), spread(0.3, [2026] * 10)
    many_years = spread(0.3, list(range(2020, 2030)))
    assert one_year > 1.4 * apart
    assert many_years == pytest.approx(apart, rel=0.1)


@pytest.mark.parametrize("correlation", [0.0, 0.2])
def test_the_correlation_of_a_year_is_measured(correlation):
    draw = np.random.default_rng(5)
    years = np.repeat(np.arange(2000, 2400), 20)
    errors = np.sqrt(correlation) * draw.standard_normal(400)[years - 2000]
    errors += np.sqrt(1 - correlation) * draw.standard_normal(len(years))
    errors[::397] = -14.0  # amounts in the wrong unit weigh no more than others
    joint = fit_joint_errors(errors, np.exp(draw.normal(17, 1, len(years))), np.full(len(years), np.nan), years, PLAIN)
    assert joint.correlation_of_a_year == pytest.approx(correlation, abs=0.04)
    assert joint.years == 400


def test_too_few_movies_or_one_year_tell_nothing():
    errors, amounts = np.zeros(120), np.full(120, 1e7)
    assert fit_joint_errors(errors[:99], amounts[:99], amounts[:99], np.arange(99), PLAIN) is None
    assert fit_joint_errors(errors, amounts, amounts, np.full(120, 2020), PLAIN) is None
