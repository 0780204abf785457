"""The scores of one model on the final test, on the years before it, and beside the baselines."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from ayne.artifacts.metrics import BaselineScores, FinalTestScores, FoldScores, Metrics, WalkForward
from ayne.artifacts.scores import KnownScores, Scores
from ayne.evaluation.scores import score, score_by_band
from ayne.models.backtest import Evaluation
from ayne.models.breakdown import by_franchise, by_genre, by_year, plain_interval_scores
from ayne.models.study import Study

TARGET = "worldwide_gross_usd"


def model_metrics(
    name: str,
    feature_set: str,
    study: Study,
    evaluation: Evaluation,
    baselines: Mapping[str, Evaluation],
) -> Metrics:
    """Score an evaluated model; amounts are nominal US dollars as received."""
    test = evaluation.test
    return Metrics(
        target=TARGET,
        model=name,
        feature_set=feature_set,
        params=dict(evaluation.params),
        seed=study.seed,
        test=FinalTestScores(n_train=len(study.final.train), **_period(study), **score(test)),
        test_clean=_clean_scores(test),
        by_budget_band=score_by_band(test, test["band"].to_list()),
        by_year=by_year(test),
        by_genre=by_genre(test, study.features),
        by_franchise=by_franchise(test, study.features),
        plain_intervals=plain_interval_scores(study, evaluation),
        walk_forward=_walk_forward(study, evaluation.walk_forward),
        baselines={key: _baseline(study, value) for key, value in baselines.items()},
    )


def _period(study: Study) -> dict[str, date]:
    """First and last release date of the test, both included."""
    return {"from_": study.final.starts, "to": study.final.ends - timedelta(days=1)}


def _clean_scores(test: pl.DataFrame) -> Scores:
    clean = test.filter(pl.col("actual_clean_usd").is_not_null())
    return Scores(**score(clean.with_columns(actual_usd="actual_clean_usd")))


def _walk_forward(study: Study, predictions: pl.DataFrame) -> WalkForward:
    folds = [
        FoldScores(
            fold=fold.name,
            from_=fold.starts,
            n_train=len(fold.train),
            **score(predictions.filter(pl.col("fold") == fold.name)),
        )
        for fold in study.walk_forward
    ]
    return WalkForward(overall=KnownScores(**score(predictions)), folds=folds)


def _baseline(study: Study, evaluation: Evaluation) -> BaselineScores:
    past = score(evaluation.walk_forward)["rmse_log"]
    return BaselineScores(walk_forward_rmse_log=past, **_period(study), **score(evaluation.test))
