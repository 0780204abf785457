"""`drift.json`: how the newest year's movies, and the champion's errors on them, differ from what it was fitted on."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from ayne.core.logging import get_logger
from ayne.evaluation.drift_statistics import kolmogorov_smirnov, stability_index
from ayne.evaluation.scores import rounded
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


@dataclass(frozen=True)
class DriftLimits:
    """Above which a warning is given: of a feature's PSI and KS statistic, and of the error's growth as a ratio.

    `years`: how many before the test the newest year stands against.
    """

    years: int
    psi: float
    ks: float
    error_ratio: float


def measure_drift(
    features: pl.DataFrame, predictions: pl.DataFrame, *, test_from: date, snapshot: date, limits: DriftLimits
) -> dict[str, Any]:
    """Return the content of `drift.json`, and log what is above its limit.

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
    rows.sort(key=lambda row: (-row["psi"], row["feature"]))
    errors = _errors(predictions, limits)
    above = [row for row in rows if row["above"]]
    if above:
        most = ", ".join(_described(row) for row in above[:SHOWN])
        logger.warning(
            "%d features of the newest year are beyond their limits, most of all %s: "
            "see their distributions by decade in results/features.html", len(above), most
        )  # fmt: skip
    if errors["above"]:
        logger.warning("rmse_log grew from %.3f to %.3f", errors["earlier"]["rmse_log"], errors["newest"]["rmse_log"])
    return {
        "earlier": {"from": oldest.isoformat(), "before": test_from.isoformat(), "n": before.height},
        "newest": {"from": newest.isoformat(), "to": last.isoformat(), "n": after.height},
        "limits": asdict(limits),
        "features": rows,
        "errors": errors,
        "warnings": [row["feature"] for row in above] + (["rmse_log"] if errors["above"] else []),
    }


def _moves_by_itself(name: str, names: Collection[str]) -> bool:
    shrunk = SHRUNK.fullmatch(name)
    return name in CLOCKS or (shrunk is not None and UNSHRUNK.format(role=shrunk["role"]) in names)


def _described(row: Mapping[str, Any]) -> str:
    ks = f", KS {row['ks']['statistic']:.2f}" if row["ks"] else ""
    return f"{row['feature']} (PSI {row['psi']:.2f}{ks})"


def _feature(
    name: str, before: pl.Series, after: pl.Series, limits: DriftLimits, moves_by_itself: bool
) -> dict[str, Any]:
    psi, ks = stability_index(before, after), kolmogorov_smirnov(before, after)
    far = psi > limits.psi or (ks is not None and ks["statistic"] > limits.ks)
    unknown = {"earlier": before.null_count() / max(len(before), 1), "newest": after.null_count() / max(len(after), 1)}
    return {
        "feature": name,
        "psi": round(psi, 6),
        "ks": rounded(ks) if ks else None,
        "unknown": rounded(unknown),
        "moves_by_itself": moves_by_itself,
        "above": bool(far and not moves_by_itself),
    }


def _errors(predictions: pl.DataFrame, limits: DriftLimits) -> dict[str, Any]:
    """Return the errors of the walk-forward years and of the last year that has forecasts of the test."""
    test = predictions.filter(pl.col("split") == "test")
    last = test.select(pl.col("release_date").max() - pl.duration(days=365)).item()
    parts = {
        "earlier": predictions.filter(pl.col("split") == "walk_forward"),
        "newest": test.filter(pl.col("release_date") > last),
    }
    scores = {name: _score(rows) for name, rows in parts.items()}
    earlier, newest = (scores[name]["rmse_log"] for name in ("earlier", "newest"))
    return scores | {"above": bool(earlier and newest and newest > limits.error_ratio * earlier)}


def _score(rows: pl.DataFrame) -> Mapping[str, Any]:
    error = (rows["predicted_usd"] / rows["actual_usd"]).log()
    days = (rows["release_date"].min(), rows["release_date"].max())
    period = {"from": str(days[0]), "to": str(days[1]), "n": rows.height}
    if rows.height == 0:
        return period | {"rmse_log": None, "bias_log": None}
    return period | rounded({"rmse_log": math.sqrt((error**2).mean()), "bias_log": float(error.mean())})  # type: ignore[arg-type]
