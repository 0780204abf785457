"""Many films' forecasts as one table, the highest forecast first."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ayne.core.files import atomic_path
from ayne.forecasts.film_forecaster import FilmForecast

if TYPE_CHECKING:
    import polars as pl

AMOUNTS = ("predicted_usd", "lower_80", "upper_80", "lower_90", "upper_90", "break_even_budget_usd")


def ranked(answers: Sequence[FilmForecast]) -> list[FilmForecast]:
    """Return the films with the highest forecast first; of equals, in their order."""
    return sorted(answers, key=lambda answer: -answer.forecast.predicted_usd)


def slate_table(answers: Sequence[FilmForecast]) -> "pl.DataFrame":
    """Return one row a film in the order given: amounts in whole nominal US dollars, lists joined by semicolons."""
    import polars as pl

    return pl.DataFrame([_row(rank, answer) for rank, answer in enumerate(answers, start=1)], infer_schema_length=None)


def write_csv(answers: Sequence[FilmForecast], path: Path) -> None:
    """Write the table as CSV."""
    with atomic_path(path) as temporary:
        slate_table(answers).write_csv(temporary)


def write_xlsx(answers: Sequence[FilmForecast], path: Path) -> None:
    """Write the table as an Excel workbook."""
    with atomic_path(path) as temporary:
        slate_table(answers).write_excel(temporary, worksheet="forecasts", autofit=True)


def _row(rank: int, answer: FilmForecast) -> dict[str, Any]:
    said, film = answer.forecast, answer.film
    return {
        "rank": rank,
        "title": film.title,
        "release_date": film.release_date,
        "budget_usd": film.budget_usd,
        **{name: _whole(getattr(said, name)) for name in AMOUNTS},
        "prob_payback": said.prob_payback,
        "similar": "; ".join(one.words for one in said.similar),
        "reasons": "; ".join(reason.words for reason in said.reasons),
        "warnings": "; ".join(answer.warnings),
        "unknown_names": "; ".join(answer.understood.unknown_names),
    }


def _whole(amount: float | None) -> int | None:
    return None if amount is None else round(amount)
