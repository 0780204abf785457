import numpy as np
import pytest

from ayne.models.weights import blend_weights


def draws(n=400):
    return np.random.default_rng(5).normal(size=(3, n))


def test_two_models_with_independent_errors_of_one_size_count_alike():
    first, second, _ = draws(20_000)
    assert blend_weights({"a": first, "b": second}) == pytest.approx({"a": 0.5, "b": 0.5}, abs=0.02)


def test_a_model_counts_by_the_inverse_of_its_squared_error():
    first, second, _ = draws(20_000)
    assert blend_weights({"a": first, "b": 2 * second})["a"] == pytest.approx(0.8, abs=0.02)


def test_weights_are_not_negative_and_add_up_to_one():
    first, second, third = draws()
    weights = blend_weights({"a": first, "b": first + second, "c": 2 * first + 0.1 * third})
    assert min(weights.values()) >= 0.02
    assert sum(weights.values()) == pytest.approx(1, abs=1e-5)


def test_a_model_that_adds_nothing_is_left_out():
    first, second, _ = draws(20_000)
    assert list(blend_weights({"worse": first + second, "good": first})) == ["good"]


def test_before_the_first_result_all_count_alike():
    assert blend_weights({"a": np.empty(0), "b": np.empty(0)}) == {"a": 0.5, "b": 0.5}
