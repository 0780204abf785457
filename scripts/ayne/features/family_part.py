"""A feature family as a part of the job that builds all families of a moment.

A job that has nothing to build loads no database.
"""

from pathlib import Path

from ayne.core.part import Part

# Of DuckDB in all processes together: it writes to disk what does not fit.
MEMORY_MB = 3000


def family_part(part: Part, database: Path, processes: int) -> None:
    """Build the family of a part called `{cut-off}/{family}`, one of so many `processes` at once.

    Its parameters are `options` and `sees_until`.
    """
    from ayne.core.files import write_parquet
    from ayne.database import DuckDBClient
    from ayne.features.family import build_family
    from ayne.features.feature_options import read_options

    with DuckDBClient(database, threads=1, memory_mb=MEMORY_MB // processes) as db:
        options = read_options(part.parameters["options"])
        table = build_family(Path(part.name).name, db, options, part.parameters["sees_until"])
    write_parquet(table, part.outputs[0])
