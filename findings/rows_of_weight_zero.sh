#!/usr/bin/env bash
# quantile-forest 1.4.2: an ExtraTreesQuantileRegressor forecasts from the rows whose weight is zero.
#
# One would guess: rows of weight zero have no say, as in scikit-learn's ExtraTreesRegressor on the same rows.
# Seen: they grow no branch, but they are the ones whose targets the leaves keep: with the old movies at 100 and of
# weight zero and the new ones at 0, every quantile and the mean come out near 100. The weights are sorted by the target,
# the rows they are looked up for are not; RandomForestQuantileRegressor is right, but not with bootstrap=False.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" quantile-forest==1.4.2 scikit-learn==1.9.1
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from quantile_forest import ExtraTreesQuantileRegressor, RandomForestQuantileRegressor
from sklearn.ensemble import ExtraTreesRegressor

rng = np.random.default_rng(0)
features = rng.normal(size=(400, 1))
old = np.arange(400) < 200
gross = rng.normal(size=400) + np.where(old, 100, 0)
weights = np.where(old, 0.0, 1.0)
asked = [0.05, 0.5, 0.95]


def quantiles(model):
    return model.fit(features, gross, sample_weight=weights).predict(features, quantiles=asked)


mean = ExtraTreesRegressor(n_estimators=50, random_state=0).fit(features, gross, sample_weight=weights).predict(features)
print(f"scikit-learn's ExtraTreesRegressor: mean {mean.mean():.2f}")
of_extra_trees = quantiles(ExtraTreesQuantileRegressor(n_estimators=50, random_state=0))
of_forest = quantiles(RandomForestQuantileRegressor(n_estimators=50, random_state=0))
of_whole_sample = quantiles(RandomForestQuantileRegressor(n_estimators=50, random_state=0, bootstrap=False))
for name, values in (("ExtraTreesQuantileRegressor", of_extra_trees), ("RandomForestQuantileRegressor", of_forest)):
    print(f"{name}: quantiles {asked} on average", values.mean(axis=0).round(2).tolist())
assert np.abs(mean).max() < 5
assert np.abs(of_forest).max() < 5
for values in (of_extra_trees, of_whole_sample):
    assert values.mean(axis=0).min() > 90, "rows of weight zero have no say now"
PYTHON
