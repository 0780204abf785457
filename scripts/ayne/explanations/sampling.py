"""Contributions of any model, by sampling: features are changed one by one from those of another movie to the movie's.

Strumbelj and Kononenko, Explaining Prediction Models and Individual Predictions with Feature Contributions (2014).
"""

from collections.abc import Callable

import numpy as np
import polars as pl

from ayne.core.arrays import Floats, Ints

DRAWS = 8


def sampled_contributions(
    predict: Callable[[pl.DataFrame], Floats], features: pl.DataFrame, background: pl.DataFrame
) -> tuple[float, pl.DataFrame]:
    """Return the mean forecast of eight `background` movies, and what each feature adds to it, movie by movie.

    Each draw takes one background movie and one order of the features; a feature's contribution is the mean change
    of the forecast at its turn. The changes of one draw add up, hence the means do. Orders come in pairs, the second
    the reverse of the first, and are the same for every table.
    """
    draw = np.random.default_rng(0)
    chosen = background[np.unique(np.linspace(0, background.height - 1, num=min(DRAWS, background.height)).astype(int))]
    total = {name: np.zeros(features.height) for name in features.columns}
    base, order = 0.0, np.arange(features.width)
    for number in range(chosen.height):
        order = order[::-1] if number % 2 else draw.permutation(features.width)
        base += _add_draw(total, predict, features, chosen[[number]], order)
    means = {name: values / chosen.height for name, values in total.items()}
    return base / chosen.height, pl.DataFrame(means)


def _add_draw(
    total: dict[str, Floats], predict: Callable[[pl.DataFrame], Floats], features: pl.DataFrame,
    other: pl.DataFrame, order: Ints,
) -> float:  # fmt: skip
    """Add the changes of one order to `total`; the forecast of the other movie."""
    movies = pl.concat([other] * features.height)
    before = predict(movies)
    first = float(before[0]) if len(before) else 0.0
    for place in order:
        name = features.columns[place]
        movies = movies.with_columns(features[name])
        after = predict(movies)
        total[name] += after - before
        before = after
    return first
