"""`ayne simulate`: a simulated world as an archive, as an API, or as the best forecast that is possible in it."""

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, TypedDict, Unpack

import typer
from rich.console import Console
from rich.table import Table

from ayne.core.logging import configure_logging, errors_to_exit, get_logger
from ayne.core.processes import usable

if TYPE_CHECKING:
    from ayne.api_server.fault_spec import Fault
    from ayne.core.settings import Settings

logger = get_logger("ayne")


class World(TypedDict):
    """What decides every movie of a simulated world."""

    seed: int
    movies: int
    first_year: int
    snapshot: date


TRUTH_ROWS = {
    "movies with both amounts": "{0.n:,}",
    "signal's share of the variance": "{0.signal_share:.1%}",
    "RMSE of the formula: the optimum": "{0.rmse_log_optimum:.3f}",
    "RMSE of the line through ln(budget)": "{0.rmse_log_budget_line:.3f}",
    "line / optimum": "{0.budget_line_ratio:.3f}",
    "movies, amounts as received": "{0.n_as_received:,}",
    "RMSE of the formula, as received": "{0.rmse_log_as_received:.3f}",
}


def simulate(  # noqa: PLR0913, PLR0917
    movies: Annotated[int | None, typer.Option(min=100, help="Number of movies; default: simulation.movies")] = None,
    seed: Annotated[int | None, typer.Option(help="Default: simulation.seed")] = None,
    out: Annotated[Path | None, typer.Option(help="Write an archive of any size to this folder")] = None,
    charts: Annotated[
        Path | None, typer.Option(help="Write daily charts, for imports.daily_box_office, to this .parquet file")
    ] = None,
    truth: Annotated[bool, typer.Option("--truth", help="Print how well the best possible forecast can do")] = False,
    like: Annotated[
        Path | None, typer.Option(help="Print careers, budgets and grosses beside those of this archive")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Serve answers of TMDB, OMDb and Wikidata on this port")
    ] = None,
    archive: Annotated[Path | None, typer.Option(help="Serve this archive instead of a simulated world")] = None,
    faults: Annotated[str, typer.Option(help="Faults: latency=50,movie.429=2:first1,reset:1%,quota:after1000")] = "",
) -> None:
    """Simulate movies: write an archive, print how well they can be forecast, or serve them as the real APIs would."""
    from ayne.core.config import load_settings

    with errors_to_exit(logger):
        settings = load_settings()
        configure_logging(settings.log_level, use_json=settings.log_json)
        world = World(
            seed=settings.simulation.seed if seed is None else seed,
            movies=movies or settings.simulation.movies,
            first_year=settings.years.start,
            snapshot=settings.snapshot,
        )
        if not (out or charts or truth or like or port):
            raise typer.BadParameter("choose at least one of --out, --charts, --truth, --like, --port")
        if charts:
            write_charts(charts, **world)
        if truth:
            print_truth(settings, **world)
        if like:
            print_likeness(like, **world)
        if out:
            write(out, **world)
        if port:
            from ayne.api_server.fault_spec import parse_faults

            answered = archive or (settings.archive if settings.catalogue.source == "archive" else None)
            answer(port, answered, parse_faults(faults), **world)


def write(out: Path, **world: Unpack[World]) -> None:
    """Stream an archive, on all cores, and say how many answers it holds."""
    from ayne.simulation.write_world import write_archive

    counts = write_archive(out, **world, processes=usable(os.cpu_count() or 1))
    logger.info("%s: %d TMDB and %d OMDb answers", out, counts["tmdb_lines"], counts["omdb_lines"])


def write_charts(charts: Path, **world: Unpack[World]) -> None:
    """Write the daily charts, and say how many rows they have."""
    from ayne.simulation.daily_charts import write_daily_charts

    if charts.suffix != ".parquet":
        raise typer.BadParameter(f"--charts {charts}: name a .parquet file")
    logger.info("%s: %d rows of daily charts", charts, write_daily_charts(charts, **world))


def print_truth(settings: "Settings", **world: Unpack[World]) -> None:
    """Print the formula's own scores on the test movies and on all, beside the line through ln(budget)."""
    from ayne.simulation.truth import score_truth, simulate_truth

    frame = simulate_truth(**world)
    test, days = settings.evaluation, settings.features.gross_known_after_days
    periods = {
        f"{test.test_from} to {test.test_to}": (test.test_from, test.test_to),
        "all released movies": (date(world["first_year"], 1, 1), world["snapshot"]),
    }
    scores = {name: score_truth(frame, *period, world["snapshot"], days) for name, period in periods.items()}
    title = f"The best possible forecast of {world['movies']:,} simulated movies"
    table = Table("natural logs of worldwide gross", *scores, title=title)
    for label, shown in TRUTH_ROWS.items():
        table.add_row(label, *(shown.format(score) for score in scores.values()))
    Console().print(table)


def print_likeness(archive: Path, **world: Unpack[World]) -> None:
    """Print quantiles of the simulated world over those of as many last years of an archive."""
    from ayne.simulation.likeness import QUANTILES, archived_sample, simulated_sample

    years = world["snapshot"].year + 2 - world["first_year"]
    recorded, simulated = archived_sample(archive, years).quantiles(), simulated_sample(**world).quantiles()
    table = Table("quantile", *QUANTILES, title=f"Simulated, and recorded below it, over {years} years")
    for name, quantiles in simulated.items():
        table.add_row(name, *(f"{value:,.3g}" if value < 100 else f"{value:,.0f}" for value in quantiles))
        table.add_row("  recorded", *(f"{value:,.3g}" if value < 100 else f"{value:,.0f}" for value in recorded[name]))
    Console().print(table)


def answer(port: int, archive: Path | None, faults: "list[Fault]", **world: Unpack[World]) -> None:
    """Answer on the loopback interface until interrupted, with faults by chance from the world's seed."""
    from ayne.api_server.app import create_app
    from ayne.api_server.archive_layout import ARCHIVE_OMDB, ARCHIVE_TMDB
    from ayne.api_server.catalogue import Catalogue
    from ayne.api_server.faults import FaultyApp
    from ayne.api_server.server import serve
    from ayne.collection.connect import SIMULATED_KEY
    from ayne.simulation.write_world import write_archive

    with TemporaryDirectory() as folder:
        items = [] if archive else wikidata_files(Path(folder), **world)
        if archive is None:
            archive = Path(folder)
            write_archive(archive, **world)
        catalogue = Catalogue.load([archive / ARCHIVE_TMDB], [archive / ARCHIVE_OMDB])
        app = create_app(
            catalogue, tmdb_key=SIMULATED_KEY, omdb_key=SIMULATED_KEY, today=world["snapshot"], wikidata_files=items
        )
        where = f"http://127.0.0.1:{port}"
        logger.info(
            "%s/3 answers as TMDB, %s as OMDb; key: %s; %s/sparql as Wikidata", where, where, SIMULATED_KEY, where
        )
        serve(FaultyApp(app, faults, world["seed"]), port)


def wikidata_files(folder: Path, **world: Unpack[World]) -> list[Path]:
    """Write the world as Wikidata has it, and return its files."""
    from ayne.api_server.archive_layout import wikidata_file, wikidata_names_file
    from ayne.simulation.write_world import write_world

    years = range(world["first_year"], world["snapshot"].year + 2)
    write_world(folder / "wikidata", years=years, apis=["wikidata"], **world)
    return [*(wikidata_file(folder / "wikidata", year) for year in years), wikidata_names_file(folder / "wikidata")]
