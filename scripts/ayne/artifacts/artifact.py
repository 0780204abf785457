"""What all artifacts share: they do not change, refuse unknown keys, and the same content is the same bytes.

A key that Python reserves ends in an underscore here: `from_` stands for `from`.
"""

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, RootModel, ValidationError

from ayne.core.errors import DataError
from ayne.core.files import write_json

# Scores have six decimals: the last bits differ between machines.
Score = Annotated[float, AfterValidator(lambda value: round(value, 6))]


class FrozenModel(BaseModel):
    """An object inside an artifact."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        alias_generator=lambda name: name.removesuffix("_"),
        validate_by_name=True,
        defer_build=True,  # a schema is built by its first use: the Snakefile imports some models
    )


class Artifact(FrozenModel):
    """A whole file."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file at `path`; `DataError` where it is missing, damaged or has other keys than these."""
        if not Path(path).is_file():
            raise DataError(f"{path} is missing. {_rebuild(path)}")
        return cls.parse(Path(path).read_bytes(), path)

    @classmethod
    def parse(cls, content: bytes, place: Path) -> Self:
        """Read the content of the file at `place`."""
        try:
            return cls.model_validate_json(content)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the file"
            value = f", not {first['input']!r:.60}" if first["type"] not in {"missing", "json_invalid"} else ""
            raise DataError(f"{place}: {where}: {first['msg']}{value}. {_rebuild(place)}") from None

    @classmethod
    def parse_optional(cls, content: bytes, place: Path) -> Self | None:
        """Read what `write_optional` wrote."""
        return None if content.strip() == b"{}" else cls.parse(content, place)

    def as_json(self) -> Any:
        """Return the content of the file as values of JSON."""
        return self.model_dump(mode="json", by_alias=True)

    def write(self, path: Path) -> None:
        """Write the file with sorted keys."""
        write_json(path, self.as_json())


class Keyed[Entry](Artifact, RootModel[dict[str, Entry]]):
    """A whole file that maps names to entries of one kind."""

    model_config = ConfigDict(extra=None)


def write_optional(artifact: Artifact | None, path: Path) -> None:
    """Write the file; an empty object where there is nothing to write, as a declared output must be there."""
    if artifact is None:
        write_json(path, {})
    else:
        artifact.write(path)


def _rebuild(path: Path) -> str:
    return f"Build it again: uv run snakemake --cores 8 {path} --force"
