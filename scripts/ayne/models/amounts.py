"""From ln of real dollars, which models are fitted to, to nominal dollars, which people read, and back."""

import numpy as np
import polars as pl

from ayne.core.arrays import Floats


def nominal_usd(log_real: Floats, deflator: pl.Series) -> pl.Series:
    """Return `predicted_usd`, nominal US dollars; real = nominal * `deflator`, row by row."""
    return pl.Series("predicted_usd", np.exp(log_real)) / deflator


def log_real_usd(nominal: pl.Series, deflator: pl.Series) -> Floats:
    """Return ln of real US dollars."""
    return (nominal * deflator).log().to_numpy()
