"""The name under which the journal keeps the answers of a catalogue."""

from hashlib import sha256

from ayne.core.code import code_hashes
from ayne.core.settings import Settings
from ayne.core.study_files import ROOT


def origin_name(settings: Settings) -> str:
    """Return `live`, `archive`, or a name for the simulated world that another seed, size or formula does not share.

    Two archives are the same source at two dates. A simulated world is one, too, on each day of a year; the next
    year's has one year more, over which the same number of movies is spread.
    """
    if settings.catalogue.source != "simulated":
        return "live" if settings.is_live else settings.catalogue.source
    modules = ["ayne.simulation.wikidata_items"] if "wikidata" in settings.active_sources else []
    made_of = (
        settings.simulation.seed,
        settings.simulation.movies,
        settings.years.start,
        settings.snapshot.year,
        sorted(code_hashes(ROOT / "scripts", "ayne/simulation/world.py", *modules).items()),
    )
    return f"simulated-{sha256(repr(made_of).encode()).hexdigest()[:12]}"
