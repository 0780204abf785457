"""The baselines: a line through the budget before the release, a multiple of the opening after it."""

import numpy as np
import polars as pl

from ayne.core.arrays import Floats
from ayne.evaluation.splits import Positions
from ayne.horizons.cells import BEFORE, Cell
from ayne.horizons.target_table import is_wide
from ayne.models.backtest import fit_and_predict, fold_predictions
from ayne.models.estimator import load_estimator
from ayne.models.study import Study

BUDGET_LINE, MULTIPLE, MULTIPLE_DROP = "log_budget_ols", "opening_multiple", "opening_multiple_and_drop"
# Of a genre in a month, of a genre: a median of fewer movies is not taken.
FEWEST = 10


def baseline_of(cell: Cell) -> str:
    """Return the name of the baseline that a horizon is scored beside."""
    return BUDGET_LINE if cell.horizon in BEFORE else MULTIPLE if cell.horizon == "opening_weekend" else MULTIPLE_DROP


def baseline_forecasts(study: Study, amounts: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the baseline's forecasts of the test movies: `tmdb_id`, `predicted_usd` and what the models' have."""
    fold = study.final
    if name == BUDGET_LINE:
        estimator = load_estimator(name)
        return fit_and_predict(study, fold, estimator, estimator.DEFAULTS)[1]
    movies = study.target.select("tmdb_id", "release_date", "deflator", "ln_gross_real_received").join(
        amounts.drop("release_date", "title"), on="tmdb_id", how="left", maintain_order="left"
    )
    log_real = _opening_multiple(movies, fold.train, fold.score, with_drop=name == MULTIPLE_DROP)
    return fold_predictions(study, fold, log_real)


def _opening_multiple(movies: pl.DataFrame, train: Positions, score: Positions, *, with_drop: bool) -> Floats:
    """Return ln of the opening times the median multiple of the movie's genre and month.

    Multiples are those of wide releases. With the drop, ln of the multiple has besides a line through
    ln(second weekend / opening).
    """
    opening = (pl.col("opening_weekend_usd") * pl.col("deflator")).log()
    table = movies.with_columns(
        opening=opening,
        multiple=pl.col("ln_gross_real_received") - opening,
        month=pl.col("release_date").dt.month(),
        drop=(pl.col("second_weekend_usd") / pl.col("opening_weekend_usd")).log(),
    )
    known = table[train].filter(pl.col("multiple").is_finite(), is_wide(table[train]))
    fitted, forecast = (_median_multiple(known, rows) for rows in (known, table[score]))
    if with_drop:
        line = np.polyfit(known["drop"].to_numpy(), known["multiple"].to_numpy() - fitted, 1)
        forecast = forecast + np.polyval(line, table[score]["drop"].to_numpy())
    return table[score]["opening"].to_numpy() + forecast


def _median_multiple(known: pl.DataFrame, rows: pl.DataFrame) -> Floats:
    """Return the median of a genre in a month, of a genre, or of all: the first that has enough movies."""
    with_medians = rows.select("main_genre_id", "month")
    names: list[str] = []
    for keys in (["main_genre_id", "month"], ["main_genre_id"]):
        names.append(f"median_{len(names)}")
        medians = known.group_by(keys).agg(pl.col("multiple").median().alias(names[-1]), n=pl.len())
        enough = medians.filter(pl.col("n") >= FEWEST).drop("n")
        with_medians = with_medians.join(enough, on=keys, how="left", maintain_order="left")
    overall = float(np.median(known["multiple"].to_numpy()))
    return with_medians.select(pl.coalesce(*names, pl.lit(overall))).to_series().to_numpy()
