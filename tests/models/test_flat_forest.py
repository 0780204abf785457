import numpy as np
import pytest
from sklearn.ensemble import RandomForestRegressor

from ayne.models.flat_forest import FlatForest


@pytest.fixture(scope="module")
def forest():
    """A forest on 400 rows, a fifth of whose values is unknown; the rows."""
    draw = np.random.default_rng(3)
    inputs = draw.normal(size=(400, 6))
    inputs[draw.random(inputs.shape) < 0.2] = np.nan
    target = np.nan_to_num(inputs[:, 0]) * 2 + np.nan_to_num(inputs[:, 1]) ** 2 + draw.normal(size=400)
    return RandomForestRegressor(30, min_samples_leaf=3, random_state=1).fit(inputs, target), inputs


def test_it_predicts_what_scikit_learn_does_to_the_last_bit(forest):
    model, inputs = forest
    assert np.array_equal(FlatForest.of(model).predict(inputs), model.predict(inputs))
    assert np.array_equal(FlatForest.of(model).predict(inputs[:1]), model.predict(inputs[:1]))


def test_the_steps_down_the_trees_add_up_from_the_mean_at_their_roots(forest):
    model, inputs = forest
    added = FlatForest.of(model).contributions(inputs)
    roots = np.mean([tree.tree_.value[0, 0, 0] for tree in model.estimators_])
    assert added.sum(axis=1) + roots == pytest.approx(model.predict(inputs))
    assert np.abs(added[:, 0]).mean() > 5 * np.abs(added[:, 5]).mean()


def test_one_tree_of_one_split_gives_all_to_the_feature_it_asks():
    inputs = np.array([[0.0, 5.0], [1.0, 5.0]])
    model = RandomForestRegressor(1, bootstrap=False, random_state=1).fit(inputs, [10.0, 30.0])
    assert FlatForest.of(model).contributions(inputs).tolist() == [[-10.0, 0.0], [10.0, 0.0]]
