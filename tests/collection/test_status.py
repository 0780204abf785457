"""What `ayne status` says, from the states that collections left."""

from datetime import date
from pathlib import Path

import orjson
import pytest
from rich.console import Console
from typer.testing import CliRunner

from ayne.cli import app
from ayne.cli.status_command import table_of
from ayne.collection.connect import quota_path
from ayne.collection.state import ShardState, state_path
from ayne.collection.status import (
    SourceStatus,
    YearStatus,
    collection_status,
    n_days,
    n_pages_due,
    year_status,
)
from ayne.core.config import load_settings
from ayne.core.files import write_json, write_jsonl
from ayne.http_client.quota import RequestQuota, utc_today

DONE = ShardState(
    origin="archive",
    as_of="2026-06-30",
    wanted=45,
    have=40,
    tombstoned=3,
    pending=2,
    failed=1,
    failures={"603": "HTTP 500: ''"},
    frozen=30,
    oldest="2026-01-05",
    due={"2026-07-05": 4, "2026-09-28": 9},
    list_due="2026-07-05",
)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    DONE.write(state_path(tmp_path / "data" / "journal", "tmdb", 1999))
    return tmp_path / "data" / "journal"


def write_archive(folder: Path) -> None:
    write_jsonl(folder / "tmdb" / "movies.jsonl.gz", [b"{}"])


def test_a_year_is_summed_up_as_of_the_snapshot(journal: Path) -> None:
    before = year_status(journal, "tmdb", 1999, "archive", "2026-07-04")
    after = year_status(journal, "tmdb", 1999, "archive", "2026-07-05")
    assert (before.have, before.pending, before.frozen, before.oldest) == (40, 2, 30, "2026-01-05")
    assert (before.due, before.requests) == (0, 2)
    assert (after.due, after.requests) == (4, 2 + 4 + 3)  # 45 movies are three pages of the list


def test_a_movie_without_an_answer_is_named_with_its_reason(journal: Path) -> None:
    write_archive(journal / "archive")
    config = {"catalogue": {"source": "archive", "archive": str(journal / "archive"), "first_year": 1999}}
    write_json(journal / "study.yaml", config | {"sources": {"omdb": None}})
    options = ["status", "--directory", str(journal.parents[1]), "--configfile", str(journal / "study.yaml")]
    shown = CliRunner().invoke(app, options)
    assert "tmdb: without an answer at the last attempt" in shown.stdout
    assert "  1999 603: HTTP 500: ''" in shown.stdout
    found = orjson.loads(CliRunner().invoke(app, [*options, "--json"]).stdout)
    year = found["sources"][0]["years"][0]
    assert (year["failed"], year["failures"]) == (1, {"603": "HTTP 500: ''"})
    assert year["wanted"] == year["have"] + year["tombstoned"] + year["pending"]


def test_a_source_not_asked_yet_wants_what_tmdb_has(journal: Path) -> None:
    assert year_status(journal, "omdb", 1999, "archive", "2026-06-30").requests == 40
    assert year_status(journal, "omdb", 2000, "archive", "2026-06-30").requests is None
    assert year_status(journal, "tmdb", 1999, "live", "2026-06-30").wanted is None


def test_a_list_that_is_not_due_costs_no_page() -> None:
    assert (n_pages_due(DONE, "2026-07-04"), n_pages_due(DONE, "2026-07-05")) == (0, 3)


@pytest.mark.parametrize(
    ("requests", "left", "per_day", "days"),
    [(0, 10, 1000, 0), (10, 10, 1000, 1), (11, 10, 1000, 2), (2500, 0, 1000, 4), (99, None, None, 1)],
)
def test_a_quota_spreads_requests_over_days(requests: int, left: int, per_day: int, days: int) -> None:
    assert n_days(requests, left, per_day) == days


def test_a_live_catalogue_has_a_quota_and_a_pace(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMDB_API_KEY", "k")
    monkeypatch.setenv("OMDB_API_KEY", "k")
    live = {"source": "live", "snapshot": "2026-07-05", "first_year": 1999, "last_year": 2000}
    sources = {"tmdb": {"requests_per_second": 40}, "omdb": {"requests_per_day": 30, "requests_per_second": 10}}
    settings = load_settings({"catalogue": live, "sources": sources, "evaluation": {"test_to": "2026-06-30"}})
    state = ShardState(**(vars(DONE) | {"origin": "live"}))
    state.write(state_path(journal, "tmdb", 1999))
    assert RequestQuota(quota_path(journal, "omdb"), 30, utc_today).take()
    tmdb, omdb = collection_status(settings, journal).sources
    assert (tmdb.requests, tmdb.unknown_years, tmdb.quota_left_today, tmdb.days) == (9, 1, None, 1)
    assert tmdb.seconds == pytest.approx(9 / 40, abs=0.05)
    assert (omdb.requests, omdb.quota_left_today, omdb.requests_today, omdb.days) == (40, 29, 1, 2)


def test_status_is_a_table_or_json(journal: Path) -> None:
    (journal / "study.yaml").write_text("catalogue: {first_year: 1999, last_year: 2000}\n")
    options = ["status", "--directory", str(journal.parents[1]), "--configfile", str(journal / "study.yaml")]
    shown = CliRunner().invoke(app, options)
    assert (shown.exit_code, "2 years not collected yet" in shown.stdout) == (0, True)
    assert "603" not in shown.stdout  # the state is of another catalogue
    found = orjson.loads(CliRunner().invoke(app, [*options, "--json"]).stdout)
    assert [source["source"] for source in found["sources"]] == ["tmdb", "omdb"]
    assert found["results"]["has_report"] is False
    assert date.fromisoformat(found["snapshot"])


def year(number: int, **counts: int | None) -> YearStatus:
    return YearStatus(number, **{"wanted": 250_000, "have": 250_000, "pending": 0, "requests": 0} | counts)


def shown(years: list[YearStatus], *, by_year: bool = False) -> list[str]:
    source = SourceStatus("tmdb", years, 0, 0, 0, None, None, None)
    console = Console(width=80)
    with console.capture() as captured:
        console.print(table_of(source, "tmdb", by_year=by_year))
    return [line.rstrip() for line in captured.get().splitlines()]


def test_complete_years_are_one_row_and_columns_without_a_count_are_left_out() -> None:
    years = [year(1999), year(2000), year(2001, pending=3, requests=3), year(2002)]
    assert shown(years) == [
        "tmdb",
        "years        wanted      have pending requests",
        "1999-2000   500,000   500,000       0        0",
        "2001        250,000   250,000       3        3",
        "2002        250,000   250,000       0        0",
        "all       1,000,000 1,000,000       3        3",
    ]
    assert shown(years[:2]) == ["tmdb", "years      wanted    have requests", "1999-2000 500,000 500,000        0"]
    assert len(shown(years[:2], by_year=True)) == 5


def test_every_column_and_whole_sums_fit_a_terminal_of_80_columns() -> None:
    full = {"failed": 111_111, "tombstoned": 111_111, "due": 111_111, "frozen": 111_111, "pending": 111_111}
    lines = shown([year(1999, requests=222_222, **full), year(2000, requests=222_222, **full)])
    assert lines[-1] == "all   500,000 500,000 222,222 222,222    222,222 222,222 222,222  444,444"


def test_years_that_nobody_asked_about_are_one_row() -> None:
    unknown = {"wanted": None, "have": 0, "pending": None, "requests": None}
    lines = shown([year(1999, **unknown), year(2000, **unknown), year(2001)])
    assert lines[2] == "1999-2000       ?       0        ?"
