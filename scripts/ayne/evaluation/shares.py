"""Shares observed among few movies, and how much of them may be chance."""

import math

# Of the normal distribution, for an interval of 95 %.
Z_95 = 1.96


def wilson(share: float, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share seen among `n`."""
    middle, spread = share + Z_95**2 / (2 * n), Z_95 * math.sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    low, high = ((middle + side * spread) / (1 + Z_95**2 / n) for side in (-1, 1))
    return max(low, 0.0), min(high, 1.0)


def may_be(promised: float, share: float, n: int) -> bool:
    """Return whether a share seen among `n` is within luck of the one promised."""
    low, high = wilson(share, n)
    return low <= promised <= high


def may_be_equal(first: tuple[float, int], second: tuple[float, int]) -> bool:
    """Return whether two shares, each with its `n`, differ by no more than luck: Newcombe's 95 % interval holds 0."""
    (high, n_high), (low, n_low) = sorted((first, second), reverse=True)
    down, up = high - wilson(high, n_high)[0], wilson(low, n_low)[1] - low
    return high - low <= math.hypot(down, up)
