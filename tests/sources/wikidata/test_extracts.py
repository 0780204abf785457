"""Our rules on real statements, beside TMDB's amounts of the same movies; both are kept beside the project."""

import gzip
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest
from tests.fixtures.wikidata_extracts import write_items

from ayne.api_server.archive_items import split_items
from ayne.api_server.wikidata_api import WikidataApi
from ayne.sources.wikidata.amounts import budget, in_whole_dollars, worldwide_gross
from ayne.sources.wikidata.dates import Release, release_date
from ayne.sources.wikidata.questions import GROSSES
from ayne.sources.wikidata.statements import Amount, Precision, Publication

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("AYNE_SHARED_DATA", ROOT.parent / "shared" / "data"))
EXTRACTS, ARCHIVE = SHARED / "wikidata", SHARED / "archive" / "tmdb" / "movies.jsonl.gz"
DOLLAR, NUMBER_ONE = "Q4917", "Q199"

pytestmark = pytest.mark.skipif(not EXTRACTS.is_dir() or not ARCHIVE.is_file(), reason=f"{SHARED} is not there")

type Statements = dict[str, list[Amount]]


def statements(kind: str, *, with_unit: bool = False) -> Statements:
    """Return the amounts by IMDb id, each once.

    Most extracts have dropped the unit: it is that of an equal amount of the movie in the one that has it, else taken
    for dollars here (`with_unit`: not taken at all).
    """
    unit = f"{kind}_currency_qid"
    rows = pl.read_parquet(EXTRACTS / "amounts.parquet").filter(pl.col(kind).is_not_null())
    with_currency = rows.filter(pl.col(unit).is_not_null()).select("imdb_id", kind, unit)
    known = {(imdb_id, Decimal(value)): currency for imdb_id, value, currency in with_currency.iter_rows()}
    found: dict[str, dict[Amount, None]] = defaultdict(dict)
    for imdb_id, text in rows.select("imdb_id", kind).iter_rows():
        value = Decimal(text)
        currency = known.get((imdb_id, value), None if with_unit else DOLLAR)
        if currency is not None:
            found[imdb_id][Amount(value, None if currency == NUMBER_ONE else currency)] = None
    return {imdb_id: list(amounts) for imdb_id, amounts in found.items()}


def publications() -> dict[str, list[Publication]]:
    """Return the dates by IMDb id; a 1 January stands for its year, as the extracts have dropped the precision."""
    found: dict[str, list[Publication]] = defaultdict(list)
    for imdb_id, text in (
        pl.read_parquet(EXTRACTS / "publication_dates.parquet").select("imdb_id", "publication_date").iter_rows()
    ):
        day = parsed(text)
        if day is not None:
            found[imdb_id].append(Publication(day, Precision.YEAR if (day.month, day.day) == (1, 1) else Precision.DAY))
    return found


def parsed(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


@pytest.fixture(scope="module")
def releases() -> dict[str, Release]:
    return {imdb_id: release_date(stated) for imdb_id, stated in publications().items()}


@pytest.fixture(scope="module")
def tmdb() -> dict[str, dict[str, Any]]:
    with gzip.open(ARCHIVE) as lines:
        bodies = [orjson.loads(line) for line in lines]
    return {body["imdb_id"]: body for body in bodies if body.get("imdb_id")}


def year_of(imdb_id: str, releases: dict[str, Release], body: dict[str, Any]) -> int | None:
    release = releases.get(imdb_id, Release())
    if release.day is not None:
        return release.day.year
    return release.first_year or (int(body["release_date"][:4]) if body.get("release_date") else None)


def share_within_5_percent(pairs: Iterator[tuple[int | None, int]]) -> tuple[float, int]:
    """Return the share of amounts within 5 % of TMDB's, and of how many."""
    near = [abs(ours / theirs - 1) <= 0.05 for ours, theirs in pairs if ours is not None and theirs >= 1000]
    return sum(near) / len(near), len(near)


def pairs(
    stated: Statements, read: Callable[[list[Amount], int | None], int | None], field: str, tmdb: Any, releases: Any
) -> Iterator[tuple[int | None, int]]:
    for imdb_id, amounts in stated.items():
        if imdb_id in tmdb:
            yield read(amounts, year_of(imdb_id, releases, tmdb[imdb_id])), tmdb[imdb_id].get(field) or 0


def test_budgets_stated_in_dollars_are_tmdbs(tmdb: Any, releases: Any) -> None:
    stated = {
        imdb_id: amounts
        for imdb_id, amounts in statements("budget", with_unit=True).items()
        if all(amount.unit == DOLLAR for amount in amounts)
    }
    share, n = share_within_5_percent(
        pairs(stated, lambda amounts, year: budget(amounts, year).usd, "budget", tmdb, releases)
    )
    assert n > 1600
    assert share >= 0.84


def test_of_several_grosses_the_worldwide_one_is_chosen(tmdb: Any, releases: Any) -> None:
    stated = {
        imdb_id: amounts
        for imdb_id, amounts in statements("gross").items()
        if len({amount.value for amount in amounts}) > 1
    }
    share, n = share_within_5_percent(
        pairs(stated, lambda amounts, year: worldwide_gross(amounts, year).usd, "revenue", tmdb, releases)
    )
    assert n > 650
    assert share >= 0.76


def test_no_foreign_amount_reaches_dollars_unconverted(releases: dict[str, Release]) -> None:
    foreign = 0
    for kind in ("budget", "gross"):
        for imdb_id, amounts in statements(kind, with_unit=True).items():
            release = releases.get(imdb_id, Release())
            year = release.day.year if release.day else release.first_year
            usable, unused = in_whole_dollars(amounts, year)
            abroad = [amount for amount in amounts if amount.unit != DOLLAR]
            foreign += len(abroad)
            assert len(usable) + len(unused) == len(amounts)
            assert not [one for one in usable if one.amount in abroad and one.usd == one.amount.value]
    assert foreign > 450


def test_no_movie_with_a_real_day_is_released_on_a_first_of_january(releases: dict[str, Release]) -> None:
    with_day = {
        imdb_id for imdb_id, stated in publications().items() if any(one.precision == Precision.DAY for one in stated)
    }
    assert len(with_day) > 10_000
    found = [releases[imdb_id].day for imdb_id in with_day]
    assert not [day for day in found if day is not None and (day.month, day.day) == (1, 1)]
    # The others have a day of a re-release only.
    assert sum(day is None for day in found) < 100


@pytest.mark.slow
def test_the_extracts_are_replayed_as_items_of_the_archives_movies(tmp_path: Path, tmdb: dict[str, Any]) -> None:
    archive = tmp_path / "archive"
    (archive / "wikidata").mkdir(parents=True)
    n_items = write_items(EXTRACTS, archive / "wikidata" / "items.nt.gz")
    years = [
        (imdb_id, int(body["release_date"][:4])) for imdb_id, body in tmdb.items() if body.get("release_date", "")[:4]
    ]
    movies = pl.DataFrame(years, schema=["imdb_id", "year"], orient="row")
    counts = split_items(archive, tmp_path, movies, sorted({year for _, year in years}))
    assert counts["wikidata_items"] == n_items > 5_000
    assert 2_700 < counts["wikidata_used"] < 3_000
    answer = WikidataApi([tmp_path / "2009.wikidata.nt.gz"]).answer(GROSSES.query(["Q24871"]), "me@example.org")
    # Avatar's: worldwide in dollars, and Sweden's in kronor
    rows = orjson.loads(answer.body)["results"]["bindings"]
    by_unit = {row["unit"]["value"].rpartition("/")[2]: float(row["amount"]["value"]) for row in rows}
    assert by_unit.keys() == {DOLLAR, "Q25224"}
    assert by_unit[DOLLAR] > 2_700_000_000
