"""Wikidata's genres and classes as the project's genres, by a table in the configuration."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from ayne.core.errors import ConfigError
from ayne.core.movie_codes import GENRES

GENRE_IDS = {name: genre_id for genre_id, name in GENRES.items()}

type GenreTable = Mapping[str, tuple[str, ...]]
"""The project's genres of an item of Wikidata."""


def read_genres(path: Path) -> GenreTable:
    """Read the table; ConfigError names an entry that is no list of the project's genres."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for item, names in content.items():
        for name in names if isinstance(names, list) else [names]:
            if name not in GENRE_IDS:
                raise ConfigError(f"{path}: {item}: {name!r} is no genre; there are {', '.join(GENRE_IDS)}")
    return {item: tuple(names) for item, names in content.items()}


def genres_of(items: Iterable[str], table: GenreTable) -> list[str]:
    """Return the project's genres of some items, in their order, each once; items the table does not know have none."""
    return list(dict.fromkeys(genre for item in items for genre in table.get(item, ())))
