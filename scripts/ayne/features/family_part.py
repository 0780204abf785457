"""A feature family as a part of the job that builds all families of a moment.

A job that has nothing to build loads no database.
"""

from pathlib import Path

from ayne.core.part import Part


def family_part(part: Part, database: Path) -> None:
    """Build the family of a part called `{cut-off}/{family}`; its parameters are `options` and `sees_until`."""
    from ayne.core.files import write_parquet
    from ayne.database import DuckDBClient
    from ayne.features.family import build_family
    from ayne.features.feature_options import read_options

    with DuckDBClient(database) as db:
        options = read_options(part.parameters["options"])
        table = build_family(Path(part.name).name, db, options, part.parameters["sees_until"])
    write_parquet(table, part.outputs[0])
