"""`features.json`: what goes into the published model, in its order."""

from ayne.artifacts.artifact import Artifact, FrozenModel


class Feature(FrozenModel):
    """A column, of a `kind` as the model encodes it, with what the data dictionary says of it."""

    name: str
    kind: str
    family: str = "other"
    unit: str = ""
    description: str = ""


class Features(Artifact):
    """The whole file."""

    feature_set: str
    features: tuple[Feature, ...]
