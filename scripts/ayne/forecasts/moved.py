"""How forecasts of movies to come have moved since an earlier snapshot, and why: people, other facts, or the model.

What moved a forecast is told apart by the earlier model: it forecasts the movie as it was described then, then with the
people, companies and series of today, then with all that is known today. What is left is the model's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ayne.charts.wording import TIMES, day, joined, short_dollars
from ayne.core.errors import DataError
from ayne.core.logging import get_logger
from ayne.explanations.topics import topic_of
from ayne.forecasts.described import NAMED, ROLES, features_in, subject_of
from ayne.forecasts.forecast import Forecaster
from ayne.forecasts.refit import Refit
from ayne.forecasts.refit_files import read_refit

logger = get_logger("forecasts")
UPCOMING, DESCRIBED, MODEL = "upcoming.csv", "upcoming.parquet", "model"
PEOPLE = {"director", "writers", "cast", "companies", "series"}
KEY = "tmdb_id"
# A factor nearer to 1 is not worth a word.
WORTH_SAYING = 0.005
SCHEMA = {
    "tmdb_id": pl.Int64, "title": pl.String, "release_date": pl.Date, "status": pl.String, "previous_usd": pl.Int64,
    "predicted_usd": pl.Int64, "factor": pl.Float64, "people_factor": pl.Float64, "facts_factor": pl.Float64,
    "model_factor": pl.Float64, "why": pl.String,
}  # fmt: skip
MOVED, NEW, RELEASED, GONE = "moved", "new", "released", "gone"
ROLE_WORDS = {"director": "director", "writer": "writer", "cast": "cast", "company": "companies", "franchise": "series"}


@dataclass(frozen=True)
class Snapshot:
    """The forecasts of one day, what the movies were described by, and the model."""

    upcoming: pl.DataFrame
    described: pl.DataFrame
    refit: Refit


def moved_forecasts(
    now: pl.DataFrame, described: pl.DataFrame, refit: Refit, previous: Path | None
) -> pl.DataFrame:  # fmt: skip
    """Return one row per movie of either snapshot, those that moved most first; none without a previous one.

    `now` and `described` are `upcoming.csv` and `upcoming.parquet`, `previous` an earlier `results/predictions/`.
    """
    if previous is None:
        return pl.DataFrame(schema=SCHEMA)
    upcoming, then = read_upcoming(previous / UPCOMING), pl.read_parquet(previous / DESCRIBED)
    before = Snapshot(_to_come(upcoming, then), then, read_refit(previous / MODEL))
    after = Snapshot(_to_come(now, described), described, refit)
    table = pl.DataFrame([*_moved(before, after), *_new(before, after), *_no_more(before, after)], schema=SCHEMA)
    statuses = dict(table["status"].value_counts().iter_rows())
    logger.info("forecasts since %s: %s", before.refit.settings.snapshot, statuses)
    size = pl.col("factor").log().abs().fill_null(-1)
    return table.sort(size, KEY, descending=[True, False])


def _to_come(upcoming: pl.DataFrame, described: pl.DataFrame) -> pl.DataFrame:
    """Return the movies that the published model forecasts: those in cinemas are forecast by others, from more."""
    return upcoming.join(described.select(KEY), on=KEY, how="semi", maintain_order="left")


def read_upcoming(path: Path) -> pl.DataFrame:
    """Return the rows of an `upcoming.csv`."""
    if not path.is_file():
        raise DataError(f"forecasts.previous: {path} is missing; name a folder with a copy of results/predictions/")
    return pl.read_csv(path, infer_schema_length=None, schema_overrides={"release_date": pl.Date, "title": pl.String})


def _moved(before: Snapshot, after: Snapshot) -> Iterator[dict[str, Any]]:
    tables = (before.upcoming, after.upcoming, before.described, after.described)
    both = sorted(set.intersection(*(set(table[KEY]) for table in tables)))
    if not both:
        return
    described_before, described_after = _of(before.described, both), _of(after.described, both)
    first, second = (dict(zip(table[KEY], table["predicted_usd"], strict=True)) for table in tables[:2])
    steps = _steps(before.refit, described_before, described_after)
    why_model = _why_model(before.refit, after.refit)
    for number, key in enumerate(both):
        start, people, facts = (step[number] for step in steps)
        old, new = described_before.row(number, named=True), described_after.row(number, named=True)
        factors = {
            "people_factor": round(people / start, 4),
            "facts_factor": round(facts / people, 4),
            "model_factor": round(second[key] / facts, 4),
        }
        yield {
            KEY: key,
            "title": new["title"],
            "release_date": new["release_date"],
            "status": MOVED,
            "previous_usd": first[key],
            "predicted_usd": second[key],
            "factor": round(second[key] / first[key], 4),
            **factors,
            "why": "; ".join([*_changes(old, new), *_other_causes(old, new, factors), *_by_model(factors, why_model)]),
        }


def _steps(earlier: Refit, described_before: pl.DataFrame, described_now: pl.DataFrame) -> list[list[float]]:
    """Return the earlier model's forecasts as described then, with today's people, and as described today."""
    forecaster = Forecaster(earlier)
    columns = ["tmdb_id", "release_date", *forecaster.columns]
    old, new = features_in(described_before), features_in(described_now)
    known = [name for name in columns if name in new.columns]
    # A feature that is no more is taken as it was.
    new = pl.concat([new.select(known), old.drop(known)], how="horizontal").select(columns)
    people = [name for name in forecaster.columns if topic_of(name, earlier.settings.features) in PEOPLE]
    mixed = old.select(columns).with_columns(new[name] for name in people)
    before = [subject_of(row) for row in described_before.iter_rows(named=True)]
    after = [subject_of(row) for row in described_now.iter_rows(named=True)]
    inputs = ((old.select(columns), before), (mixed, before), (new, after))
    return [
        [forecast.predicted_usd for forecast in forecaster.forecast(table, subjects, explain=False)]
        for table, subjects in inputs
    ]


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is known of the movie otherwise than before."""
    if old["release_date"] != new["release_date"]:
        yield f"released on {day(new['release_date'])}, not {day(old['release_date'])}"
    if old["budget_usd"] != new["budget_usd"]:
        yield f"budget {_dollars(old['budget_usd'])} → {_dollars(new['budget_usd'])}"
    for role in ROLES:
        before, after = (list(row[f"{NAMED}{role}"] or ()) for row in (old, new))
        added, left = ([name for name in one if name not in other] for one, other in ((after, before), (before, after)))
        if added or left:
            parts = [f"{joined(added)} joined" if added else "", f"{joined(left)} left" if left else ""]
            yield f"{ROLE_WORDS[role]}: {', '.join(filter(None, parts))}"
    for name, words in (("us_certification", "certificate"), ("runtime_min", "runtime"), ("title", "title")):
        if old.get(name) != new.get(name):
            yield f"{words} {_value(old.get(name))} → {_value(new.get(name))}"


def _other_causes(old: Mapping[str, Any], new: Mapping[str, Any], factors: Mapping[str, float]) -> Iterator[str]:
    """Yield what is behind factors of which nothing above tells."""
    same = all(list(old[f"{NAMED}{role}"] or ()) == list(new[f"{NAMED}{role}"] or ()) for role in ROLES)
    if same and abs(factors["people_factor"] - 1) > WORTH_SAYING:
        yield f"newer results of its people and companies ({TIMES}{factors['people_factor']:.2f})"
    if abs(factors["facts_factor"] - 1) > WORTH_SAYING and not list(_changes(old, new)):
        yield f"other facts ({TIMES}{factors['facts_factor']:.2f})"


def _by_model(factors: Mapping[str, float], why: str) -> Iterator[str]:
    if abs(factors["model_factor"] - 1) > WORTH_SAYING:
        yield f"{why} ({TIMES}{factors['model_factor']:.2f})"


def _why_model(earlier: Refit, refit: Refit) -> str:
    if earlier.name != refit.name:
        return f"another model: {earlier.name}, now {refit.name}"
    more = refit.settings.n_train - earlier.settings.n_train
    if not more:
        return "the model, fitted anew"
    return f"the model, fitted on {abs(more):,} {'more' if more > 0 else 'fewer'} movie{'s' if abs(more) != 1 else ''}"


def _new(before: Snapshot, after: Snapshot) -> Iterator[dict[str, Any]]:
    for row in _without(after.upcoming, before.upcoming).iter_rows(named=True):
        yield _single_row(row, NEW, "not among the movies to come before") | {"predicted_usd": row["predicted_usd"]}


def _no_more(before: Snapshot, after: Snapshot) -> Iterator[dict[str, Any]]:
    snapshot = after.refit.settings.snapshot
    for row in _without(before.upcoming, after.upcoming).iter_rows(named=True):
        is_out = row["release_date"] <= snapshot
        why = f"released by {day(snapshot)}" if is_out else "not in the catalogue any more, or undated"
        yield _single_row(row, RELEASED if is_out else GONE, why) | {"previous_usd": row["predicted_usd"]}


def _single_row(row: Mapping[str, Any], status: str, why: str) -> dict[str, Any]:
    empty = dict.fromkeys(SCHEMA)
    return empty | {name: row[name] for name in (KEY, "title", "release_date")} | {"status": status, "why": why}


def _without(table: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    return table.join(other, on=KEY, how="anti", maintain_order="left")


def _of(table: pl.DataFrame, keys: Sequence[int]) -> pl.DataFrame:
    return pl.DataFrame({KEY: keys}).join(table, on=KEY, how="inner", maintain_order="left")


def _dollars(value: float | None) -> str:
    return "unknown" if value is None else short_dollars(value)


def _value(value: object) -> str:
    return "unknown" if value is None else str(value)
