"""What tests of tracking share: a small study, and what a run is tagged with."""

from pathlib import Path

import numpy as np
import polars as pl

from ayne.models.study import make_study
from ayne.tracking.context import RunContext

CONTEXT = RunContext(
    feature_set="pre_release",
    snapshot="2026-06-30",
    catalogue_source="simulated",
    data_hash="0123456789abcdef",
    code_hash="fedcba9876543210",
    git_commit="unknown",
)
SCRIPTS = Path(__file__).parents[2] / "scripts"
EVALUATION = {"test_from": "2020-01-01", "test_to": "2020-12-31", "walk_forward_years": 2}


def study():
    """One made-up movie a week from 2015 to 2020 that earns about three times its budget."""
    draw = np.random.default_rng(5)
    log_budget = draw.normal(16, 1, 313)
    log_gross = log_budget + np.log(3) + draw.normal(0, 0.5, 313)
    week = pl.datetime_range(pl.date(2015, 1, 1), pl.date(2020, 12, 24), "1w", eager=True)
    keys = pl.DataFrame({"tmdb_id": range(313), "release_date": week[:313]}).cast({"release_date": pl.Date})
    features = keys.with_columns(
        log_budget_received_real=pl.Series(log_budget), certification=pl.Series(draw.choice(["R", "PG"], 313))
    )
    target = keys.with_columns(
        budget_received_usd=pl.Series(np.exp(log_budget)),
        revenue_received_usd=pl.Series(np.exp(log_gross)),
        worldwide_gross_usd=pl.Series(np.exp(log_gross)),
        ln_gross_real_received=pl.Series(log_gross),
        deflator=pl.lit(1.0),
        is_scored=pl.lit(value=True),
        is_scored_clean=pl.lit(value=True),
        is_trained_on=pl.lit(value=True),
    )
    return make_study(features, target, evaluation=EVALUATION, known_after_days=120, seed=7)
