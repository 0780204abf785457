"""The data dictionary: one checked file a table, the truth on names, types, units and when a value is known."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ayne.core.errors import DataError
from ayne.tables.dictionary_file import read_dictionary_file


class KnownAt(StrEnum):
    """The first moment at which a value can be known, earliest first."""

    GREENLIGHT = "greenlight"
    PRE_RELEASE = "pre_release"
    OPENING_WEEKEND = "opening_weekend"
    SECOND_WEEKEND = "second_weekend"
    POST_RELEASE = "post_release"


class Column(BaseModel):
    """One column; `range` is inclusive and open where null, `out_of_range` says why a value outside is not used.

    What another table's column describes is not said again: `same_as` names it, as `table.column`; a foreign key's
    target needs no naming.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    origin: str = Field(pattern=r"^[a-z_]+\.\S.*$", description="source.field")
    known_at: KnownAt
    description: str = ""
    same_as: str = ""
    unit: str | None = None
    nullable: bool = True
    range: tuple[int | float | str | None, int | float | str | None] | None = None
    out_of_range: str | None = None
    allowed: tuple[str, ...] | None = None

    @property
    def source(self) -> str:
        """The source or table the value comes from."""
        return self.origin.partition(".")[0]

    @property
    def field(self) -> str:
        """The source's own name for the value."""
        return self.origin.partition(".")[2]


class Dictionary(BaseModel):
    """One table; `record_id` names, for each source, the column that holds the source's own id.

    `options` are the settings that its SQL asks for, by `getvariable('…')`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: str = Field(min_length=1)
    grain: str = Field(min_length=1)
    primary_key: tuple[str, ...]
    foreign_keys: dict[str, str] = {}
    reads: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    record_id: dict[str, str] = {}
    fields: dict[str, str] = {}
    columns: dict[str, Column] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_its_own_columns(self) -> "Dictionary":
        for role, names in (("primary_key", self.primary_key), ("foreign_keys", self.foreign_keys)):
            for column in names:
                if column not in self.columns:
                    raise ValueError(f"{role} names {column!r}, which is not among the columns")
        for column, rule in self.columns.items():
            if bool(rule.description) + bool(rule.same_as) != 1 and column not in self.foreign_keys:
                raise ValueError(f"{column!r} needs a `description`, or the column whose it shares, as `same_as`")
        for column in self.primary_key:
            if self.columns[column].nullable:
                raise ValueError(f"{column!r} is in the primary key: it needs `nullable: false`")
        return self


def load_dictionary(path: Path) -> Dictionary:
    """Read and check a dictionary file; a message names the file and each key that is wrong."""
    try:
        return Dictionary.model_validate(read_dictionary_file(path))
    except ValidationError as error:
        raise DataError("\n".join(f"{path}: {_explain(problem)}" for problem in error.errors())) from None


def load_dictionaries(paths: Iterable[Path]) -> dict[str, Dictionary]:
    """Read and check the dictionaries of all tables, by name; columns described elsewhere get that description."""
    tables = {path.stem: load_dictionary(path) for path in sorted(paths)}
    for table, dictionary in tables.items():
        columns = {column: _described(table, column, tables) for column in dictionary.columns}
        tables[table] = dictionary.model_copy(update={"columns": columns})
    return tables


def _described(table: str, column: str, tables: dict[str, Dictionary]) -> Column:
    rule = tables[table].columns[column]
    if rule.description:
        return rule
    target = rule.same_as or tables[table].foreign_keys[column]
    other, _, name = target.partition(".")
    described = tables[other].columns.get(name) if other in tables else None
    if described is None or not described.description:
        raise DataError(f"{table}.yaml: columns.{column} shares the description of {target}, which has none of its own")
    return rule.model_copy(update={"description": described.description})


def _explain(problem: Any) -> str:
    """Say what is wrong in one line: `columns.title.colour: unknown key (here: 'red')`."""
    key = ".".join(str(part) for part in problem["loc"]) or "the file"
    if problem["type"] == "extra_forbidden":
        return f"{key}: unknown key (here: {problem['input']!r})"
    if problem["type"] == "missing":
        return f"{key}: missing"
    return f"{key}: {problem['msg']} (here: {str(problem['input'])[:80]!r})"
