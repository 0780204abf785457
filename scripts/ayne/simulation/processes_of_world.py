"""How many processes write a simulated world."""

# It starts, imports and draws for nothing where it has fewer to write: a thousand take it half a second.
MOVIES_OF_A_PROCESS = 10_000


def processes_of_world(movies: int, cores: int) -> int:
    """Return how many of `cores` so many movies keep busy."""
    return min(cores, 1 + movies // MOVIES_OF_A_PROCESS)
