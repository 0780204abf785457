"""`weights.json` of a refitted model: how much each feature matters where movies are compared."""

from ayne.artifacts.artifact import Keyed


class FeatureWeights(Keyed[float]):
    """The whole file, by feature."""
