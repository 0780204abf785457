"""`data/world/counts.json`: how many lines and triples of an archive, or of the simulated world, went where."""

from ayne.artifacts.artifact import Keyed


class WorldCounts(Keyed[int]):
    """The whole file, by source and what became of them, as `tmdb_lines` and `tmdb_out_of_range`."""
