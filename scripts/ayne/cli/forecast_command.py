"""The command `ayne forecast`: what a film of one's own will earn, printed for people or as JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from ayne.cli.options import Directory
from ayne.core.logging import configure_logging, errors_to_exit, get_logger

if TYPE_CHECKING:
    from ayne.forecasts.refit import Refit

logger = get_logger("ayne")
DATABASE, MODEL = Path("data/movies.duckdb"), Path("results/predictions/model")


def forecast(
    films: Annotated[Path, typer.Argument(help="A .yaml file with one film, or a .csv file with one a line")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, one object a film")] = False,
    directory: Directory = Path(),
) -> None:
    """Say what a film of one's own will earn, whether it pays, which movies it is like, and why."""
    from ayne.forecasts.film import read_films
    from ayne.forecasts.refit_files import read_refit

    configure_logging("WARNING")
    with errors_to_exit(logger):
        asked = read_films(films)
        refit = read_refit(directory / MODEL)
        answers = answers_of(asked, refit, directory / DATABASE)
    console = Console()
    if as_json:
        console.print_json(data=answers)
        return
    for answer in answers:
        console.print(Panel(said(answer), title=escape(f"{answer['title']} · {answer['release_date']}"), expand=False))


def answers_of(films: list[Any], refit: "Refit", database: Path) -> list[dict[str, Any]]:
    """Return one answer a film, in the films' order; amounts are nominal US dollars."""
    import polars as pl

    from ayne.features.feature_options import in_study
    from ayne.forecasts.forecast import forecast as forecast_movies
    from ayne.forecasts.what_if_database import database_with, features_of, film_id

    made_of = {key: refit.settings[key] for key in ("families", "feature_set")}
    made_of["options"] = in_study(refit.settings["options"], database.parent.parent)
    with database_with(database, films) as (db, notes):
        features, target = features_of(db, [film_id(number) for number in range(len(films))], **made_of)
    budgets = pl.Series("budget_usd", [film.budget_usd for film in films], dtype=pl.Int64)
    facts = target.select("tmdb_id", "title", "deflator").with_columns(budgets)
    movies = forecast_movies(refit, features, facts)
    return [_answer(row, noted, refit) for row, noted in zip(movies.iter_rows(named=True), notes, strict=True)]


def _answer(row: dict[str, Any], notes: list[str], refit: "Refit") -> dict[str, Any]:
    given = {key: row[key] for key in ("title", "budget_usd", "predicted_usd", "prob_payback", "break_even_budget_usd")}
    lists = {
        f"{name}s": [row[key] for key in row if key.startswith(f"{name}_") and row[key] is not None]
        for name in ("reason", "similar")
    }
    snapshot = refit.settings["snapshot"]
    if row["release_date"].isoformat() <= snapshot:
        notes = [*notes, f"released before {snapshot}, the day the model was fitted: it has seen that time"]
    return {
        **given,
        "release_date": row["release_date"].isoformat(),
        **{f"interval_{share}": [row[f"lower_{share}"], row[f"upper_{share}"]] for share in (80, 90)},
        "payback_multiple": refit.settings["payback_multiple"],
        "similar": lists["similars"],
        "reasons": lists["reasons"],
        "notes": notes,
        "model": refit.name,
        "snapshot": snapshot,
    }


def said(answer: dict[str, Any]) -> str:
    """Return an answer as lines of rich's markup."""
    from ayne.charts.wording import short_dollars

    between = {
        share: "unknown"
        if None in answer[f"interval_{share}"]
        else " to ".join(map(short_dollars, answer[f"interval_{share}"]))
        for share in (80, 90)
    }
    chance = answer["prob_payback"]
    pays = "unknown without a budget" if chance is None else f"{chance:.0%}"
    lines = [
        f"[bold]{short_dollars(answer['predicted_usd'])}[/bold] worldwide",
        f"in 8 of 10 cases {between[80]}, in 9 of 10 {between[90]}",
        f"grosses {answer['payback_multiple']:g} times its budget or more: {pays}",
        f"such a gross would pay for a budget of {short_dollars(answer['break_even_budget_usd'])}",
    ]
    for title, key in (("Because", "reasons"), ("Like", "similar"), ("Mind", "notes")):
        lines += ["", f"[bold]{title}[/bold]", *(f"  {escape(line)}" for line in answer[key])] if answer[key] else []
    lines += ["", f"[dim]{answer['model']}, as of {answer['snapshot']}[/dim]"]
    return "\n".join(lines)
