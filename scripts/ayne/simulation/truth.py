"""What the formula knows of each simulated movie, and the error that no forecast can fall below."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ayne.core.arrays import Floats
from ayne.core.consumer_prices import price_level
from ayne.core.errors import DataError

if TYPE_CHECKING:
    import polars as pl

    from ayne.simulation.world import YearOfMovies


@dataclass(frozen=True)
class TruthScore:
    """The formula on `n` released movies whose budget and revenue are known; logs are natural.

    All but the last two are on cleaned amounts: those in the right unit. `signal_share` is the signal's part of the
    variance of real gross; `rmse_log_budget_line` is that of a line through the log of the real budget, fitted on
    movies before the first scored one (on the scored ones themselves where there are none). `rmse_log_as_received` is
    the formula's on all `n_as_received` movies with both amounts above 0 as TMDB has them.
    """

    n: int
    signal_share: float
    rmse_log_optimum: float
    rmse_log_budget_line: float
    budget_line_ratio: float
    n_as_received: int
    rmse_log_as_received: float


def simulate_truth(*, seed: int, movies: int, first_year: int, snapshot: date) -> "pl.DataFrame":
    """Return the truth of a world without writing a body of it; see `truth_of_year` for the columns."""
    import polars as pl

    from ayne.simulation.world import generate_years

    return pl.concat([truth_of_year(year) for year in generate_years(seed, movies, first_year, snapshot)])


def truth_of_year(year: "YearOfMovies") -> "pl.DataFrame":
    """Return a row per movie, sorted by `tmdb_id`: nominal US dollars, true, by the formula and as received.

    `signal_ln_usd_real` and `noise` are natural logs of dollars of the base year; `is_in_catalogue` is False for
    undated movies and those whose details answer 404.
    """
    import polars as pl

    amounts, quirks = year.amounts, year.quirks
    return pl.DataFrame(
        {
            "tmdb_id": year.tmdb_ids,
            # Polars counts days from 1970.
            "release_date": pl.Series((year.facts.days - date(1970, 1, 1).toordinal()).astype(np.int32)).cast(pl.Date),
            "budget_usd": amounts.budget,
            "gross_usd": amounts.gross,
            "predicted_usd": np.rint(amounts.expected).astype(np.int64),
            "signal_ln_usd_real": amounts.signal,
            "noise": amounts.noise,
            "budget_received": quirks.budget_received,
            "revenue_received": quirks.revenue_received,
            "is_in_catalogue": ~(quirks.is_undated | quirks.is_listed_only),
        }
    )


def score_truth(
    truth: "pl.DataFrame", released_from: date, released_to: date, snapshot: date, known_after_days: int = 120
) -> TruthScore:
    """Score the formula itself on movies released between two days (both included).

    Movies released less than `known_after_days` before the snapshot are left out, as their gross is not complete.
    DataError if fewer than three movies remain.
    """
    last = min(released_to, snapshot - timedelta(days=known_after_days))
    received = _received(truth, last)
    cleaned = _cleaned(received)
    is_scored = cleaned["release_date"] >= released_from
    scored, earlier = cleaned.filter(is_scored), cleaned.filter(~is_scored)
    if len(scored) < 3:
        raise DataError(
            f"{len(scored)} movies with known amounts from {released_from} to {last}; take more time or movies"
        )
    signal, noise = scored["signal_ln_usd_real"].to_numpy(), scored["noise"].to_numpy()
    line = _budget_line(earlier if len(earlier) >= 3 else scored, scored)
    raw = received.filter(received["release_date"] >= released_from)
    return TruthScore(
        n=len(scored),
        signal_share=float(signal.var() / (signal + noise).var()),
        rmse_log_optimum=_rmse(noise),
        rmse_log_budget_line=line,
        budget_line_ratio=line / _rmse(noise),
        n_as_received=len(raw),
        rmse_log_as_received=_rmse(np.log(raw["revenue_received"].to_numpy() / raw["predicted_usd"].to_numpy())),
    )


def _received(truth: "pl.DataFrame", last: date) -> "pl.DataFrame":
    """Return the movies released up to `last` of which TMDB has both amounts."""
    import polars as pl

    known = pl.min_horizontal("budget_received", "revenue_received") > 0
    return truth.filter(pl.col("is_in_catalogue"), known, pl.col("release_date") <= last)


def _cleaned(received: "pl.DataFrame") -> "pl.DataFrame":
    """Leave out the amounts in the wrong unit; a gross of which some days are missing counts as right."""
    import polars as pl

    in_dollars = pl.col("revenue_received") > 0.9 * pl.col("gross_usd")
    return received.filter(pl.col("budget_received") == pl.col("budget_usd"), in_dollars)


def _budget_line(fitted: "pl.DataFrame", scored: "pl.DataFrame") -> float:
    slope, height = np.polyfit(_real_logs(fitted, "budget_usd"), _real_logs(fitted, "gross_usd"), 1)
    return _rmse(_real_logs(scored, "gross_usd") - height - slope * _real_logs(scored, "budget_usd"))


def _real_logs(frame: "pl.DataFrame", column: str) -> Floats:
    prices = np.array([price_level(year) for year in frame["release_date"].dt.year().to_list()])
    return np.asarray(np.log(frame[column].to_numpy() / prices))


def _rmse(errors: Floats) -> float:
    return float(np.sqrt(np.mean(errors**2)))
