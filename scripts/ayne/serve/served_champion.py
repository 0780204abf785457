"""One published champion with its database, read whole at one moment."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from ayne.artifacts.artifact import Artifact
from ayne.artifacts.features import Features
from ayne.artifacts.metrics import Metrics
from ayne.core.errors import DataError
from ayne.core.study_files import DATABASE, DIGEST, MODELS, PUBLISHED, REFITTED, UPCOMING
from ayne.forecasts.film_forecaster import FilmForecaster
from ayne.forecasts.refit_files import MODEL, read_refit
from ayne.horizons.film_horizons import FilmHorizons
from ayne.models.model_files import METRICS, PREDICTIONS, SUMS, CheckedFiles
from ayne.tables.session import quoted

# What an answer is a function of, beside the request and the code.
SEALED = (REFITTED / SUMS, PUBLISHED / SUMS, DIGEST, UPCOMING)
MEMORY = "128MB"
CODE = {".py", ".sql", ".j2", ".js", ".css"}


@dataclass(frozen=True)
class Served:
    """One champion with all that answers need, read at one moment and never changed.

    `model_sha256` is of its `model.native`, `refit_sha256` of the list of the sums of all that it forecasts with.
    """

    study: Path
    films: FilmForecaster
    horizons: FilmHorizons
    database: duckdb.DuckDBPyConnection
    upcoming: pl.DataFrame
    evaluated: pl.DataFrame
    card: dict[str, Any]
    model_sha256: str
    refit_sha256: str
    published_sha256: str | None
    etag: str

    @property
    def model(self) -> str:
        """The champion's name."""
        return self.films.forecaster.refit.name

    @property
    def payback_multiple(self) -> float:
        """How many times its budget a movie must gross to pay."""
        return self.films.forecaster.refit.settings.payback_multiple

    @property
    def snapshot(self) -> date:
        """The day that data and model are as of."""
        return self.films.snapshot

    def query(self, sql: str, params: list[Any] | None = None) -> list[dict[str, Any]]:
        """Return rows as dictionaries; the statement's marks take `params`."""
        with self.database.cursor() as cursor:
            # A cursor begins in the session's own, empty database.
            cursor.execute(f"USE study; SET VARIABLE payback_multiple = {self.payback_multiple!r}::DOUBLE")
            result = cursor.execute(sql, params or [])
            names = [column[0] for column in result.description]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def read_served(study: Path) -> Served:
    """Read everything of a study; `DataError` where something is missing, was changed, or does not fit together."""
    refit_sums = _sum_of_sums(study / REFITTED)
    # Before anything of it is read
    published = _checked_published(study / PUBLISHED)
    films = FilmForecaster(read_refit(study / REFITTED), study / DATABASE)
    horizons = FilmHorizons(study, films)
    horizons.prepare()
    served = Served(
        study=study,
        films=films,
        horizons=horizons,
        database=_open(study / DATABASE),
        upcoming=pl.read_csv(study / UPCOMING, try_parse_dates=True)
        if (study / UPCOMING).is_file()
        else pl.DataFrame(),
        evaluated=_evaluated(study),
        card=_card(study),
        model_sha256=_sum_of(study / REFITTED, MODEL),
        refit_sha256=refit_sums or "",
        published_sha256=published,
        etag=_etag(study, films.snapshot, horizons.files),
    )
    if _sum_of_sums(study / REFITTED) != refit_sums:
        raise DataError(f"{study / REFITTED} was written while it was read: it is read again")
    served.films.prepare()
    return served


def _etag(study: Path, snapshot: date, more: Iterable[Path]) -> str:
    """Return the tag of everything that an answer is a function of, beside its request."""
    seal = hashlib.sha256(_code_digest())
    for path in (*SEALED, *more):
        seal.update((study / path).read_bytes() if (study / path).is_file() else b"-")
    return f'W/"{seal.hexdigest()[:24]}-{snapshot}"'


@cache
def _code_digest() -> bytes:
    """Hash the package: another version of it may say the same forecast in other words."""
    files = sorted(path for path in Path(__file__).parents[1].rglob("*") if path.suffix in CODE)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).digest()


def _sum_of(folder: Path, name: str) -> str:
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    sums = {file: digest for digest, _, file in (line.partition("  ") for line in lines)}
    if name not in sums:
        raise DataError(f"{folder / 'SHA256SUMS'} does not list {name}")
    return sums[name]


def _sum_of_sums(folder: Path) -> str | None:
    path = folder / SUMS
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _checked_published(folder: Path) -> str | None:
    """Check every file of `results/model` and return the sum of its model; None where nothing is published."""
    if not (folder / SUMS).is_file():
        return None
    files = CheckedFiles(folder)
    for name in files.names:
        files.read(name)
    return next((files.sum_of(name) for name in files.names if name.startswith("model.") or name == "model"), None)


def _open(database: Path) -> duckdb.DuckDBPyConnection:
    """Open the database read-only, in a session of its own: a connection by path would share one that is open."""
    session = duckdb.connect(config={"threads": 1, "memory_limit": MEMORY, "autoinstall_known_extensions": False})
    session.execute(f"ATTACH {quoted(database)} AS study (READ_ONLY)")
    session.execute("SET enable_external_access = false")
    session.execute("SET enable_progress_bar = false")
    session.execute("SET lock_configuration = true")
    return session


def _evaluated(study: Path) -> pl.DataFrame:
    """Return the published model's forecasts of movies whose result it had not seen; empty where nothing is."""
    metrics = study / PUBLISHED / METRICS
    path = study / MODELS / Metrics.read(metrics).model / PREDICTIONS if metrics.is_file() else None
    return pl.read_parquet(path) if path and path.is_file() else pl.DataFrame()


def _content(artifact: type[Artifact], path: Path) -> Any:
    return artifact.read(path).as_json() if path.is_file() else None


def _card(study: Path) -> dict[str, Any]:
    """Return what is published beside the model: its scores, features and card; empty where nothing is."""
    published = study / PUBLISHED
    text, digest = published / "model_card.md", study / DIGEST
    content = digest.read_bytes() if digest.is_file() else b"null"
    return {
        "metrics": _content(Metrics, published / METRICS),
        "features": _content(Features, published / "features.json"),
        "card": text.read_text(encoding="utf-8") if text.is_file() else None,
        "database_digest": hashlib.sha256(content).hexdigest(),
    }
