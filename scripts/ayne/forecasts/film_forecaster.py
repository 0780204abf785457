"""Forecasts of films that a user describes: what `ayne forecast` prints and `ayne serve` answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ayne.core.errors import DataError
from ayne.database import DuckDBClient
from ayne.explanations.sentences import Subject
from ayne.features.feature_options import in_study, read_options
from ayne.forecasts.cautions import Cautions
from ayne.forecasts.film import Film
from ayne.forecasts.film_features import FilmFeatures
from ayne.forecasts.forecast import Forecast, Forecaster
from ayne.forecasts.refit import Refit
from ayne.forecasts.refit_files import read_refit
from ayne.forecasts.understand import Reader, Understood

DATABASE, MODEL = Path("data/movies.duckdb"), Path("results/predictions/model")


@dataclass(frozen=True)
class FilmForecast:
    """A film as it was understood, its forecast, and what to mind about it."""

    understood: Understood
    forecast: Forecast
    warnings: list[str]

    @property
    def film(self) -> Film:
        """The film as its user described it."""
        return self.understood.film

    def as_json(self) -> dict[str, Any]:
        """Return the fields of a forecast as `ayne forecast --json` prints and `POST /api/v1/forecast` answers them."""
        forecast, film = self.forecast, self.film
        return {
            "title": film.title,
            "release_date": film.release_date.isoformat(),
            "budget_usd": film.budget_usd,
            "predicted_usd": forecast.predicted_usd,
            "lower_80": forecast.lower_80,
            "upper_80": forecast.upper_80,
            "lower_90": forecast.lower_90,
            "upper_90": forecast.upper_90,
            "prob_payback": forecast.prob_payback,
            "break_even_budget_usd": forecast.break_even_budget_usd,
            "similar": [
                {
                    "tmdb_id": one.tmdb_id,
                    "title": one.title,
                    "release_date": one.release_date.isoformat(),
                    "budget_usd": one.budget_usd,
                    "worldwide_gross_usd": one.worldwide_gross_usd,
                    "alike": list(one.alike),
                }
                for one in forecast.similar
            ],
            "reasons": [
                {
                    "sentence": one.sentence,
                    "factor": round(one.factor, 4),
                    "topic": one.topic,
                    "features": list(one.features),
                }
                for one in forecast.reasons
            ],
            "warnings": self.warnings,
            "unknown_names": self.understood.unknown_names,
        }


class FilmForecaster:
    """Everything that a study's forecasts of films need, in memory; safe to share between threads."""

    def __init__(self, refit: Refit, database: Path) -> None:
        """Read the names and the past out of the database; only families that look nothing up need it afterwards."""
        if not database.is_file():
            raise DataError(f"{database} does not exist; `uv run snakemake --cores 8 results/model` builds it")
        self.forecaster = Forecaster(refit)
        options = in_study(refit.settings["options"], database.parent.parent)
        with DuckDBClient(database) as db:
            self.reader = Reader(db, read_options(options))
        self.features = FilmFeatures(dict(refit.settings) | {"options": options}, self.reader.past, database)
        self.cautions = Cautions(refit)

    @property
    def snapshot(self) -> date:
        """The day that the data and the model are as of."""
        return date.fromisoformat(self.forecaster.refit.settings["snapshot"])

    def forecast(self, films: Sequence[Film], *, explain: bool = True) -> list[FilmForecast]:
        """Return one forecast a film, in their order; `DataError` where a genre, country or language is unknown."""
        understood = [self.reader.understand(film) for film in films]
        features = self.features.of(understood)
        rows = features.iter_rows(named=True)
        subjects = [self._subject(one, row) for one, row in zip(understood, rows, strict=True)]
        forecasts = self.forecaster.forecast(features, subjects, explain=explain)
        return [
            FilmForecast(one, forecast, [*one.notes, *self.cautions.of(one, subject)])
            for one, subject, forecast in zip(understood, subjects, forecasts, strict=True)
        ]

    def _subject(self, one: Understood, row: dict[str, Any]) -> Subject:
        past = self.reader.past
        return Subject(
            features=row,
            release_date=one.movie.release_date,
            deflator=past.deflator(past.cut_off(one.movie)),
            budget_usd=one.film.budget_usd,
            names={role: [named.name for named in names] for role, names in one.named.items()},
            usual_gross_usd=self.forecaster.usual_gross_usd,
        )


def read_forecaster(study: Path) -> FilmForecaster:
    """Return the forecaster of the study in a folder; `DataError` where something is missing or was changed."""
    return FilmForecaster(read_refit(study / MODEL), study / DATABASE)
