"""Whether an experiment forecasts better than the study it was made from: one model before and after, in words."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from ayne.artifacts.comparison import Difference
from ayne.champion.compare import compare
from ayne.charts.wording import MINUS
from ayne.core.errors import DataError

# The final test years are for what is published; experiments are judged before them.
SPLIT = "walk_forward"


@dataclass(frozen=True)
class Verdict:
    """`rmse_log` of the walk-forward years before and after, on the same `n` movies, and their paired difference."""

    rmse_before: float
    rmse_after: float
    n: int
    difference: Difference

    def in_words(self) -> str:
        """Return a line with the scores and one with the verdict: the difference, and whether it is beyond chance."""
        difference, compared = self.difference.difference, self.difference
        if compared.lower_95 == compared.upper_95 == 0:
            verdict = "no forecast differs"
        else:
            # Rounded down below a half and up above: certain is only what no draw contradicts
            share = 100 * compared.prob_better
            shown = f"{'more than 99' if 99.5 <= share < 100 else 'less than 1' if 0 < share < 0.5 else f'{share:.0f}'}"
            verdict = f"{difference:+.3f}, better in {shown} % of draws: {self._significance()}".replace("-", MINUS, 1)
        scores = f"rmse_log {self.rmse_before:.3f} → {self.rmse_after:.3f}"
        return f"{scores} on {self.n:,} movies of the walk-forward years\n{verdict}"

    def _significance(self) -> str:
        if self.difference.upper_95 < 0:
            return "better, beyond chance"
        return "worse, beyond chance" if self.difference.lower_95 > 0 else "not beyond chance"


def verdict_on(before: pl.DataFrame, after: pl.DataFrame, *, seed: int) -> Verdict:
    """Compare two `predictions.parquet`; DataError where they do not score the same movies."""
    scored = [frame.filter(pl.col("split") == SPLIT).sort("tmdb_id") for frame in (before, after)]
    if not scored[0].select("tmdb_id", "actual_usd").equals(scored[1].select("tmdb_id", "actual_usd")):
        raise DataError(
            f"before, {scored[0].height:,} movies are scored, after, {scored[1].height:,}, and not the same ones: what "
            "changes the movies cannot be judged by them; build two studies and read their scores"
        )
    compared = compare({"after": after, "before": before}, "after", "before", split=SPLIT, seed=seed)
    return Verdict(_rmse_log(scored[0]), _rmse_log(scored[1]), scored[0].height, compared)


def _rmse_log(scored: pl.DataFrame) -> float:
    errors = np.log(scored["predicted_usd"].to_numpy()) - np.log(scored["actual_usd"].to_numpy())
    return float(np.sqrt(np.mean(errors**2)))
