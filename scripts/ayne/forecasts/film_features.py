"""The features of films of one's own: looked up in the past, by every family that can, and built for the others."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

from ayne.artifacts.refit_settings import ForecastSettings
from ayne.features.as_of import MovieFacts, Past
from ayne.features.feature_builder import TYPES
from ayne.features.feature_dictionary import read_feature_dictionary
from ayne.forecasts.understand import Understood
from ayne.forecasts.what_if_database import DICTIONARIES, built_features


class FilmFeatures:
    """Builds features of films as the workflow's rules build those of movies.

    Each film is described by itself: two films of one request do not count in each other's records.
    """

    def __init__(self, settings: ForecastSettings, past: Past, database: Path) -> None:
        """Take `settings` whose options name files as found from here."""
        self._settings, self._past, self._database = settings, past, database
        modules = {family: import_module(f"ayne.features.{family}") for family in settings.families}
        self._quick = [module.of_movie for module in modules.values() if hasattr(module, "of_movie")]
        self.slow_families = [family for family, module in modules.items() if not hasattr(module, "of_movie")]
        self._types = {
            name: TYPES[column.type]
            for family in settings.families
            for name, column in read_feature_dictionary(DICTIONARIES / f"{family}.yaml").items()
            if column.is_known_at(settings.feature_set)
        }

    def of(self, films: Sequence[Understood]) -> pl.DataFrame:
        """Return one row per film, in their order: `tmdb_id` (-1, -2, …), `release_date`, then the model's columns."""
        slow = self._built(films)
        quick = [name for name in self._types if name not in slow.columns]
        rows = [
            (-1 - number, film.movie.release_date, *map(self._row(film.movie).get, quick))
            for number, film in enumerate(films)
        ]
        schema = {"tmdb_id": pl.Int64, "release_date": pl.Date} | {name: self._types[name] for name in quick}
        table = pl.DataFrame(rows, schema=schema, orient="row")
        if slow.width:
            table = table.with_columns(slow.get_columns())
        return table.select("tmdb_id", "release_date", *self._types)

    def _row(self, movie: MovieFacts) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for of_movie in self._quick:
            row |= of_movie(movie, self._past)
        return row

    def _built(self, films: Sequence[Understood]) -> pl.DataFrame:
        """Build what no family looks up, in a copy of the database, a film at a time."""
        if not self.slow_families:
            return pl.DataFrame()
        built = built_features(self._database, films, families=self.slow_families, settings=self._settings)
        return built.drop("tmdb_id", "release_date")
