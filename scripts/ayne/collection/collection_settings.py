"""What the workflow tells every collecting job, beside its parameters; light, as the Snakefile imports it."""

from ayne.core.config_sections import SettingsSection
from ayne.core.config_sources import SourceLimits


class CollectionSettings(SettingsSection):
    """The snapshot (YYYY-MM-DD) that is collected for, the catalogue's years, and how hard each source may be asked.

    `timeout` is in seconds. None of it is a parameter of a rule: a snapshot that moves on, or another rate, reruns
    nothing.
    """

    as_of: str
    first_year: int
    last_year: int
    timeout: float
    sources: dict[str, SourceLimits]


class AnsweringApi(SettingsSection):
    """Who answers for a source, and when an answer is too old: a change asks again.

    `base_url` None is the source's own; `refresh_days` are pairs: days since release (None: any), days between
    refreshes.
    """

    catalogue: str
    world_name: str
    base_url: str | None
    refresh_days: list[list[int | None]]
