"""`metrics.json`: the scores of one model on the final test, on the years before it, and beside the baselines."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from ayne.evaluation.scores import Scores, rounded, score, score_by_band
from ayne.models.backtest import Evaluation
from ayne.models.breakdown import by_franchise, by_genre, by_year, plain_interval_scores
from ayne.models.study import Study

TARGET = "worldwide_gross_usd"


def model_metrics(
    name: str, feature_set: str, study: Study, evaluation: Evaluation, baselines: Mapping[str, Evaluation]
) -> dict[str, Any]:
    """Return the content of `metrics.json`; logs are natural, amounts nominal US dollars as received.

    `test_clean` scores the same predictions on harmonised amounts, where both are known; `plain_intervals` scores
    intervals of one width for all movies on the test, to compare with.
    """
    test = evaluation.test
    return {
        "target": TARGET,
        "model": name,
        "feature_set": feature_set,
        "params": dict(evaluation.params),
        "seed": study.seed,
        "test": _period(study) | {"n_train": len(study.final.train)} | rounded(score(test)),
        "test_clean": rounded(_clean_scores(test)),
        "by_budget_band": [rounded(band) for band in score_by_band(test, test["band"].to_list())],
        "by_year": by_year(test),
        "by_genre": by_genre(test, study.features),
        "by_franchise": by_franchise(test, study.features),
        "plain_intervals": rounded(plain_interval_scores(study, evaluation)),
        "walk_forward": _walk_forward(study, evaluation.walk_forward),
        "baselines": {key: _baseline(study, value) for key, value in baselines.items()},
    }


def _period(study: Study) -> dict[str, str]:
    """First and last release date of the test, both included."""
    last = study.final.ends.toordinal() - 1
    return {"from": study.final.starts.isoformat(), "to": study.final.ends.fromordinal(last).isoformat()}


def _clean_scores(test: pl.DataFrame) -> Scores:
    clean = test.filter(pl.col("actual_clean_usd").is_not_null())
    return score(clean.with_columns(actual_usd="actual_clean_usd"))


def _walk_forward(study: Study, predictions: pl.DataFrame) -> dict[str, Any]:
    folds = [
        {"fold": fold.name, "from": fold.starts.isoformat(), "n_train": len(fold.train)}
        | rounded(score(predictions.filter(pl.col("fold") == fold.name)))
        for fold in study.walk_forward
    ]
    return {"overall": rounded(score(predictions)), "folds": folds}


def _baseline(study: Study, evaluation: Evaluation) -> dict[str, Any]:
    past = score(evaluation.walk_forward)["rmse_log"]
    return _period(study) | rounded(score(evaluation.test)) | rounded({"walk_forward_rmse_log": past})
