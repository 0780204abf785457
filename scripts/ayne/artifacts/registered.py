"""`registered.json`: the versions of MLflow's registered model that carry the aliases of this study."""

from ayne.artifacts.artifact import FrozenModel, Keyed


class RegisteredVersion(FrozenModel):
    """One version, of the model named `model`, and the run that fitted it."""

    model: str
    version: int
    run_id: str


class Registered(Keyed[RegisteredVersion]):
    """The whole file: a version an alias, `champion` and `challenger`."""
