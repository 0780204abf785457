"""Wikidata's query service over TCP, with everything that is known to go wrong with it."""

from pathlib import Path

import orjson
import pytest
from tests.sources.wikidata.conftest import YEARS, QueryService

from ayne.core.files import read_jsonl
from ayne.http_client.response import KeyRefusedError, QuotaReachedError
from ayne.sources.wikidata.name_file import read_names
from ayne.sources.wikidata.names import collect_names
from fixtures.connections import FakeTime

# What goes wrong does so within these.
FIRST_YEARS = YEARS[:3]


def raw(folder: Path) -> list[dict[str, object]]:
    """All records of both raw files, fetch times aside."""
    lines = [line for path in sorted(folder.glob("*.jsonl.gz")) for line in read_jsonl(path)]
    return [orjson.loads(line) | {"fetched_at": None} for line in lines]


type Clean = tuple[list[dict[str, object]], int]


@pytest.fixture(scope="module")
def both_clean(listening: QueryService, tmp_path_factory: pytest.TempPathFactory) -> tuple[Clean, Clean]:
    """What a run without faults leaves, and how many requests it takes: of the first years, and of all."""
    folder = tmp_path_factory.mktemp("clean")
    listening.misbehave("")
    listening.collect(folder, FIRST_YEARS)
    first = raw(folder), listening.n_requests
    listening.collect(folder, YEARS[3:])
    return first, (raw(folder), listening.n_requests)


@pytest.fixture(scope="module")
def clean(both_clean: tuple[Clean, Clean]) -> Clean:
    return both_clean[0]


def test_a_run_asks_each_question_about_all_movies_of_a_year_at_once(both_clean: tuple[Clean, Clean]) -> None:
    records, n_requests = both_clean[1]
    assert len(records) > 240
    # 22 questions about each of 6 years, and 7 lists: one of the years begins before the filters do, and ends after.
    assert n_requests == 6 * 22 + 7


@pytest.mark.parametrize(
    "fault",
    [
        "sparql.timeout:on30",
        pytest.param("sparql.timeout500:on30", marks=pytest.mark.slow),
        "sparql.timeout:on24",  # of a list
        "sparql.short:on30,sparql.short:on31",
        pytest.param("sparql.truncated:on30", marks=pytest.mark.slow),
        "sparql.500:on30,sparql.502:on60",
        "sparql.429=1:on30",
        pytest.param("sparql.429:on30", marks=pytest.mark.slow),
        pytest.param("sparql.close:on30,sparql.reset:on60", marks=pytest.mark.slow),
        pytest.param("sparql.html:on30", marks=pytest.mark.slow),
        "sparql.repeated",
    ],
)
def test_what_goes_wrong_leaves_no_trace_and_costs_little(
    fault: str, service: QueryService, clean: Clean, tmp_path: Path, fake_time: FakeTime
) -> None:
    service.misbehave(fault)
    service.collect(tmp_path, FIRST_YEARS, clock=fake_time.clock)
    assert service.app.seen.faults
    assert raw(tmp_path) == clean[0]
    assert service.n_requests <= clean[1] + 2


def test_a_wait_that_the_service_asks_for_is_waited(service: QueryService, tmp_path: Path, fake_time: FakeTime) -> None:
    service.misbehave("sparql.429=20:on5")
    service.collect(tmp_path, range(2010, 2011), clock=fake_time.clock)
    assert sum(fake_time.slept) >= 20 - 1e-6  # a sum of floats


def test_a_wait_of_a_day_ends_the_run_and_keeps_what_there_is(service: QueryService, tmp_path: Path) -> None:
    service.misbehave("sparql.429=86400:after30")
    with pytest.raises(QuotaReachedError, match="asks to come back in 86400 s"):
        service.collect(tmp_path, range(2010, 2013))
    assert (tmp_path / "2010.jsonl.gz").exists()


def test_a_user_agent_without_a_contact_is_turned_away_once(service: QueryService, tmp_path: Path) -> None:
    with pytest.raises(KeyRefusedError, match="Please set a user-agent and respect our robot policy"):
        service.collect(tmp_path, headers={"User-Agent": "python-httpx/0.28"})
    assert service.n_requests == 1


def test_an_unknown_value_changes_nothing_but_itself(service: QueryService, clean: Clean, tmp_path: Path) -> None:
    service.misbehave("sparql.genid:on30")
    service.collect(tmp_path, FIRST_YEARS)
    differing = [(a, b) for a, b in zip(raw(tmp_path), clean[0], strict=True) if a != b]
    assert len(differing) == 1


def test_a_batch_that_always_takes_too_long_is_halved_down_to_one_movie(service: QueryService, tmp_path: Path) -> None:
    service.misbehave("sparql.timeout:after1")
    with pytest.raises(Exception, match="takes longer than the source allows"):
        service.collect(tmp_path, range(2010, 2011))
    assert service.app.seen.summary()["records"][-1].startswith("/sparql # sitelinks of 1 items")


def test_names_are_asked_once_and_a_missing_one_is_none(service: QueryService, tmp_path: Path) -> None:
    service.collect(tmp_path, range(2010, 2012))
    service.misbehave("")
    paths = [tmp_path / f"{year}.jsonl.gz" for year in (2010, 2011)]
    collect_names(paths[:1], tmp_path / "names.jsonl.gz", tmp_path / "journal", service.connection())
    n_first = service.n_requests
    collect_names(paths[:1], tmp_path / "names.jsonl.gz", tmp_path / "journal", service.connection())
    assert service.n_requests == n_first
    collect_names(paths, tmp_path / "names.jsonl.gz", tmp_path / "journal", service.connection())
    names = read_names(tmp_path / "names.jsonl.gz")
    assert names.country_codes["Q30"] == "US"
    assert names.language_codes["Q1860"] == "en"
    people = [orjson.loads(line)["id"] for line in read_jsonl(tmp_path / "names.jsonl.gz")]
    assert 0 < len(people) - len(names.labels) < len(people) / 50
    asked = [record for record in service.app.seen.summary()["records"] if "# label of" in record]
    assert len(asked) == len(set(asked))


def test_all_years_of_the_world_were_asked(both_clean: tuple[Clean, Clean]) -> None:
    ids = [str(record["id"]) for record in both_clean[1][0]]
    assert [one for one in ids if not one.startswith("Q")] == [str(year) for year in YEARS]
    movies = [one for one in ids if one.startswith("Q")]
    assert len(movies) == len(set(movies))
