"""BLS: US consumer prices by month, from the Bureau of Labor Statistics, without a key."""

from ayne.sources.bls.source import SOURCE as SOURCE
