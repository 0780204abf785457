"""The champion explained; here, as the made-up study is."""

import math

import pytest

from ayne.explanations.explain_champion import explain_champion
from ayne.explanations.importance import family_permutation
from ayne.models.estimator import load_estimator
from ayne.models.model_files import StoredModel
from fixtures.artifacts import metrics

DICTIONARY = {
    "log_budget_received_real": {"family": "money", "unit": "ln(US dollar of the base year)", "description": "Budget"},
    "runtime_min": {"family": "content", "unit": "minute", "description": "Runtime; null where unknown"},
    "genre": {"family": "content", "unit": "", "description": "Genre"},
    "is_sequel": {"family": "franchise", "unit": "", "description": "Follows another movie"},
}
PARAMS = {"alpha": 10.0, "min_category_movies": 5}


@pytest.fixture(scope="module")
def explained(study):
    ridge = load_estimator("ridge")
    log_gross = study.target["ln_gross_real_received"].gather(study.final.train).to_numpy()
    fitted = ridge.fit(study.features[study.final.train], log_gross, params=PARAMS, seed=7, threads=1)
    model = StoredModel("ridge", fitted, None, metrics("ridge", params=PARAMS))
    names = {key: {"franchise": ["The Owl"]} for key in study.features["tmdb_id"]}
    return explain_champion(model, study, DICTIONARY, names), ridge.predict(fitted, study.features[study.final.score])


def test_a_row_of_contributions_adds_up_to_the_forecast(explained):
    table = explained[0].contributions.drop("tmdb_id")
    assert table.sum_horizontal().to_list() == pytest.approx(explained[1].tolist())


def test_budget_matters_most_and_nothing_that_was_made_up_matters_least(explained):
    """The made-up gross is 0.9 ln(budget), 0.8 for a sequel, 0.5 for action; the runtime is noise."""
    importance = explained[0].importance
    assert [entry.name for entry in importance.by_feature] == [
        "log_budget_received_real",
        "is_sequel",
        "genre",
        "runtime_min",
    ]
    assert importance.by_family[0].name == importance.permutation[0].family == "money"
    assert importance.permutation[0].rmse_log_rise > 0.4


def test_each_test_movie_has_its_reasons_in_order(explained, study):
    reasons = explained[0].reasons
    assert reasons.height == 4 * len(study.final.score)
    first = reasons.filter(tmdb_id=reasons["tmdb_id"][0])
    assert first["rank"].to_list() == [1, 2, 3, 4]
    sizes = [abs(math.log(factor)) for factor in first["factor"]]
    assert sizes == sorted(sizes, reverse=True)
    assert first.filter(feature="is_sequel")["words"][0].startswith(
        ("A sequel: film 1 of The Owl", "The first film of The Owl")
    )


def test_shuffling_is_the_same_each_time(study):
    first, second = (family_permutation(study, "log_budget_ols", {}, DICTIONARY) for _ in range(2))
    assert first == second
    assert {entry.family: entry.rmse_log_rise for entry in first}["franchise"] == 0
