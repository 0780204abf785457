"""How the newest year's movies, and the champion's errors on them, differ from what it was fitted on."""

import re
from collections.abc import Collection
from datetime import date, timedelta

import polars as pl

from ayne.artifacts.drift import (
    Drift,
    EarlierMovies,
    ErrorDrift,
    FeatureDrift,
    NewestMovies,
    PeriodErrors,
    UnknownShares,
)
from ayne.core.config_sections import DriftLimits
from ayne.core.logging import get_logger
from ayne.evaluation.drift_statistics import kolmogorov_smirnov, stability_index
from ayne.models.encoding import feature_columns

logger = get_logger("drift")
# Names in the log; all of them are in the file.
SHOWN = 5
# What moves by itself from year to year: a new year is always new.
CLOCKS = frozenset({"release_year"})
# A shrunk mean is part the mean of all movies known on the day, wholly so for a debut, and moves as that does.
# What the role has itself earned, null for a debut, is judged in its place.
SHRUNK = re.compile(r"(?P<role>\w+?)_(shrunk_\w+|best_log_gross)")
UNSHRUNK = "{role}_max_log_gross"


def measure_drift(
    features: pl.DataFrame, predictions: pl.DataFrame, *, test_from: date, snapshot: date, limits: DriftLimits
) -> Drift:
    """Measure the drift of features and errors, and log what is above its limit.

    Features of the newest released movies, of 365 days, stand against those of the `limits.years` before `test_from`;
    errors of the champion's forecasts in the last year of the test, in ln, against those of the walk-forward years.
    """
    last = features.filter(pl.col("release_date") <= snapshot)["release_date"].max()
    last = last if isinstance(last, date) else snapshot
    newest, oldest = last - timedelta(days=364), test_from - timedelta(days=round(365.25 * limits.years))
    before = features.filter(pl.col("release_date").is_between(oldest, test_from, closed="left"))
    after = features.filter(pl.col("release_date").is_between(newest, last))
    names = feature_columns(features)
    rows = [_feature(name, before[name], after[name], limits, _moves_by_itself(name, names)) for name in names]
    rows.sort(key=lambda row: (-row.psi, row.feature))
    errors = _errors(predictions, limits)
    above = [row for row in rows if row.above]
    if above:
        logger.warning(
            "%d features of the newest year are beyond their limits, most of all %s: "
            "see their distributions by decade in results/features.html",
            len(above), ", ".join(map(_described, above[:SHOWN])),
        )  # fmt: skip
    if errors.above:
        logger.warning("rmse_log grew from %.3f to %.3f", errors.earlier.rmse_log, errors.newest.rmse_log)
    return Drift(
        earlier=EarlierMovies(from_=oldest, before=test_from, n=before.height),
        newest=NewestMovies(from_=newest, to=last, n=after.height),
        limits=limits,
        features=rows,
        errors=errors,
        warnings=[row.feature for row in above] + (["rmse_log"] if errors.above else []),
    )


def _moves_by_itself(name: str, names: Collection[str]) -> bool:
    shrunk = SHRUNK.fullmatch(name)
    return name in CLOCKS or (shrunk is not None and UNSHRUNK.format(role=shrunk["role"]) in names)


def _described(row: FeatureDrift) -> str:
    ks = f", KS {row.ks.statistic:.2f}" if row.ks else ""
    return f"{row.feature} (PSI {row.psi:.2f}{ks})"


def _feature(
    name: str, before: pl.Series, after: pl.Series, limits: DriftLimits, moves_by_itself: bool
) -> FeatureDrift:
    psi, ks = stability_index(before, after), kolmogorov_smirnov(before, after)
    far = psi > limits.psi or (ks is not None and ks.statistic > limits.ks)
    earlier, newest = (values.null_count() / max(len(values), 1) for values in (before, after))
    return FeatureDrift(
        feature=name,
        psi=psi,
        ks=ks,
        unknown=UnknownShares(earlier=earlier, newest=newest),
        moves_by_itself=moves_by_itself,
        above=far and not moves_by_itself,
    )


def _errors(predictions: pl.DataFrame, limits: DriftLimits) -> ErrorDrift:
    """Return the errors of the walk-forward years and of the last year that has forecasts of the test."""
    test = predictions.filter(pl.col("split") == "test")
    last = test.select(pl.col("release_date").max() - pl.duration(days=365)).item()
    earlier = _period(predictions.filter(pl.col("split") == "walk_forward"))
    newest = _period(test.filter(pl.col("release_date") > last))
    grew = earlier.rmse_log and newest.rmse_log and newest.rmse_log > limits.error_ratio * earlier.rmse_log
    return ErrorDrift(earlier=earlier, newest=newest, above=bool(grew))


def _period(rows: pl.DataFrame) -> PeriodErrors:
    error = (pl.col("predicted_usd") / pl.col("actual_usd")).log()
    scores = rows.select(rmse_log=(error**2).mean().sqrt(), bias_log=error.mean()).row(0, named=True)
    days = rows["release_date"]
    return PeriodErrors(from_=str(days.min()), to=str(days.max()), n=rows.height, **scores)
