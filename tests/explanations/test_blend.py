import pytest

from ayne.explanations.contributions import background_of, contributions
from ayne.models.estimators import blend


def test_a_blends_contributions_are_the_weighted_sum_of_its_members(movies, fitted):
    features, _ = movies
    parts = {"ridge": fitted("ridge", alpha=1.0), "xgboost": fitted("xgboost", n_estimators=20)}
    weights = {"ridge": 0.3, "xgboost": 0.7}
    model, background = blend.join(weights, parts), background_of(features)
    found = contributions("blend", model, features[:20], background)
    assert found.forecast == pytest.approx(blend.predict(model, features[:20]))
    alone = {name: contributions(name, part, features[:20], background) for name, part in parts.items()}
    expected = 0.3 * alone["ridge"].by_feature["is_sequel"] + 0.7 * alone["xgboost"].by_feature["is_sequel"]
    assert found.by_feature["is_sequel"].to_list() == pytest.approx(expected.to_list())
