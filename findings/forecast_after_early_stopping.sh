#!/usr/bin/env bash
# NGBoost 0.5.11: after early stopping the forecasts still use the trees that made the validation score worse.
#
# One would guess: predict and pred_dist use the trees up to the best iteration, as in XGBoost's, LightGBM's and CatBoost's estimators.
# Seen: they use all trees, so also the 30 that early stopping waited for; 90 % intervals of the validation rows hold 71 %
# of them instead of 90 %. max_iter=best_val_loss_itr, which looks like the remedy, is a tree short: it counts from 0.
# The longer the patience, the narrower and the more dishonest the interval.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" ngboost==0.5.11 scikit-learn==1.9.1
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from ngboost import NGBRegressor

np.random.seed(0)  # its trees draw from the global generator, not from random_state
rng = np.random.default_rng(0)
features = rng.normal(size=(400, 3))
log_gross = features[:, 0] + rng.normal(size=400)
seen, held_out = slice(0, 200), slice(200, 400)
model = NGBRegressor(n_estimators=500, learning_rate=0.1, random_state=0, verbose=False)
model.fit(
    features[seen], log_gross[seen], X_val=features[held_out], Y_val=log_gross[held_out], early_stopping_rounds=30
)


def judge(trees):
    forecast = model.pred_dist(features[held_out], max_iter=trees)
    lower, upper = forecast.ppf(0.05), forecast.ppf(0.95)
    actual = log_gross[held_out]
    return float(-forecast.logpdf(actual).mean()), float(((lower <= actual) & (actual <= upper)).mean())


best = int(np.argmin(model.evals_result["val"]["LOGSCORE"])) + 1
for words, trees in (("as asked for by default", None), (f"with the best {best} trees", best)):
    score, coverage = judge(trees)
    print(f"{words}: negative log-likelihood {score:.2f}, 90 % intervals hold {coverage:.0%}")
print(f"{len(model.base_models)} trees; best_val_loss_itr = {model.best_val_loss_itr}")
assert judge(None) == judge(len(model.base_models)), "the forecasts stop at the best iteration now"
assert judge(None)[0] > judge(best)[0] + 0.5
assert judge(None)[1] < 0.8 < 0.88 < judge(best)[1]
assert model.best_val_loss_itr == best - 1
PYTHON
