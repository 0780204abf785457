import math

import numpy as np
import pytest

from ayne.models.budget_line import along_line, fit_line, fit_stepped_line

BUDGETS = np.log([1e6, 1e7, 1e8, 1e9])
GROSSES = BUDGETS + math.log(2)


def test_the_line_of_the_baseline_takes_a_budget_as_it_is():
    line = fit_line(BUDGETS, GROSSES)
    assert along_line(line, np.array([math.log(50)])) == pytest.approx([math.log(100)])


def test_a_budget_below_a_thousand_dollars_is_in_millions():
    line = fit_stepped_line(BUDGETS, GROSSES)
    assert (line["slope"], line["step"]) == (pytest.approx(1), 0)
    assert along_line(line, np.array([math.log(50), math.log(999), math.log(1_001)])) == pytest.approx(
        [math.log(100e6), math.log(2 * 999e6), math.log(2_002)]
    )


@pytest.mark.parametrize(("movies", "share"), [(1, 1 / 4), (300, 300 / 303)])
def test_the_step_beside_such_budgets_is_learnt_and_starts_from_none(movies, share):
    budgets, grosses = np.full(movies, math.log(50)), np.full(movies, math.log(100))  # both in millions
    line = fit_stepped_line(np.append(BUDGETS, budgets), np.append(GROSSES, grosses))
    assert line["slope"] == pytest.approx(1)
    assert line["step"] == pytest.approx(-share * math.log(1e6))


def test_a_movie_without_a_budget_has_the_mean_gross():
    line = fit_stepped_line(np.append(BUDGETS, np.nan), np.append(GROSSES, 3.0))
    assert along_line(line, np.array([np.nan])) == pytest.approx([np.mean(np.append(GROSSES, 3.0))])
