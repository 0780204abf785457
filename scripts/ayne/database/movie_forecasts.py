"""What a study forecasts for one movie: its models for a released one, the refitted champion for an upcoming one."""

from pathlib import Path
from typing import Any

import duckdb

from ayne.artifacts.champion import Champion
from ayne.core.study_files import CHAMPION, MODELS, UPCOMING
from ayne.tables.session import quoted

FORECAST = ("model", "split", "actual_usd", "predicted_usd", "lower_80", "upper_80", "lower_90", "upper_90")
AMOUNTS = "predicted_usd, lower_80, upper_80, lower_90, upper_90"
# Of `upcoming.csv`, where a movie in cinemas has the Monday that it is forecast on.
AS_FORECAST = f"if(horizon IN ('opening_weekend', 'second_weekend'), horizon, 'upcoming'), {AMOUNTS}"
REASONS = Path("results/explanations/reasons.parquet")


def forecasts_of(root: Path, movie_id: int) -> list[tuple[Any, ...]]:
    """Return a row of `FORECAST` for each model that forecasts the movie, the champion first; amounts in US dollars.

    The split of an upcoming movie is `upcoming`, that of one in cinemas the horizon, whose models forecast it.
    """
    chosen = root / CHAMPION
    champion = Champion.read(chosen).model if chosen.is_file() else ""
    forecasts = [
        (champion if split == "upcoming" else "horizons", split, None, *row)
        for split, *row in _upcoming(root, movie_id, AS_FORECAST)
    ]
    if paths := sorted(str(path) for path in (root / MODELS).glob("*/predictions.parquet")):
        with duckdb.connect(config={"threads": 1}) as session:
            rows = session.execute(
                f"SELECT filename, split, actual_usd, {AMOUNTS} FROM read_parquet(?, filename = true) "
                "WHERE tmdb_id = ? ORDER BY ALL",
                [paths, movie_id],
            ).fetchall()
        forecasts += [(Path(path).parent.name, *row) for path, *row in rows]
    return sorted(forecasts, key=lambda row: (row[0] != champion, row[:2]))


def reasons_of(root: Path, movie_id: int) -> list[tuple[Any, ...]]:
    """Return why the champion forecasts what it does, a sentence per row, the strongest reason first."""
    upcoming = _upcoming(root, movie_id, "COLUMNS('^reason_[0-9]+$')")
    if upcoming:
        return [(reason,) for reason in upcoming[0] if reason]
    if not (root / REASONS).is_file():
        return []
    with duckdb.connect() as session:
        return session.execute(
            f"SELECT words FROM read_parquet({quoted(root / REASONS)}) WHERE tmdb_id = ? ORDER BY rank", [movie_id]
        ).fetchall()


def _upcoming(root: Path, movie_id: int, columns: str) -> list[tuple[Any, ...]]:
    """Return columns of the movie's line among the upcoming movies; nothing where there is none."""
    if not (root / UPCOMING).is_file():
        return []
    with duckdb.connect() as session:
        return session.execute(
            # A file of an earlier version has no horizons.
            f"SELECT {columns} FROM (SELECT NULL::VARCHAR AS horizon WHERE false UNION ALL BY NAME "
            f"SELECT * FROM read_csv({quoted(root / UPCOMING)}, header=true)) WHERE tmdb_id = ?",
            [movie_id],
        ).fetchall()
