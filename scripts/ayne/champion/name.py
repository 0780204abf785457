"""The name of the champion, read while the workflow is planned, also from older versions of `champion.json`."""

from collections.abc import Collection
from pathlib import Path

from ayne.core.errors import DataError
from ayne.core.files import read_json


def champion_name(path: Path, models: Collection[str]) -> str:
    """Return which of the models is the champion; `DataError` where the file is damaged or names another."""
    try:
        content = read_json(path)
    except ValueError as error:
        raise DataError(_damaged(path, f"it is no JSON ({error})")) from None
    name = content.get("model") if isinstance(content, dict) else None
    if not isinstance(name, str) or name not in models:
        raise DataError(_damaged(path, f"model: {name!r} is none of {', '.join(models)}"))
    return name


def _damaged(path: Path, what: str) -> str:
    return (
        f"{path}: {what}; right would be the name of a model, as the workflow writes it. "
        f"Build it again: uv run snakemake --cores 8 {path} --force"
    )
