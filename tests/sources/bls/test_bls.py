"""US consumer prices of the BLS: its answers, what is kept when it does not answer, and what each day knows of them."""

import asyncio
from datetime import date
from pathlib import Path

import httpx
import orjson
import pytest

from ayne.api_server.app import create_app
from ayne.api_server.catalogue import Catalogue
from ayne.api_server.fault_spec import Arrival, parse_faults
from ayne.collection.connect import live_connection
from ayne.collection.purge import purge
from ayne.collection.state import ShardState, attempt_day, refresh_due
from ayne.core.errors import CollectError
from ayne.core.files import read_jsonl, write_jsonl
from ayne.features.cpi import deflators, read_cpi, read_recent
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.http_client.quota import RequestQuota
from ayne.http_client.response import ApiResponse, Outcome
from ayne.sources.bls.answers import classify
from ayne.sources.bls.collect import collect_prices, prices_state_path
from ayne.sources.bls.source import SOURCE
from ayne.tables.price_tables import build_prices, known_from, last_published, months_in

BASE_URL = "https://api.bls.gov/publicAPI/v1"
SHIPPED = "year,cpi_u\n2020,258.811\n2023,304.702\n"


def figures(*values: str, first: tuple[int, int] = (2024, 1)) -> list[dict]:
    """Months in a row, newest first, as the BLS gives them."""
    start = first[0] * 12 + first[1] - 1
    numbers = [(start + n, value) for n, value in enumerate(values)]
    return [{"year": str(n // 12), "period": f"M{n % 12 + 1:02d}", "value": value} for n, value in reversed(numbers)]


def body(data: list[dict]) -> dict:
    return {"status": "REQUEST_SUCCEEDED", "message": [], "Results": {"series": [{"data": data}]}}


@pytest.fixture
def study(tmp_path: Path):
    return Study(tmp_path)


class Study:
    """Collects as of any day; `answers` says what the BLS sends, `asked` how often it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, 0
        self.answers = lambda: httpx.Response(200, json=body(figures("308.417")))

    def collect(self, as_of: str, attempted_on: str = "2026-07-01", base_url: str = BASE_URL, **changes) -> list[dict]:
        def answer(request: httpx.Request) -> httpx.Response:
            self.asked += 1
            assert "authorization" not in request.headers
            return self.answers()

        given = {"key": Key(""), "key_name": "", "origin": "live", "attempts": 1, "connections": 1}
        given |= {"transport": httpx.MockTransport(answer)} | changes
        connection = Connection(base_url=base_url, as_of=as_of, **given)
        collect_prices(self.raw, self.folder / "journal", connection, attempted_on)
        return [orjson.loads(line)["body"] for line in read_jsonl(self.raw)]

    @property
    def raw(self) -> Path:
        return self.folder / "cpi.jsonl.gz"

    @property
    def state(self) -> ShardState:
        return ShardState.read(prices_state_path(self.folder / "journal"))


@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        (200, orjson.dumps(body([])), Outcome.OK),
        (
            200,
            b'{"status":"REQUEST_NOT_PROCESSED","message":["Series does not exist"],"Results":{}}',
            Outcome.BAD_REQUEST,
        ),
        (
            200,
            b'{"status":"REQUEST_NOT_PROCESSED","message":["the daily threshold \xe2\x80\xa6 reached."]}',
            Outcome.QUOTA_EXHAUSTED,
        ),
        (200, b"<html>Service Unavailable</html>", Outcome.RETRY),
        (200, b'{"status":"REQUEST_SUC', Outcome.RETRY),
        (403, b"<html>Access Denied</html>", Outcome.BAD_REQUEST),
        (301, b"", Outcome.BAD_REQUEST),
        (429, b"", Outcome.RETRY),
        (500, b'{"status":"REQUEST_FAILED"}', Outcome.RETRY),
    ],
)
def test_every_answer_has_one_meaning(status: int, content: bytes, expected: Outcome) -> None:
    assert classify(ApiResponse(BASE_URL, status, content)) is expected


def test_it_is_asked_every_fifteen_days_of_the_snapshot(study: Study) -> None:
    first = study.collect("2026-06-30")
    assert first == [body(figures("308.417"))]
    assert refresh_due(study.state, "2026-07-14") == "2026-06-30"
    assert refresh_due(study.state, "2026-07-15") == "2026-07-15"
    assert study.collect("2026-07-14") == first
    assert study.asked == 1
    study.collect("2026-07-15")
    assert study.asked == 2
    assert study.collect("2026-06-30") == first
    assert (study.asked, study.state.as_of) == (2, "2026-07-15")


FAILURES = [
    lambda: httpx.Response(503),
    lambda: httpx.Response(403, text="Access Denied"),
    lambda: httpx.Response(200, json={"status": "REQUEST_NOT_PROCESSED", "message": ["daily threshold reached"]}),
]


@pytest.mark.parametrize("failure", FAILURES)
def test_without_an_answer_there_is_a_warning_and_another_day(study: Study, failure, caplog) -> None:
    answers, study.answers = study.answers, failure
    assert study.collect("2026-06-30", "2026-07-01") == []
    assert "the prices known before stand, the next day's run asks again" in caplog.text
    today, tomorrow = (lambda: date(2026, 7, 1)), (lambda: date(2026, 7, 2))
    assert (attempt_day(study.state, today), attempt_day(study.state, tomorrow)) == ("2026-07-01", "2026-07-02")
    study.answers = answers
    assert len(study.collect("2026-06-30", "2026-07-02")) == 1
    assert attempt_day(study.state, lambda: date(2026, 7, 3)) == "2026-07-02"


def test_a_refresh_that_fails_leaves_the_older_answer(study: Study) -> None:
    study.collect("2026-06-30")
    study.answers = FAILURES[0]
    assert study.collect("2026-07-20") == [body(figures("308.417"))]
    assert study.state.is_unfinished()


def test_a_used_up_day_is_a_warning_too(study: Study, tmp_path: Path) -> None:
    quota = RequestQuota(tmp_path / "requests.sqlite", 1, lambda: date(2026, 7, 1))
    assert quota.take()
    assert study.collect("2026-06-30", quota=quota) == []
    assert study.asked == 0


def test_a_full_disk_is_no_missing_answer(study: Study) -> None:
    (study.folder / "journal").write_text("in the way")
    with pytest.raises(CollectError, match="cannot write"):
        study.collect("2026-06-30")


def test_what_was_purged_is_asked_again(study: Study) -> None:
    study.collect("2026-06-30")
    purge(study.folder / "journal", "bls", 0, is_done=True, today=date(2100, 1, 1))
    assert (study.state.pending, study.state.purged_at is None) == (1, False)
    study.collect("2026-06-30")
    assert study.asked == 2


def test_the_live_api_takes_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = live_connection("bls", as_of="2026-06-30")
    assert (connection.base_url, connection.key) == (SOURCE.base_url, Key(""))
    assert Key("").hide(b"as it is") == b"as it is"


def test_the_simulated_api_answers_for_three_years(study: Study) -> None:
    app = create_app(Catalogue.load([], []), tmdb_key="k", omdb_key="k", today=date(2025, 3, 20))
    study.collect("2025-03-20", transport=httpx.ASGITransport(app=app))
    months = months_in(study.raw)
    assert (min(months), max(months), len(months)) == ((2023, 1), (2025, 2), 26)
    assert months[2024, 1] < months[2024, 12]
    wrong = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x")
    output = asyncio.run(wrong.get("/publicAPI/v1/timeseries/data/NONE")).json()
    assert output["status"] == "REQUEST_NOT_PROCESSED"


def test_a_fault_of_tmdb_spares_the_bls() -> None:
    arrival = Arrival("bls", "/publicAPI/v1/timeseries/data/CUUR0000SA0", 1, 1)
    hits = [fault.hits(arrival, "0") for fault in parse_faults("tmdb.500,omdb.500,bls.500,500")]
    assert hits == [False, False, True, True]


def built(folder: Path, data: list[dict], last_month: str) -> tuple[Path, Path]:
    raw, shipped, out = folder / "raw.jsonl", folder / "shipped.csv", (folder / "annual.csv", folder / "recent.csv")
    write_jsonl(raw, [orjson.dumps({"body": body(data)})] if data else [])
    shipped.write_text(SHIPPED)
    build_prices(raw, shipped, last_month, *out)
    return out


def test_a_complete_year_is_added_to_the_annual_averages(tmp_path: Path) -> None:
    data = figures(*(str(300 + n) for n in range(13)))
    annual, recent = built(tmp_path, [{"year": "2024", "period": "M13", "value": "1"}, *data], "2025-01")
    assert annual.read_text() == SHIPPED + "2024,305.5\n"
    assert recent.read_text().splitlines()[-2:] == ["2025-01-16,305.5", "2025-02-16,306.5"]
    annual, _ = built(tmp_path, data, "2024-11")
    assert annual.read_text() == SHIPPED


def test_one_month_may_be_missing_and_no_more(tmp_path: Path) -> None:
    one = figures(*["100"] * 9, "-", *["100"] * 2)
    assert built(tmp_path, one, "2025-01")[0].read_text() == SHIPPED + "2024,100.0\n"
    two = figures(*["100"] * 8, "-", "-", *["100"] * 2)
    assert built(tmp_path, two, "2025-01")[0].read_text() == SHIPPED


def test_without_any_answer_the_shipped_table_stands(tmp_path: Path) -> None:
    annual, recent = built(tmp_path, [], "2025-01")
    assert (annual.read_text(), recent.read_text()) == (SHIPPED, "known_from,cpi_u\n")
    prices = deflators(2020, read_cpi(annual), read_recent(recent))
    assert prices == deflators(2020, read_cpi(annual))


@pytest.mark.parametrize(
    ("day", "last"),
    [("2026-06-15", "2026-04"), ("2026-06-16", "2026-05"), ("2026-01-15", "2025-11"), ("2026-01-16", "2025-12")],
)
def test_a_month_is_known_fifteen_days_after_its_end(day: str, last: str) -> None:
    assert last_published(date.fromisoformat(day)) == last
    assert known_from(*map(int, last.split("-"))) <= date.fromisoformat(day)


def test_a_cut_off_knows_the_twelve_months_published_by_then(tmp_path: Path) -> None:
    annual, recent = built(tmp_path, figures(*(str(300 + n) for n in range(14))), "2025-02")
    prices = deflators(2020, read_cpi(annual), read_recent(recent))

    def level_on(day: str) -> float:
        known = zip(prices.known_from, prices.factors, strict=True)
        return round(258.811 / [factor for start, factor in known if start <= date.fromisoformat(day)][-1], 3)

    assert level_on("2024-12-31") == 304.702  # the shipped year
    assert level_on("2025-01-16") == level_on("2025-02-01") == level_on("2025-02-15") == 305.5
    assert level_on("2025-02-16") == 306.5
    assert level_on("2025-03-15") == 306.5
    assert level_on("2025-03-16") == level_on("2030-01-01") == 307.5
