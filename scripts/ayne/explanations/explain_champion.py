"""Why the champion forecasts what it does: what matters overall, by family, and for each test movie."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from ayne.artifacts.importance import Importance
from ayne.core.files import write_parquet
from ayne.core.logging import get_logger
from ayne.database.movie_names import Names
from ayne.explanations.contributions import Contributions, background_of, contributions
from ayne.explanations.importance import Dictionary, family_permutation, mean_contributions
from ayne.explanations.reasons import reasons_of
from ayne.explanations.sentences import Subject
from ayne.models.model_files import StoredModel
from ayne.models.study import Study

logger = get_logger("explanations")


@dataclass(frozen=True)
class Explanations:
    """`importance` is of all movies; `contributions` and `reasons` have rows by test movie, sorted by `tmdb_id`."""

    importance: Importance
    contributions: pl.DataFrame
    reasons: pl.DataFrame

    def write(self, importance: Any, contributions: Any, reasons: Any) -> None:
        """Write one file each."""
        self.importance.write(importance)
        write_parquet(self.contributions, contributions)
        write_parquet(self.reasons, reasons)


def explain_champion(model: StoredModel, study: Study, dictionary: Dictionary, names: Names) -> Explanations:
    """Explain the published model on the test movies, against an average movie of those it was fitted on.

    Contributions are to ln of the gross in real dollars. `importance` has their mean size by feature and by family,
    and `permutation`: by how much the walk-forward error rises when a family is shuffled.
    """
    test = study.features[study.final.score].sort("tmdb_id")
    explained = contributions(model.name, model.fitted, test, background_of(study.features[study.final.train]))
    importance = Importance(
        model=model.name,
        n=test.height,
        base_log_gross=explained.base,
        permutation=family_permutation(study, model.name, model.metrics.params, dictionary),
        **mean_contributions(explained, dictionary),
    )
    strongest = importance.by_family[0].name if importance.by_family else "none"
    logger.info("%s: %d test movies explained; strongest family: %s", model.name, test.height, strongest)
    return Explanations(
        importance=importance,
        contributions=_table(explained, test),
        reasons=_reasons(explained, test, _subjects(study, test, names), dictionary),
    )


def _table(explained: Contributions, movies: pl.DataFrame) -> pl.DataFrame:
    """Return `tmdb_id`, `base`, then a column per feature: `base` and the others add up to ln of the forecast."""
    base = pl.lit(explained.base).alias("base")
    return pl.concat([movies.select("tmdb_id", base), explained.by_feature], how="horizontal")


def _subjects(study: Study, movies: pl.DataFrame, names: Names) -> list[Subject]:
    """Return what is known of each test movie beside its features; earlier movies tell what one usually grosses."""
    target = study.target[study.final.score].sort("tmdb_id")
    earlier = study.target[study.final.train]["worldwide_gross_usd"].drop_nulls()
    usual = float(np.median(earlier.to_numpy())) if len(earlier) else None
    facts = zip(
        movies.iter_rows(named=True), target["deflator"], target["budget_received_usd"].to_list(), strict=True
    )  # fmt: skip
    return [
        Subject(row, row["release_date"], deflator, budget, names.get(row["tmdb_id"], {}), usual)
        for row, deflator, budget in facts
    ]


def _reasons(
    explained: Contributions, movies: pl.DataFrame, subjects: Sequence[Subject], dictionary: Dictionary
) -> pl.DataFrame:
    """Return one row per movie and reason: `tmdb_id`, `rank` from 1, `about`, `feature`, `factor`, `words`."""
    reasons_by_movie = reasons_of(explained, subjects, dictionary)
    rows = [
        (tmdb_id, rank, reason.topic, reason.feature, reason.factor, reason.words)
        for tmdb_id, reasons in zip(movies["tmdb_id"], reasons_by_movie, strict=True)
        for rank, reason in enumerate(reasons, start=1)
    ]
    schema = {"tmdb_id": pl.Int64, "rank": pl.Int32, "about": pl.String, "feature": pl.String, "factor": pl.Float64,
              "words": pl.String}  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")
