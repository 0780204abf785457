"""Films of one's own at the horizons that their facts reach, by all models that a study has."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from ayne.core.study_files import DATABASE
from ayne.core.study_files import HORIZONS as FOLDER
from ayne.features.feature_options import in_study
from ayne.forecasts.film import Film
from ayne.forecasts.film_features import FilmFeatures
from ayne.forecasts.film_forecaster import FilmForecast, FilmForecaster
from ayne.forecasts.forecast import CENTS, PROBABILITY_DIGITS, rounded
from ayne.forecasts.refit import Refit
from ayne.forecasts.refit_files import read_refit
from ayne.horizons.cells import (
    AFTER,
    BEFORE,
    GREENLIGHT,
    HORIZONS,
    OPENING,
    TARGETS,
    WIDE_THEATERS,
    WORLDWIDE,
    Cell,
    horizon_of,
)  # fmt: skip
from ayne.horizons.coherence import AMOUNTS, GROSSED
from ayne.horizons.film_amounts import Amount, FilmAmounts
from ayne.horizons.forecast_cells import forecast_cells
from ayne.models.model_files import SUMS

UNUSED = (
    "its weekends are not used: the study has no forecasts after the opening; "
    "results/horizons.json with imports.daily_box_office makes them (docs/horizons.md)"
)
OUTDATED = "forecasts by horizon are of another day than the model: build results/horizons.json again"


def weekends_of(film: Film) -> int:
    """Return of how many weekends a film tells what a forecast takes: 0, 1 or 2."""
    both = film.second_weekend_usd is not None and film.gross_to_date_usd is not None
    return 2 if both else int(film.is_in_cinemas)


class FilmHorizons:
    """The models of a study's horizons, beside the published one; safe to share between threads."""

    def __init__(self, study: Path, films: FilmForecaster) -> None:
        """Look which models there are; those of a horizon are read when it is first needed."""
        self._study, self._films = study, films
        self._usual = films.forecaster.refit.settings.feature_set
        self._fitted = [
            Cell(target, horizon)
            for horizon in HORIZONS
            for target in TARGETS
            if (study / FOLDER / target / horizon / SUMS).is_file()
        ]
        self._read: dict[str, dict[Cell, Refit]] = {}

    @property
    def files(self) -> list[Path]:
        """The list of sums of each model, from the study's folder."""
        return [FOLDER / cell.target / cell.horizon / SUMS for cell in self._fitted]

    @property
    def has_mondays(self) -> bool:
        """Whether the study forecasts films after their opening."""
        return any(cell.horizon in AFTER for cell in self._fitted)

    def prepare(self) -> None:
        """Read all models now; `DataError` where one was changed."""
        for horizon in HORIZONS:
            self._refits(horizon)

    def of(self, answers: Sequence[FilmForecast]) -> list[FilmAmounts]:
        """Return the amounts of each film that has been forecast, in their order."""
        horizons = [self._reached(answer.film) for answer in answers]
        by_place: dict[int, FilmAmounts] = {}
        for horizon in dict.fromkeys(horizons):
            places = [place for place, other in enumerate(horizons) if other == horizon]
            by_place |= dict(zip(places, self._at(horizon, [answers[place] for place in places]), strict=True))
        return [by_place[place] for place in range(len(answers))]

    def _refits(self, horizon: str) -> dict[Cell, Refit]:
        if horizon not in self._read:
            cells = [cell for cell in self._fitted if cell.horizon == horizon]
            self._read[horizon] = {cell: read_refit(self._study / FOLDER / "/".join(cell)) for cell in cells}
        return self._read[horizon]

    def _reached(self, film: Film) -> str:
        far = [refit.settings.options["cut_off_days"] for refit in self._refits(GREENLIGHT).values()]
        reached = horizon_of(film.release_date, self._films.snapshot, weekends_of(film), far[0] if far else None)
        return reached if reached in AFTER or self._refits(reached) else self._usual

    def _at(self, horizon: str, answers: Sequence[FilmForecast]) -> list[FilmAmounts]:
        refits = self._refits(horizon)
        outdated = any(refit.settings.snapshot != self._films.snapshot for refit in refits.values())
        if outdated or not refits:
            warnings = [OUTDATED] if outdated else [UNUSED] if horizon in AFTER else []
            return [
                FilmAmounts(self._usual, self._usual, {WORLDWIDE: _own(answer)}, warnings, is_by_horizon=False)
                for answer in answers
            ]
        tables = self._forecast(refits, answers, horizon)
        rows = [
            {cell.target: table.row(place, named=True) for cell, table in tables.items()}
            for place in range(len(answers))
        ]
        return [
            FilmAmounts(
                horizon,
                self._usual,
                _amounts(answer.film, by_target),
                self._limits(answer.film, horizon),
                is_of_wide_releases=self.has_mondays,
                prob_payback=rounded(by_target[WORLDWIDE].get("prob_payback"), PROBABILITY_DIGITS),
            )
            for answer, by_target in zip(answers, rows, strict=True)
        ]

    def _forecast(
        self, refits: dict[Cell, Refit], answers: Sequence[FilmForecast], horizon: str
    ) -> dict[Cell, pl.DataFrame]:
        """Forecast films by the models of one horizon, the worldwide gross by the published one if that is of it."""
        settings, past = next(iter(refits.values())).settings, self._films.reader.past
        options = in_study(settings.options, self._study)
        features = FilmFeatures(settings.model_copy(update={"options": options}), past, self._study / DATABASE)
        understood, ids = [answer.understood for answer in answers], [-1 - place for place in range(len(answers))]
        movies = pl.DataFrame(
            {
                "tmdb_id": ids,
                "deflator": [past.deflator(past.cut_off(one.movie)) for one in understood],
                "budget_usd": [one.film.budget_usd for one in understood],
            },
            schema_overrides={"budget_usd": pl.Float64},
        )
        known = [one.film.gross_to_date_usd or one.film.opening_weekend_usd for one in understood]
        grossed = pl.DataFrame({"tmdb_id": ids, **dict.fromkeys(GROSSED.values(), pl.Series(known, dtype=pl.Int64))})
        published = {Cell(WORLDWIDE, horizon): _table(ids, answers)}
        return forecast_cells(refits, features.of(understood), movies, grossed, published=published)

    def _limits(self, film: Film, horizon: str) -> list[str]:
        theaters, limits = film.opening_theaters, []
        if theaters is not None and theaters < WIDE_THEATERS:
            limits.append(
                f"forecasts by horizon are of releases in {WIDE_THEATERS} theaters or more; it has {theaters}"
            )
        if horizon in BEFORE and film.release_date <= self._films.snapshot:
            limits.append("its amounts by horizon are of models that have seen its time")
        return limits


def _own(answer: FilmForecast) -> Amount:
    return {name: getattr(answer.forecast, name) for name in AMOUNTS}


def _table(ids: Sequence[int], answers: Sequence[FilmForecast]) -> pl.DataFrame:
    rows = [_own(answer) | {"prob_payback": answer.forecast.prob_payback} for answer in answers]
    return pl.DataFrame(rows, schema=dict.fromkeys((*AMOUNTS, "prob_payback"), pl.Float64)).with_columns(
        tmdb_id=pl.Series(ids)
    )


def _amounts(film: Film, rows: dict[str, dict[str, Any]]) -> dict[str, Amount]:
    """Return the amounts from the largest down, the opening as it is known."""
    amounts = {
        target: {name: rounded(rows[target][name], CENTS) for name in AMOUNTS} for target in TARGETS if target in rows
    }
    if film.opening_weekend_usd is not None:
        amounts[OPENING] = dict.fromkeys(AMOUNTS) | {"predicted_usd": float(film.opening_weekend_usd)}
    return amounts
