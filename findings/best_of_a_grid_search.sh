#!/usr/bin/env bash
# NGBoost 0.5.11: a grid search of scikit-learn picks the worst model.
#
# One would guess: score() of its estimators, which are scikit-learn's, is the higher the better, as scikit-learn has it
# of each estimator's score() and as its searches and cross-validation take it.
# Seen: score() is a loss, the mean negative log-likelihood: of 1, 20 and 200 trees GridSearchCV keeps the single tree,
# names its loss best_score_ and refits with it, without a word. With a scorer of one's own it keeps the 200.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" ngboost==0.5.11 scikit-learn==1.9.1
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from ngboost import NGBRegressor
from sklearn.model_selection import GridSearchCV

np.random.seed(0)  # its trees draw from the global generator
rng = np.random.default_rng(0)
features = rng.normal(size=(200, 2))
log_gross = features[:, 0] + 0.1 * rng.normal(size=200)


def best(scoring):
    search = GridSearchCV(NGBRegressor(verbose=False), {"n_estimators": [1, 20, 200]}, scoring=scoring, cv=3)
    search.fit(features, log_gross)
    error = float(np.abs(search.predict(features) - log_gross).mean())
    return search.best_params_["n_estimators"], error, search.cv_results_["mean_test_score"].round(2).tolist()


for scoring in (None, "neg_mean_absolute_error"):
    trees, error, scores = best(scoring)
    print(f"scoring={scoring}: scores {scores} of 1, 20, 200 trees; keeps {trees}, which is off by {error:.2f} on average")
    assert trees == {None: 1, "neg_mean_absolute_error": 200}[scoring], "the search keeps another model now"
PYTHON
