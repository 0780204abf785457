"""Many films' forecasts as one table, the highest forecast first, and what they earn together."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ayne.evaluation.slates import SlateSum
from ayne.forecasts.film import Film
from ayne.forecasts.film_forecaster import FilmForecast, FilmForecaster
from ayne.forecasts.forecast import CENTS, rounded
from ayne.forecasts.sensitivity import Sensitivity

if TYPE_CHECKING:
    import polars as pl

AMOUNTS = ("predicted_usd", "lower_80", "upper_80", "lower_90", "upper_90", "break_even_budget_usd")


def ranked(answers: Sequence[FilmForecast]) -> list[FilmForecast]:
    """Return the films with the highest forecast first; of equals, in their order."""
    return sorted(answers, key=lambda answer: -answer.forecast.predicted_usd)


@dataclass(frozen=True)
class Slate:
    """Films with their forecasts, ranked; `sensitivities` in their order, and their sum where there is one."""

    answers: Sequence[FilmForecast]
    sensitivities: Sequence[Sensitivity]
    together: SlateSum | None

    @property
    def title(self) -> str:
        """What the sum is of."""
        return f"all {len(self.answers)} together"

    def as_json(self) -> dict[str, Any]:
        """Return the films as `POST /api/v1/forecast` answers them, each with its rank and sensitivity, and the sum."""
        films = zip(self.answers, self.sensitivities, strict=True)
        return {
            "forecasts": [
                answer.as_json() | {"rank": rank, "sensitivity": _rounded(asdict(changed))}
                for rank, (answer, changed) in enumerate(films, start=1)
            ],
            "slate": sum_as_json(self.together, len(self.answers)),
        }

    def table(self) -> "pl.DataFrame":
        """Return one row per film, then the sum, without a rank; whole nominal US dollars, lists by semicolons."""
        import polars as pl

        rows = [_row(rank, *one) for rank, one in enumerate(zip(self.answers, self.sensitivities, strict=True), 1)]
        if self.together:
            rows.append({"title": self.title, **{name: _whole(value) for name, value in asdict(self.together).items()}})
        return pl.DataFrame(rows, infer_schema_length=None)


def forecast_slate(forecaster: FilmForecaster, films: Sequence[Film]) -> Slate:
    """Forecast films, rank them, and say how each forecast and the sum of all may move."""
    answers = ranked(forecaster.forecast(films))
    return Slate(answers, forecaster.sensitivity([one.film for one in answers]), forecaster.slate(answers))


def sum_as_json(together: SlateSum | None, films: int) -> dict[str, Any] | None:
    """Return the sum in nominal US dollars, to the cent."""
    return {"films": films, **_rounded(asdict(together))} if together else None


def _row(rank: int, answer: FilmForecast, changed: Sensitivity) -> dict[str, Any]:
    point, film = answer.forecast, answer.film
    return {
        "rank": rank,
        "title": film.title,
        "release_date": film.release_date,
        "budget_usd": film.budget_usd,
        **{name: _whole(getattr(point, name)) for name in AMOUNTS},
        "prob_payback": point.prob_payback,
        **{name: _whole(value) for name, value in asdict(changed).items()},
        "similar": "; ".join(one.words for one in point.similar),
        "reasons": "; ".join(reason.words for reason in point.reasons),
        "warnings": "; ".join(answer.warnings),
        "unknown_names": "; ".join(answer.understood.unknown_names),
    }


def _whole(amount: float | None) -> int | None:
    return None if amount is None else round(amount)


def _rounded(amounts: dict[str, float | None]) -> dict[str, float | None]:
    return {name: rounded(value, CENTS) for name, value in amounts.items()}
