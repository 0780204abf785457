"""A raw shard of Wikidata to typed Parquet, one row per movie, and what of it could not be used.

In Python where other sources have SQL: which of several statements counts is a rule, not a cast. The columns are those
of a catalogue's typed rows, as TMDB's are, and Wikidata's own besides.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from ayne.core.files import read_jsonl, write_parquet
from ayne.sources.wikidata.genres import GenreTable, read_genres
from ayne.sources.wikidata.movie import ItemNames, Refusal, read_movie
from ayne.sources.wikidata.name_file import read_names
from ayne.sources.wikidata.statements import number_of

SHOWN_CHARACTERS = 200
NAMED = {"id": pl.Int64, "name": pl.String}
RELEASE = pl.Struct({"certification": pl.String, "note": pl.String, "release_date": pl.Datetime, "type": pl.Int32})
SCHEMA: dict[str, Any] = {
    "record_id": pl.String,
    "movie_id": pl.Int64,
    "tmdb_id": pl.Int64,
    "imdb_id": pl.String,
    "wikidata_id": pl.String,
    "title": pl.String,
    "original_title": pl.String,
    "release_date": pl.Date,
    "release_year": pl.Int32,
    "status": pl.String,
    "original_language": pl.String,
    "runtime": pl.Int32,
    "budget_usd": pl.Int64,
    "budget_usd_basis": pl.String,
    "worldwide_gross_usd": pl.Int64,
    "worldwide_gross_usd_basis": pl.String,
    "domestic_gross_usd": pl.Int64,
    "n_grosses": pl.Int32,
    "sitelinks": pl.Int32,
    "overview": pl.String,
    "tagline": pl.String,
    "fetched_at": pl.Datetime,
    "as_of": pl.Date,
    "collection": pl.Struct(NAMED),
    "genres": pl.List(pl.Struct(NAMED)),
    "companies": pl.List(pl.Struct(NAMED | {"origin_country": pl.String})),
    "countries": pl.List(pl.Struct({"iso_3166_1": pl.String, "name": pl.String})),
    "languages": pl.List(pl.Struct({"iso_639_1": pl.String, "english_name": pl.String, "name": pl.String})),
    "keywords": pl.List(pl.Struct(NAMED)),
    "cast": pl.List(pl.Struct(NAMED | {"character": pl.String, "credit_id": pl.String, "order": pl.Int64})),
    "crew": pl.List(pl.Struct(NAMED | {"department": pl.String, "job": pl.String, "credit_id": pl.String})),
    "release_dates": pl.List(pl.Struct({"iso_3166_1": pl.String, "release_dates": pl.List(RELEASE)})),
}
REJECTED = dict.fromkeys(("source", "record_id", "field", "value", "reason"), pl.String)

type Row = dict[str, Any]


def parse_wikidata(raw: Path | None, names: Path | None, genres: Path, out: Path, rejected: Path) -> None:
    """Write a shard's typed rows, by the numbers of the items, and its rejected records and fields.

    Without a shard, as where Wikidata is not asked, both files are empty.
    """
    called = ItemNames() if names is None else read_names(names)
    table, rows, refused = read_genres(genres), [], []
    for record_id, row, refusals in () if raw is None else read_records(raw, called, table):
        refused += [rejected_row(record_id, refusal) for refusal in refusals]
        if row is not None:
            rows.append(row)
    rows.sort(key=lambda row: number_of(row["record_id"]))
    write_parquet(pl.DataFrame(rows, schema=SCHEMA, orient="row"), out)
    write_parquet(pl.DataFrame(refused, schema=REJECTED, orient="row").unique().sort(pl.all()), rejected)


def read_records(raw: Path, names: ItemNames, genres: GenreTable) -> Iterator[tuple[str, Row | None, list[Refusal]]]:
    """Yield of each record its id, its typed row if it is a movie, and what could not be used of it."""
    for number, line in enumerate(read_jsonl(raw), start=1):
        try:
            record = orjson.loads(line)
            body, record_id = dict(record["body"]), str(record["id"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            place = f"{raw.name.split('.')[0]}:{number}"
            yield place, None, [Refusal("", line[:SHOWN_CHARACTERS].decode(errors="replace"), "no record of a movie")]
            continue
        row, refusals = read_movie(record_id, body, names, genres)
        yield record_id, None if row is None else typed_row(row, record), refusals


def typed_row(row: Row, record: Row) -> Row:
    """Return a movie in the columns of `SCHEMA`."""
    certificate, released = row.pop("certificate"), row["release_date"]
    shaped = {
        "fetched_at": datetime.fromisoformat(record["fetched_at"]).replace(tzinfo=None),
        "as_of": date.fromisoformat(record["as_of"]),
        "cast": [person | {"credit_id": f"cast:{person['order']}"} for person in row["cast"]],
        "crew": [person | {"credit_id": f"{person['job']}:{person['id']}".lower()} for person in row["crew"]],
        "countries": [{"iso_3166_1": one["code"], "name": one["name"]} for one in row["countries"]],
        "languages": [{"iso_639_1": one["code"], "english_name": one["name"]} for one in row["languages"]],
        "keywords": [],
        "release_dates": us_release(certificate, released) if certificate else [],
    }
    return row | shaped


def us_release(certificate: str, released: date | None) -> list[Row]:
    """Return the US certificate where TMDB has it: at a theatrical release (type 3), on the movie's own day."""
    day = None if released is None else datetime.combine(released, time())
    release = {"certification": certificate, "note": None, "release_date": day, "type": 3}
    return [{"iso_3166_1": "US", "release_dates": [release]}]


def rejected_row(record_id: str, refusal: Refusal) -> dict[str, str | None]:
    """Return a row of the rejected table."""
    value = None if refusal.value is None else refusal.value[:SHOWN_CHARACTERS]
    return {
        "source": "wikidata",
        "record_id": record_id,
        "field": refusal.field,
        "value": value,
        "reason": refusal.reason,
    }
