"""Forecasts of films that a user describes: what `ayne forecast` prints and `ayne serve` answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ayne.core.errors import DataError, FieldError
from ayne.core.study_files import DATABASE, REFITTED
from ayne.database import DuckDBClient
from ayne.evaluation.slates import SlateSum, sum_of_slate
from ayne.explanations.sentences import Subject
from ayne.features.feature_options import in_study, read_options
from ayne.forecasts.cautions import Cautions
from ayne.forecasts.evaluated import read_evaluated, test_start
from ayne.forecasts.film import Film
from ayne.forecasts.film_features import FilmFeatures
from ayne.forecasts.forecast import Forecast, Forecaster
from ayne.forecasts.refit import Refit
from ayne.forecasts.refit_files import read_refit
from ayne.forecasts.sensitivity import Sensitivity, variants_of
from ayne.forecasts.understand import Reader, Understood


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
        self.forecaster, self._study = Forecaster(refit), database.parent.parent
        options = in_study(refit.settings.options, database.parent.parent)
        with DuckDBClient(database) as db:
            self.reader = Reader(db, read_options(options))
        self.features = FilmFeatures(refit.settings.model_copy(update={"options": options}), self.reader.past, database)
        self.cautions = Cautions(refit, test_start(database.parent.parent))

    @property
    def snapshot(self) -> date:
        """The day that the data and the model are as of."""
        return self.forecaster.refit.settings.snapshot

    @cached_property
    def evaluated(self) -> Forecaster | None:
        """The published model as it was evaluated, which has not seen the test years; None where it is not there."""
        evaluated = read_evaluated(self._study, self.forecaster.refit)
        return Forecaster(evaluated) if evaluated else None

    def prepare(self) -> None:
        """Read and compute now what the first forecast of either model would else wait for."""
        days = (self.snapshot, self.snapshot + timedelta(days=1))
        self.forecast([Film(title="A first one", release_date=day, budget_usd=1_000_000) for day in days])

    def forecast(self, films: Sequence[Film], *, explain: bool = True) -> list[FilmForecast]:
        """Return one forecast a film, in their order; `FieldError` where a genre, country or language is unknown."""
        understood = [self._understood(film, number, len(films)) for number, film in enumerate(films)]
        features = self.features.of(understood)
        rows = features.iter_rows(named=True)
        subjects = [self._subject(one, row) for one, row in zip(understood, rows, strict=True)]
        forecasts = self._forecast(features, subjects, explain=explain)
        return [
            FilmForecast(one, forecast, [*one.notes, *self.cautions.of(one, subject)])
            for one, subject, forecast in zip(understood, subjects, forecasts, strict=True)
        ]

    def slate(self, answers: Sequence[FilmForecast]) -> SlateSum | None:
        """Return what several films earn together; None for one film, or where errors cannot be told."""
        refit = self.forecaster.refit
        if len(answers) < 2 or refit.calibration is None or refit.joint is None:
            return None
        return sum_of_slate(
            np.array([one.forecast.predicted_usd for one in answers]),
            np.array([one.film.budget_usd or np.nan for one in answers], dtype=np.float64),
            [one.film.release_date.year for one in answers],
            refit.calibration.difficulty,
            refit.joint,
            seed=refit.settings.seed,
        )

    def sensitivity(self, films: Sequence[Film]) -> list[Sensitivity]:
        """Return what each film would be forecast with a budget a fifth off, or four weeks off."""
        variants = [variants_of(film, self.cautions.is_of_the_test_years) for film in films]
        changed = [film for one in variants for film in one.values()]
        forecasts = iter(self.forecast(changed, explain=False) if changed else [])
        return [Sensitivity(**{name: next(forecasts).forecast.predicted_usd for name in one}) for one in variants]

    def _forecast(self, features: pl.DataFrame, subjects: Sequence[Subject], *, explain: bool) -> list[Forecast]:
        """Forecast each movie with a model that has not seen its time, where there is one."""
        tested = [number for number, one in enumerate(subjects) if self.cautions.is_of_the_test_years(one.release_date)]
        evaluated = self.evaluated if tested else None
        if evaluated is None:
            return self.forecaster.forecast(features, subjects, explain=explain)
        others = [number for number in range(len(subjects)) if number not in set(tested)]
        forecasts: dict[int, Forecast] = {}
        for forecaster, places in ((evaluated, tested), (self.forecaster, others)):
            some = [subjects[place] for place in places]
            forecasts |= dict(zip(places, forecaster.forecast(features[places], some, explain=explain), strict=True))
        return [forecasts[number] for number in range(len(subjects))]

    def _understood(self, film: Film, number: int, of: int) -> Understood:
        try:
            return self.reader.understand(film)
        except FieldError as error:
            place = f"films.{number}." if of > 1 else ""
            raise FieldError(f"{place}{error.field}", error.value, error.right) from None

    def _subject(self, one: Understood, row: dict[str, Any]) -> Subject:
        past = self.reader.past
        return Subject(
            features=row,
            release_date=one.movie.release_date,
            deflator=past.deflator(past.cut_off(one.movie)),
            budget_usd=one.film.budget_usd,
            names={role: [named.name for named in names] for role, names in one.named.items()},
            debuts=one.unknown_names,
            usual_gross_usd=self.forecaster.usual_gross_usd,
        )


def read_forecaster(study: Path) -> FilmForecaster:
    """Return the forecaster of the study in a folder; `DataError` where something is missing or was changed."""
    return FilmForecaster(read_refit(study / REFITTED), study / DATABASE)
