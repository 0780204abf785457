"""`results/rules.json`: what each rule of the workflow read, wrote and cost when it last ran."""

from pydantic import ConfigDict, RootModel

from ayne.artifacts.artifact import Artifact, FrozenModel


class RuleCost(FrozenModel):
    """One rule: paths with years as `{year}`, seconds of all its jobs; `peak_mb` is None where none was measured."""

    rule: str
    jobs: int
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    seconds: float
    longest_job_seconds: float
    peak_mb: float | None


class Rules(Artifact, RootModel[tuple[RuleCost, ...]]):
    """The whole file, in the order of the data."""

    model_config = ConfigDict(extra=None)
