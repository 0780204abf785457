import math
import re

import numpy as np
import polars as pl
import pytest

from ayne.core.errors import ConfigError, DataError
from ayne.models.estimator import fit_estimator, load_estimator

BOOSTED = ["hist_gradient_boosting", "xgboost", "lightgbm", "catboost"]
DRAWN = ["random_forest", *BOOSTED]
NAMES = ["median_multiple", "log_budget_ols", "ridge", "support_vector", *DRAWN]
SMALL = {
    "random_forest": {"n_estimators": 20},
    "hist_gradient_boosting": {"max_iter": 30},
    "xgboost": {"n_estimators": 30},
    "lightgbm": {"n_estimators": 30},
    "catboost": {"iterations": 30},
}


@pytest.fixture(scope="module")
def features(movies):
    return movies(300)[0]


@pytest.fixture(scope="module")
def fit(movies):
    """Return a function that fits a small model of that name on 300 movies: the estimator, and what it fitted."""
    features, target = movies(300)
    known = target["ln_gross_real_received"].is_not_null()
    log_gross = target.filter(known)["ln_gross_real_received"].to_numpy()

    def fit_one(name, *, threads=1, seed=7):
        estimator = load_estimator(name)
        params = dict(estimator.DEFAULTS) | SMALL.get(name, {})
        train = features.filter(known)
        return estimator, estimator.fit(train, log_gross, params=params, seed=seed, threads=threads)

    return fit_one


def budgets(*usd):
    """Features of movies that have a budget and nothing else."""
    return pl.DataFrame({"log_budget_received_real": [None if value is None else math.log(value) for value in usd]})


@pytest.mark.parametrize("name", NAMES)
def test_a_second_fit_on_more_threads_gives_the_same_bytes(fit, name):
    estimator, first = fit(name, threads=1)
    _, second = fit(name, threads=2)
    assert estimator.dump(first.model) == estimator.dump(second.model)


@pytest.mark.parametrize("name", NAMES)
def test_a_model_read_back_predicts_the_same(fit, features, name):
    estimator, fitted = fit(name)
    again = type(fitted)(fitted.encoder, estimator.parse(estimator.dump(fitted.model)))
    assert (estimator.predict(again, features) == estimator.predict(fitted, features)).all()


@pytest.mark.parametrize("name", DRAWN)
def test_another_seed_gives_another_model(fit, name):
    estimator, first = fit(name, seed=7)
    _, second = fit(name, seed=8)
    assert estimator.dump(first.model) != estimator.dump(second.model)


@pytest.mark.parametrize("name", ["ridge", "support_vector", *DRAWN])
def test_a_genre_never_seen_and_a_movie_of_unknowns_are_predicted(fit, features, name):
    estimator, fitted = fit(name)
    odd = features.head(2).with_columns(
        genre=pl.Series(["Western", None]),
        log_budget_received_real=pl.lit(None, pl.Float64),
        runtime_min=pl.lit(None, pl.Int64),
    )
    assert np.isfinite(estimator.predict(fitted, odd)).all()


@pytest.mark.parametrize("name", ["ridge", "support_vector", *DRAWN])
def test_a_feature_that_no_movie_has_is_no_obstacle(features, name):
    estimator = load_estimator(name)
    empty = features.with_columns(opening_theaters=pl.lit(None, pl.Int64), studio=pl.lit(None, pl.String))
    params = dict(estimator.DEFAULTS) | SMALL.get(name, {})
    fitted = estimator.fit(empty, np.linspace(12, 19, 300), params=params, seed=1, threads=1)
    later = empty.head(3).with_columns(opening_theaters=pl.lit(3000), studio=pl.lit("Ealing"))
    assert np.isfinite(estimator.predict(fitted, later)).all()


@pytest.mark.parametrize("name", NAMES)
def test_columns_in_another_order_give_the_same_forecast_and_a_missing_one_is_named(fit, features, name):
    estimator, fitted = fit(name)
    turned = features.select(reversed(features.columns))
    assert (estimator.predict(fitted, turned) == estimator.predict(fitted, features)).all()
    with pytest.raises(DataError, match="fitted with the feature log_budget_received_real, which is not in this table"):
        estimator.predict(fitted, features.drop("log_budget_received_real"))


def test_a_forest_that_was_read_is_the_same_to_the_byte(fit):
    """A blend writes its members as it has read them."""
    estimator, fitted = fit("random_forest")
    content = estimator.dump(fitted.model)
    # what the memory held before is not in the trees
    del fitted
    used = [np.full(size, 255, np.uint8) for size in (256, 1024, 4096, 16384) for _ in range(50)]
    del used
    forest = estimator.parse(content)
    gaps = [tree.tree_.__getstate__()["nodes"].view(np.uint8).reshape(-1, 64)[:, 57:] for tree in forest.estimators_]
    assert not np.vstack(gaps).any()
    assert estimator.dump(estimator.parse(content)) == estimator.dump(estimator.parse(content))


def test_median_multiple_of_three_movies():
    estimator = load_estimator("median_multiple")
    log_gross = np.log([2e6, 9e6, 4e6])
    fitted = estimator.fit(budgets(1e6, 3e6, 4e6), log_gross, params={}, seed=1, threads=1)
    predicted = np.exp(estimator.predict(fitted, budgets(5e6, None)))
    assert predicted == pytest.approx([10e6, 4e6])


def test_line_through_two_movies_and_the_mean_without_a_budget():
    estimator = load_estimator("log_budget_ols")
    fitted = estimator.fit(budgets(1e6, 4e6), np.log([2e6, 32e6]), params={}, seed=1, threads=1)
    predicted = np.exp(estimator.predict(fitted, budgets(2e6, None)))
    assert predicted == pytest.approx([8e6, 8e6])


def test_line_through_movies_of_one_budget_is_level():
    estimator = load_estimator("log_budget_ols")
    fitted = estimator.fit(budgets(1e6, 1e6), np.log([2e6, 8e6]), params={}, seed=1, threads=1)
    assert np.exp(estimator.predict(fitted, budgets(9e6))) == pytest.approx([4e6])


def test_a_baseline_without_the_budget_feature_says_which_family_has_it(features):
    estimator = load_estimator("median_multiple")
    with pytest.raises(DataError, match=r"log_budget_received_real \(family money\)"):
        estimator.fit(features.select("runtime_min"), np.zeros(300), params={}, seed=1, threads=1)


@pytest.mark.parametrize("name", ["neural_network", "encoding", "../xgboost"])
def test_a_model_without_its_file_is_refused_by_name(name):
    with pytest.raises(ConfigError, match="there is no model"):
        load_estimator(name)


@pytest.mark.parametrize("name", BOOSTED)
def test_a_movie_without_a_budget_counts_as_little_as_its_weight_says(movies, name):
    features, _ = movies(300)
    has_budget = features["log_budget_received_real"].is_not_null().to_numpy()
    estimator = load_estimator(name)

    def forecast(*, of_the_others, weight):
        log_gross = np.where(has_budget, 17.0, of_the_others)
        params = (
            dict(estimator.DEFAULTS)
            | SMALL[name]
            | {
                "unknown_budget_weight": weight,
                "from_budget_line": False,
            }
        )
        return estimator.predict(estimator.fit(features, log_gross, params=params, seed=1, threads=1), features)

    assert (forecast(of_the_others=9, weight=0) == forecast(of_the_others=12, weight=0)).all()
    assert forecast(of_the_others=9, weight=0.5)[~has_budget].mean() < 16.5


@pytest.mark.parametrize("name", BOOSTED)
def test_boosting_follows_the_budget_line_beyond_the_budgets_it_has_seen(fit, features, name):
    estimator, fitted = fit(name)
    ten_times = pl.lit(math.log(10))
    largest = features.sort("log_budget_received_real").tail(1)
    larger = largest.with_columns(pl.col("log_budget_received_real") + ten_times)
    line = fitted.model.attributes() if name == "xgboost" else fitted.model.line
    grown = estimator.predict(fitted, larger) - estimator.predict(fitted, largest)
    assert grown == pytest.approx([float(line["slope"]) * math.log(10)], abs=1e-5)
    assert 0.6 < float(line["slope"]) < 1.2


def test_what_the_library_refuses_of_a_parameter_names_it_beside_its_default(movies):
    features, target = movies(60)
    log_gross = target["ln_gross_real_received"].fill_null(17.0).to_numpy()
    forest = load_estimator("random_forest")
    message = (
        r"^models\.random_forest\.params: cannot be fitted with \{'n_estimators': 4\.5\}: .*must be an int.*"
        r"\{'n_estimators': 40\}"
    )
    with pytest.raises(ConfigError, match=message):
        fit_estimator(forest, features, log_gross, params={**forest.DEFAULTS, "n_estimators": 4.5}, seed=1, threads=1)


def test_a_fault_of_a_model_with_its_defaults_keeps_its_traceback(movies):
    features, _ = movies(60)
    ridge = load_estimator("ridge")
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        fit_estimator(ridge, features, np.zeros(59), params=ridge.DEFAULTS, seed=1, threads=1)


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("DEFAULTS", "DEFAULTS: Params = {}"),
        ("parse", "from ayne.models.estimators._joblib_format import dump, parse"),
    ],
)
def test_what_a_model_s_file_lacks_is_said_with_the_line_to_write(monkeypatch, part, line):
    monkeypatch.delattr(f"ayne.models.estimators.ridge.{part}")
    with pytest.raises(ConfigError, match=re.escape(f"estimators/ridge.py has no {part}; write `{line}`")):
        load_estimator("ridge")


def test_a_mistyped_model_is_answered_with_the_right_one_and_a_new_one_with_how_to_write_it():
    with pytest.raises(ConfigError, match=r"there is no model 'xgbost'; did you mean xgboost\?"):
        load_estimator("xgbost")
    with pytest.raises(ConfigError, match="`uv run ayne new model crystal_ball` writes scripts/ayne/models/"):
        load_estimator("crystal_ball")
