"""The command `ayne forecast`: what your own films will earn, printed, as JSON or as a table."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from ayne.cli.options import Directory
from ayne.core.logging import configure_logging, errors_to_exit, get_logger

if TYPE_CHECKING:
    from ayne.forecasts.film_forecaster import FilmForecast, FilmForecaster

logger = get_logger("ayne")


def forecast(
    films: Annotated[Path, typer.Argument(help="A .yaml file with one film, or a .csv file with one a line")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, one object a film")] = False,
    csv: Annotated[Path | None, typer.Option(help="Write a table with one line a film")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write the same as an Excel workbook")] = None,
    directory: Directory = Path(),
) -> None:
    """Say what your own films will earn, whether they pay, which movies they are like, and why; the best first."""
    from ayne.forecasts.film import read_films
    from ayne.forecasts.film_forecaster import read_forecaster
    from ayne.forecasts.slate import ranked, write_csv, write_xlsx

    configure_logging("WARNING")
    with errors_to_exit(logger):
        described = read_films(films)
        forecaster = read_forecaster(directory)
        answers = ranked(forecaster.forecast(described))
        if csv:
            write_csv(answers, csv)
        if xlsx:
            write_xlsx(answers, xlsx)
    console = Console()
    if as_json:
        console.print_json(data=[answer.as_json() | {"rank": rank} for rank, answer in enumerate(answers, start=1)])
    elif len(answers) == 1:
        console.print(_panel(answers[0], forecaster))
    else:
        console.print(_ranking(answers, forecaster))
        for answer in answers:
            for warning in answer.warnings:
                console.print(f"[bold]{escape(answer.film.title)}[/bold]: {escape(warning)}")


def _panel(answer: "FilmForecast", forecaster: "FilmForecaster") -> Panel:
    """Tell one film in full."""
    from ayne.charts.wording import day, short_dollars

    forecast, refit = answer.forecast, forecaster.forecaster.refit
    lines = [
        f"[bold]{short_dollars(forecast.predicted_usd)}[/bold] worldwide",
        f"in 8 of 10 cases {_between(forecast.lower_80, forecast.upper_80)}",
        f"in 9 of 10 cases {_between(forecast.lower_90, forecast.upper_90)}",
        f"grosses {refit.settings.payback_multiple:g} times its budget or more: {_chance(forecast.prob_payback)}",
        f"such a gross would pay for a budget of {short_dollars(forecast.break_even_budget_usd)}",
    ]
    lists = {
        "Because": [reason.words for reason in forecast.reasons],
        "Like": [one.words for one in forecast.similar],
        "Mind": answer.warnings,
    }
    for title, entries in lists.items():
        lines += ["", f"[bold]{title}[/bold]", *(f"  {escape(entry)}" for entry in entries)] if entries else []
    lines += ["", f"[dim]{refit.name}, as of {refit.settings.snapshot}[/dim]"]
    return Panel("\n".join(lines), title=escape(f"{answer.film.title} · {day(answer.film.release_date)}"), expand=False)


def _ranking(answers: "list[FilmForecast]", forecaster: "FilmForecaster") -> Table:
    """Tell many films in one table of 80 columns."""
    from ayne.charts.wording import short_dollars

    refit = forecaster.forecaster.refit
    table = Table(title=f"{refit.name}, as of {refit.settings.snapshot}; worldwide gross", title_justify="left")
    table.add_column("")
    table.add_column("film", overflow="fold", max_width=26)
    for name in ("release", "forecast", "8 of 10 cases", "pays"):
        table.add_column(name, justify="right", no_wrap=True)
    for rank, answer in enumerate(answers, start=1):
        forecast = answer.forecast
        table.add_row(
            str(rank),
            escape(answer.film.title),
            answer.film.release_date.isoformat(),
            short_dollars(forecast.predicted_usd),
            _between(forecast.lower_80, forecast.upper_80),
            "?" if forecast.prob_payback is None else f"{forecast.prob_payback:.0%}",
        )
    return table


def _between(lower: float | None, upper: float | None) -> str:
    from ayne.charts.wording import short_dollars

    return "unknown" if lower is None or upper is None else f"{short_dollars(lower)} to {short_dollars(upper)}"


def _chance(probability: float | None) -> str:
    return "unknown without a budget" if probability is None else f"{probability:.0%}"
