#!/usr/bin/env bash
# crepes 0.9.1: a conformal interval is one rank too wide where (n + 1) x confidence is a whole number.
#
# One would guess: with n absolute residuals, the half-width at confidence c is the ceil((n + 1) c)-th smallest of them,
# as the textbooks have it: for n = 19 and 90 %, the 18th; for n = 9, the 9th, a finite interval.
# Seen: for n = 19 the 19th; for n = 9 an infinite interval; for n = 20, where 18.9 is no whole number, the 19th, as one would guess.
# Calibration sets of 9, 19, 99 or 199 results are common, as people choose round splits.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" crepes==0.9.1 scikit-learn==1.9.1
"$folder/venv/bin/python" - <<'PYTHON'
import math
import warnings

import numpy as np
from crepes import ConformalRegressor

warnings.simplefilter("ignore")


def half_width(n, confidence):
    regressor = ConformalRegressor()
    regressor.fit(residuals=np.arange(1.0, n + 1))
    return regressor.predict_int(np.array([0.0]), confidence=confidence)[0, 1]


seen = {n: half_width(n, 0.9) for n in (9, 19, 20, 99, 100)}
guess = {n: math.ceil(round((n + 1) * 0.9, 6)) for n in seen}
print("n: rank by crepes / by the textbook")
for n in seen:
    print(f"{n}: {seen[n]:g} / {guess[n]}")
assert guess == {9: 9, 19: 18, 20: 19, 99: 90, 100: 91}
assert seen == {9: math.inf, 19: 19, 20: 19, 99: 91, 100: 91}
PYTHON
