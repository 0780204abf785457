from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from sklearn.ensemble import HistGradientBoostingRegressor

from ayne.explanations.contributions import Explainer, background_of, contributions
from ayne.explanations.native import native_contributions
from ayne.explanations.sampling import sampled_contributions
from ayne.models.encoding import encode, fit_encoder
from ayne.models.estimator import Fitted, load_estimator
from ayne.models.estimators._boosting import Boosted

MODELS = {
    "xgboost": {"n_estimators": 200, "colsample_bytree": 1.0},
    "ridge": {"alpha": 1.0},
    "support_vector": {"gamma": 0.02},
    "lightgbm": {"n_estimators": 200},
    "catboost": {"iterations": 200, "rsm": 1.0},
    "hist_gradient_boosting": {"max_iter": 20},
    "random_forest": {"n_estimators": 10},
    "log_budget_ols": {},
    "median_multiple": {},
}


@pytest.mark.parametrize("name", MODELS)
def test_contributions_add_up_to_the_forecast(movies, fitted, name):
    features, _ = movies
    model = fitted(name, **MODELS[name])
    found = contributions(name, model, features[:50], background_of(features))
    assert found.forecast == pytest.approx(load_estimator(name).predict(model, features[:50]), abs=1e-6)
    assert found.by_feature.columns == ["log_budget_received_real", "is_sequel", "genre", "noise"]


@pytest.mark.parametrize("name", ["xgboost", "ridge", "support_vector", "lightgbm", "catboost"])
def test_what_earns_is_given_the_credit(movies, fitted, name):
    features, _ = movies
    found = contributions(name, fitted(name, **MODELS[name]), features, background_of(features)).by_feature
    for flag, worth in ((features["is_sequel"], 0.8), (features["genre"] == "Action", 0.5)):
        column = "is_sequel" if flag.name == "is_sequel" else "genre"
        gap = found.filter(flag)[column].mean() - found.filter(~flag)[column].mean()
        assert gap == pytest.approx(worth, rel=0.4)
    assert found["noise"].abs().mean() < 0.1
    assert (
        np.corrcoef(found["log_budget_received_real"], features["log_budget_received_real"].fill_null(16))[0, 1] > 0.9
    )


def test_one_movie_alone_has_the_contributions_that_it_has_among_others(movies, fitted):
    features, _ = movies
    model, background = fitted("xgboost", **MODELS["xgboost"]), background_of(features)
    alone, among = (contributions("xgboost", model, rows, background) for rows in (features[7:8], features[:20]))
    assert alone.base == among.base
    assert alone.by_feature.row(0) == pytest.approx(among.by_feature.row(7), abs=1e-5)


@pytest.mark.parametrize("name", ["lightgbm", "catboost", "hist_gradient_boosting", "support_vector"])
def test_budgets_in_millions_do_not_end_exact_contributions(movies, name, caplog):
    """Boosting and support vectors start from a line with a step there."""
    caplog.set_level("INFO")
    features, log_gross = movies
    in_millions = pl.Series(range(features.height)) < 20
    budget = pl.when(in_millions).then(pl.col("log_budget_received_real") - 13.8).otherwise("log_budget_received_real")
    features = features.with_columns(budget.alias("log_budget_received_real"))
    estimator = load_estimator(name)
    params = estimator.DEFAULTS | MODELS[name]
    model = estimator.fit(features, log_gross, params=params, seed=1, threads=1)
    found = contributions(name, model, features[:50], background_of(features))
    assert found.forecast == pytest.approx(estimator.predict(model, features[:50]), abs=1e-6)
    assert "by sampling" not in caplog.text


@pytest.mark.parametrize("library", ["lightgbm", "catboost", "sklearn"])
def test_libraries_contributions_leave_a_constant(movies, library):
    features, log_gross = movies
    inputs = encode(fit_encoder(features, min_category_movies=5), features)
    model = regressor(library).fit(inputs.to_numpy(), log_gross)
    boosted = SimpleNamespace(line=None, model=model)
    left = model.predict(inputs.to_numpy()) - native_contributions(boosted, inputs).sum(axis=1)
    assert np.ptp(left) < 1e-5


def regressor(library):
    if library == "lightgbm":
        import lightgbm

        # as its scikit-learn class warns of its own feature names when asked with a plain matrix
        return LightGbm(lightgbm)
    if library == "catboost":
        import catboost

        return catboost.CatBoostRegressor(iterations=10, verbose=0, thread_count=1, allow_writing_files=False)
    from sklearn.ensemble import HistGradientBoostingRegressor

    return HistGradientBoostingRegressor(max_iter=10)


class LightGbm:
    def __init__(self, library):
        self._library = library

    def fit(self, inputs, log_gross):
        data = self._library.Dataset(inputs, label=log_gross)
        return self._library.train({"verbose": -1, "num_threads": 1}, data, num_boost_round=10)


def test_contributions_that_do_not_add_up_are_not_believed(movies, caplog):
    """SHAP 0.54 gives wrong sums, and no error, for boosting that was told which columns are categories."""
    caplog.set_level("INFO")
    features, log_gross = movies
    encoder = fit_encoder(features, min_category_movies=5)
    inputs = encode(encoder, features).to_numpy()
    model = HistGradientBoostingRegressor(categorical_features=[1], max_iter=20, random_state=1).fit(inputs, log_gross)
    fitted = Fitted(encoder, Boosted(None, model))
    found = contributions("hist_gradient_boosting", fitted, features[:5], background_of(features, 20))
    assert "hist_gradient_boosting: contributions by sampling" in caplog.text
    assert found.forecast == pytest.approx(model.predict(inputs[:5]), abs=1e-6)


def test_sampling_finds_a_sum_of_effects_exactly(movies):
    features, _ = movies
    columns = features.select("is_sequel", "noise")

    def predict(rows):
        return (2.0 * rows["is_sequel"].cast(pl.Float64) + rows["noise"] + 5).to_numpy()

    base, values = sampled_contributions(predict, columns[:10], columns[10:18])
    assert base + values.to_numpy().sum(axis=1) == pytest.approx(predict(columns[:10]))
    expected = columns["noise"][:10] - columns["noise"][10:18].mean()
    assert values["noise"].to_list() == pytest.approx(expected.to_list())


def test_a_model_of_an_unknown_kind_has_no_exact_contributions(movies):
    assert native_contributions(object(), movies[0]) is None


@pytest.mark.parametrize("name", ["xgboost", "catboost", "random_forest"])
def test_steps_down_the_trees_add_up_too_and_tell_much_the_same(movies, fitted, name, caplog):
    caplog.set_level("INFO")
    features, _ = movies
    model, background = fitted(name, **MODELS[name]), background_of(features)
    predicted = load_estimator(name).predict(model, features)
    quick = Explainer(name, model, background, quick=True).explain(features, predicted)
    exact = Explainer(name, model, background).explain(features, predicted)
    assert quick.forecast == pytest.approx(predicted, abs=1e-6)
    assert np.corrcoef(quick.by_feature.to_numpy().ravel(), exact.by_feature.to_numpy().ravel())[0, 1] > 0.95
    assert not quick.by_feature.equals(exact.by_feature)
    assert "by sampling" not in caplog.text
