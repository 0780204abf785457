"""`data/movies.digest.json`: the database's content, which its file's bytes are not."""

from ayne.artifacts.artifact import Artifact, FrozenModel


class TableDigest(FrozenModel):
    """A table's number of rows, and the SHA-256 of its content."""

    rows: int
    sha256: str


class Digest(Artifact):
    """The whole file: the tables, and of each view the SHA-256 of its SQL."""

    tables: dict[str, TableDigest]
    views: dict[str, str]
