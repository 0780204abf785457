"""A film of one's own at the horizon that its facts reach: its amounts, which belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ayne.charts.wording import short_dollars
from ayne.core.study_files import DATABASE, HORIZONS
from ayne.features.feature_options import in_study
from ayne.forecasts.film import ChartedFilm, Film
from ayne.forecasts.film_features import FilmFeatures
from ayne.forecasts.film_forecaster import FilmForecast, FilmForecaster
from ayne.forecasts.refit_files import read_refit
from ayne.horizons.cells import BEFORE, DOMESTIC, OPENING, TARGETS, WIDE_THEATERS, WORLDWIDE, Cell
from ayne.horizons.coherence import AMOUNTS, GROSSED
from ayne.horizons.forecast_cells import forecast_cells
from ayne.models.model_files import SUMS

CENTS = 2
UNUSED = (
    "its weekends are not used: the study has no forecasts after the opening; "
    "results/horizons.json with imports.daily_box_office makes them (docs/horizons.md)"
)


# When a forecast is made, and what it is of.
WHEN = {
    "greenlight": "a year before the release",
    "pre_release": "a week before the release",
    "opening_weekend": "on the Monday after the opening",
    "second_weekend": "on the second Monday",
    "post_release": "after the release",
}
NAMES = {WORLDWIDE: "worldwide", DOMESTIC: "US and Canada", OPENING: "opening weekend"}


@dataclass(frozen=True)
class FilmAmounts:
    """What a film is forecast to earn at a horizon: by target the point and both intervals, nominal US dollars.

    `usual` is that of the study's published model, whose forecast stands alone where the study has no others.
    """

    horizon: str
    usual: str
    amounts: dict[str, dict[str, float | None]]
    warnings: list[str]
    is_by_horizon: bool = True

    @property
    def when(self) -> str:
        """The day of these amounts, in words."""
        return WHEN[self.horizon]

    @property
    def usually(self) -> str:
        """The day of the published model's forecast, in words."""
        return WHEN[self.usual]

    @property
    def lines(self) -> list[str]:
        """A line an amount; none where there is only the forecast of the published model."""
        if not self.is_by_horizon:
            return []
        return [f"{NAMES[target]} {_in_words(amount)}" for target, amount in self.amounts.items()]

    def as_json(self) -> dict[str, Any]:
        """Return what `ayne forecast --json` adds to a forecast: the horizon, and the amounts there."""
        return {"horizon": self.horizon} | ({"amounts": self.amounts} if self.is_by_horizon else {})


def reached(film: Film, usual: str) -> str:
    """Return the last horizon that a film's facts reach: the Mondays by its weekends, else the `usual` one."""
    if not isinstance(film, ChartedFilm):
        return usual
    both = film.second_weekend_usd is not None and film.gross_to_date_usd is not None
    return "second_weekend" if both else "opening_weekend"


def film_amounts(study: Path, forecaster: FilmForecaster, answers: Sequence[FilmForecast]) -> list[FilmAmounts]:
    """Return the amounts of each film that has been forecast, in their order.

    Where the study has no model of a film's horizon, the worldwide gross stands alone, as it was forecast.
    """
    usual = forecaster.forecaster.refit.settings.feature_set
    return [_amounts(study, forecaster, answer, usual) for answer in answers]


def _amounts(study: Path, forecaster: FilmForecaster, answer: FilmForecast, usual: str) -> FilmAmounts:
    film, horizon = answer.film, reached(answer.film, usual)
    cells = [Cell(target, horizon) for target in TARGETS]
    fitted = [cell for cell in cells if (study / HORIZONS / "/".join(cell) / SUMS).is_file()]
    if not fitted:
        return FilmAmounts(usual, usual, {WORLDWIDE: _own(answer)}, _unused(horizon), is_by_horizon=False)
    refits = {cell: read_refit(study / HORIZONS / "/".join(cell)) for cell in fitted}
    settings = refits[fitted[0]].settings
    options = in_study(settings.options, study)
    past = forecaster.reader.past
    features = FilmFeatures(settings.model_copy(update={"options": options}), past, study / DATABASE)
    movies = pl.DataFrame(
        {
            "tmdb_id": [-1],
            "deflator": [past.deflator(past.cut_off(answer.understood.movie))],
            "budget_usd": [film.budget_usd],
        },
        schema_overrides={"budget_usd": pl.Float64},
    )
    known = film.gross_to_date_usd or film.opening_weekend_usd if isinstance(film, ChartedFilm) else None
    grossed = pl.DataFrame({"tmdb_id": [-1], **{name: [known] for name in GROSSED.values()}})
    forecasts = forecast_cells(refits, features.of([answer.understood]), movies, grossed)
    amounts = {cell.target: _rounded(table.row(0, named=True)) for cell, table in forecasts.items()}
    if WORLDWIDE not in amounts:
        amounts = {WORLDWIDE: _own(answer)} | amounts
    return FilmAmounts(horizon, usual, amounts, _limited(film))


def _own(answer: FilmForecast) -> dict[str, float | None]:
    return {name: getattr(answer.forecast, name) for name in AMOUNTS}


def _rounded(row: dict[str, Any]) -> dict[str, float | None]:
    return {name: None if row[name] is None else round(row[name], CENTS) for name in AMOUNTS}


def _unused(horizon: str) -> list[str]:
    if horizon in BEFORE:
        return []
    return [UNUSED]


def _limited(film: Film) -> list[str]:
    theaters = film.opening_theaters if isinstance(film, ChartedFilm) else None
    if theaters is None or theaters >= WIDE_THEATERS:
        return []
    return [f"forecasts by horizon are of releases in {WIDE_THEATERS} theaters or more; it has {theaters}"]


def _in_words(amount: dict[str, float | None]) -> str:
    usd, low, high = (amount[name] for name in ("predicted_usd", "lower_80", "upper_80"))
    point = short_dollars(usd or 0)
    return (
        point
        if low is None or high is None
        else f"{point}, in 8 of 10 cases {short_dollars(low)} to {short_dollars(high)}"
    )
