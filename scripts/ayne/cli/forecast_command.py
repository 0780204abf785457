"""The command `ayne forecast`: what your own films will earn, printed, as JSON or as a table."""

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from ayne.charts.wording import MINUS, SPACE, day, percent, short_dollars, signed_percent
from ayne.cli.options import Directory
from ayne.core.errors import DataError, FieldError
from ayne.core.garbage import keeping_garbage
from ayne.core.logging import configure_logging, errors_to_exit, get_logger

if TYPE_CHECKING:
    from ayne.forecasts.film_forecaster import FilmForecast, FilmForecaster
    from ayne.forecasts.sensitivity import Sensitivity
    from ayne.forecasts.slate import Slate
    from ayne.horizons.film_amounts import FilmAmounts

logger = get_logger("ayne")
UNKNOWN = "?"
SUM = "Forecasts are middles: that of the sum is above their sum, as one hit lifts it."
# Of films in a CSV file: above it stand the names of the fields.
FIRST_LINE = 2
CHANGES = {
    f"budget {MINUS}20{SPACE}%": "budget_down_20_percent_usd",
    f"budget +20{SPACE}%": "budget_up_20_percent_usd",
    "4 weeks earlier": "four_weeks_earlier_usd",
    "4 weeks later": "four_weeks_later_usd",
}


def forecast(
    films: Annotated[Path, typer.Argument(help="A .yaml file with one film, or a .csv file with one per line")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: the ranked films and their sum")] = False,
    csv: Annotated[Path | None, typer.Option(help="Write a table with one line per film")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write the same as an Excel workbook")] = None,
    directory: Directory = Path(),
) -> None:
    """Forecast what your own films will earn, whether they pay off, and why; the highest forecast first."""
    configure_logging("WARNING")
    with errors_to_exit(logger, directory), keeping_garbage():
        slate, amounts, forecaster = _forecasts(films, directory)
        if csv or xlsx:
            _write_table(slate, amounts, csv, xlsx)
    console = Console()
    if as_json:
        content = slate.as_json()
        both = zip(content["forecasts"], amounts, strict=True)
        console.print_json(data=content | {"forecasts": [by_horizon.beside(one) for one, by_horizon in both]})
    elif len(slate.answers) == 1:
        console.print(_panel(slate.answers[0], slate.sensitivities[0], amounts[0], forecaster, console.width))
    else:
        console.print(_ranking(slate, forecaster))
        console.print(_moved(slate))
        for answer, by_horizon in zip(slate.answers, amounts, strict=True):
            for line in by_horizon.lines:
                console.print(f"[bold]{escape(answer.film.title)}[/bold], {by_horizon.when}: {line}")
            for warning in (*answer.warnings, *by_horizon.warnings):
                console.print(f"[bold]{escape(answer.film.title)}[/bold]: {escape(warning)}")


def _forecasts(films: Path, directory: Path) -> "tuple[Slate, list[FilmAmounts], FilmForecaster]":
    """Return the films of a file, ranked, the amounts of each in that order, and what forecast them."""
    from ayne.forecasts.film import read_films
    from ayne.forecasts.film_forecaster import read_forecaster
    from ayne.forecasts.slate import forecast_slate
    from ayne.horizons.film_horizons import FilmHorizons

    described = read_films(films)
    forecaster = read_forecaster(directory)
    try:
        slate = forecast_slate(forecaster, described)
    except FieldError as error:
        raise _in_file(error, films) from None
    return slate, FilmHorizons(directory, forecaster).of(slate.answers), forecaster


def _write_table(slate: "Slate", amounts: "list[FilmAmounts]", csv: Path | None, xlsx: Path | None) -> None:
    """Write the table as CSV, as an Excel workbook, or both."""
    from ayne.core.files import atomic_path
    from ayne.horizons.slate_table import slate_table

    table = slate_table(slate, amounts)
    if csv:
        with atomic_path(csv) as temporary:
            table.write_csv(temporary)
    if xlsx:
        with atomic_path(xlsx) as temporary:
            table.write_excel(temporary, worksheet="forecasts", autofit=True)


def _in_file(error: FieldError, films: Path) -> DataError:
    """Return the error with the file, and of a table the line, that the field stands in."""
    _, number, field = error.field.split(".", 2) if error.field.startswith("films.") else ("", "0", error.field)
    place = f"{films}, line {int(number) + FIRST_LINE}" if films.suffix == ".csv" else films
    return DataError(f"{place}: {FieldError(field, error.value, error.right)}")


def _panel(
    answer: "FilmForecast", changed: "Sensitivity", amounts: "FilmAmounts", forecaster: "FilmForecaster", width: int
) -> Panel:
    """Tell one film in full, in so many columns."""
    forecast, refit = answer.forecast, forecaster.forecaster.refit
    lists = {
        "Because": [reason.words for reason in forecast.reasons],
        "Like": [one.words for one in forecast.similar],
        "If": [
            f"{words}: {share}"
            for (words, _), share in zip(CHANGES.items(), _shares(answer, changed), strict=True)
            if share != UNKNOWN
        ],
        "Mind": [*answer.warnings, *amounts.warnings],
    }
    multiple = refit.settings.payback_multiple
    if amounts.is_after_release:
        lines = [
            f"[bold]As forecast {amounts.when}[/bold]",
            *amounts.lines,
            _pays(amounts.prob_payback, answer, multiple),
        ]
        lists = {f"As forecast {amounts.usually}": _worldwide(answer)} | lists
    else:
        lines = [*_worldwide(answer), _pays(forecast.prob_payback, answer, multiple)]
        lines[0] = f"[bold]{lines[0]}[/bold]"
        lines.append(f"such a gross would pay for a budget of {short_dollars(forecast.break_even_budget_usd)}")
        lists = {f"As forecast {amounts.when}": amounts.lines} | lists
    for title, entries in lists.items():
        lines += ["", f"[bold]{title}[/bold]", *(_entry(entry, width) for entry in entries)] if entries else []
    lines += ["", f"[dim]{refit.name}, as of {refit.settings.snapshot}, forecast {amounts.usually}[/dim]"]
    return Panel("\n".join(lines), title=escape(f"{answer.film.title} · {day(answer.film.release_date)}"), expand=False)


def _entry(text: str, width: int) -> str:
    """Indent an entry of a list within the panel, and the lines that it goes on in."""
    return escape(fill(text, width - len("│  │"), initial_indent="  ", subsequent_indent="    "))


def _worldwide(answer: "FilmForecast") -> list[str]:
    """Tell the published model's forecast and both intervals, a line each."""
    forecast = answer.forecast
    return [
        f"{short_dollars(forecast.predicted_usd)} worldwide",
        f"in 8 of 10 cases {_between(forecast.lower_80, forecast.upper_80)}",
        f"in 9 of 10 cases {_between(forecast.lower_90, forecast.upper_90)}",
    ]


def _pays(chance: float | None, answer: "FilmForecast", multiple: float) -> str:
    return f"grosses {multiple:g} times its budget or more: {chance_in_words(chance, answer.film.budget_usd)}"


def _ranking(slate: "Slate", forecaster: "FilmForecaster") -> Table:
    """Tell many films in one table of 80 columns."""
    refit = forecaster.forecaster.refit
    table = Table(title=f"{refit.name}, as of {refit.settings.snapshot}; worldwide gross", title_justify="left")
    table.add_column("")
    table.add_column("film", overflow="fold", max_width=26)
    for name in ("release", "forecast", "8 of 10 cases", "pays"):
        table.add_column(name, justify="right", no_wrap=True)
    for rank, answer in enumerate(slate.answers, start=1):
        forecast = answer.forecast
        table.add_row(
            str(rank),
            escape(answer.film.title),
            answer.film.release_date.isoformat(),
            short_dollars(forecast.predicted_usd),
            _between(forecast.lower_80, forecast.upper_80),
            "?" if forecast.prob_payback is None else percent(forecast.prob_payback),
            end_section=rank == len(slate.answers),
        )
    if slate.together:
        table.caption, table.caption_justify = SUM, "left"
        usd, low, high = slate.together.predicted_usd, slate.together.lower_80, slate.together.upper_80
        table.add_row("", slate.title, "", short_dollars(usd), _between(low, high), "")
    return table


def _moved(slate: "Slate") -> Table:
    """Tell by how much each forecast moves with another budget or date."""
    table = Table(title="How the forecast moves with", title_justify="left")
    table.add_column("film", overflow="fold", max_width=26)
    for name in CHANGES:
        table.add_column(name, justify="right", no_wrap=True)
    for answer, changed in zip(slate.answers, slate.sensitivities, strict=True):
        table.add_row(escape(answer.film.title), *_shares(answer, changed))
    return table


def _shares(answer: "FilmForecast", changed: "Sensitivity") -> list[str]:
    usd = [getattr(changed, name) for name in CHANGES.values()]
    return [UNKNOWN if one is None else signed_percent(one / answer.forecast.predicted_usd - 1) for one in usd]


def _between(lower: float | None, upper: float | None) -> str:
    return "unknown" if lower is None or upper is None else f"{short_dollars(lower)} to {short_dollars(upper)}"


def chance_in_words(probability: float | None, budget_usd: float | None) -> str:
    """Say the chance of payback, or why it is unknown."""
    if probability is not None:
        return percent(probability)
    return "unknown without a budget" if budget_usd is None else "unknown from so few past movies"
