"""Pages of The Numbers, invented ones, fetched over real TCP from a server of these tests: when, how often, which."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import orjson
import pytest
from typer.testing import CliRunner

import ayne
from ayne.cli import app
from ayne.collection.purge import purge
from ayne.collection.refresh_classes import Refresh
from ayne.core.config import load_settings
from ayne.core.config_sections import NumbersFetch
from ayne.core.errors import CollectError, ConfigError
from ayne.core.files import write_json, write_jsonl
from ayne.http_client.rate_limit import Clock
from ayne.http_client.response import ApiResponse, KeyRefusedError, Outcome, QuotaReachedError, UnansweredError
from ayne.sources.numbers.answers import classify
from ayne.sources.numbers.movies import Movie, read_movies
from ayne.sources.numbers.pages import BASE_URL, Fetch, connection_of
from ayne.sources.numbers.titles import is_about, slugs
from ayne.tables.imports import parse_import

ROOT = Path(__file__).resolve().parents[2]
TIDE = Movie(1, ("The Lighthouse at Low Tide",), date(2010, 7, 16), votes=500)
SALT = Movie(2, ("Salt & Sons",), date(2011, 3, 4), votes=900)
REMAKE = Movie(3, ("Salt & Sons",), date(1955, 3, 4), votes=20)
REFRESH = Refresh(((60, 5), (180, 30), (365, 90), (None, 180)))
SEARCH = "<html><body><h1>Search Results</h1><p>Nothing was found.</p></body></html>"
ALLOWED = "User-agent: *\nDisallow: /search\n"


def page(heading: str, gross: str = "$31,000,000") -> str:
    """A page of a movie, in the form of the real."""
    return (
        f'<!DOCTYPE html><html><body><h1 itemprop="name">{heading}</h1><table id="movie_finances"><tr>'
        f'<td><b>Worldwide Box Office</b></td><td class="data">{gross}</td></tr></table></body></html>'
    )


class Site:
    """Answers by path, with the next of its answers and the last one for ever: (status, headers, body)."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, dict[str, str], str]]] = {}
        self.paths: list[str] = []
        self.times: list[float] = []
        self.headers: list[dict[str, str]] = []
        self.now, self.n_connections = time.monotonic, 0
        self.holds_from, self.is_held, self.goes_on = 1_000_000, threading.Event(), threading.Event()
        self.gives("/robots.txt", ALLOWED)

    def gives(self, path: str, *bodies: str | bytes, status: int = 200, **headers: str) -> None:
        self.answers[path] = [(status, headers, body) for body in bodies]

    def hold_from(self, number: int) -> None:
        """Leave this request, and those after it, without an answer until `goes_on` is set."""
        self.holds_from = number

    def asked(self) -> list[str]:
        """What was asked since this was asked last, robots.txt apart."""
        asked, self.paths = self.paths, []
        return [path.removeprefix("/movie/") for path in asked if path != "/robots.txt"]

    def handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                site.n_connections += 1
                super().setup()

            def do_GET(self) -> None:
                site.times.append(site.now())
                site.paths.append(self.path)
                site.headers.append({name.lower(): value for name, value in self.headers.items()})
                if len(site.paths) >= site.holds_from:
                    site.is_held.set()
                    site.goes_on.wait(60)
                    self.close_connection = True
                    return
                answers = site.answers.get(self.path, [(200, {}, SEARCH)])
                status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
                self.send_response(status)
                content = body if isinstance(body, bytes) else body.encode()
                for name, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with ThreadingHTTPServer(("127.0.0.1", 0), site.handler()) as server:
        site.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@dataclass
class FakeTime:
    """Seconds that pass only while someone waits."""

    seconds: float = 1000.0

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


@dataclass
class Study:
    """Fetches pages for a few movies as of any day, in a time of its own that passes only while it waits."""

    folder: Path
    site: Site
    fake: FakeTime = field(default_factory=FakeTime)

    def run(self, *movies: Movie, as_of: str = "2026-06-30", pages_per_run: int = 500, **changes) -> None:
        self.fetch(*movies, as_of=as_of, pages_per_run=pages_per_run, **changes).run(self.folder / "pages")

    def fetch(self, *movies: Movie, as_of: str = "2026-06-30", pages_per_run: int = 500, **changes) -> Fetch:
        made = connection_of(NumbersFetch(contact="me@example.org"), as_of, 5, self.journal_dir, self.site.url)
        connection = replace(made, clock=Clock(self.fake.now, self.fake.sleep), **changes)
        return Fetch(list(movies), self.journal_dir, connection, REFRESH, pages_per_run)

    @property
    def journal_dir(self) -> Path:
        return self.folder / "journal"

    @property
    def kept(self) -> list[dict]:
        lines = (self.journal_dir / "numbers" / "pages" / "pages.jsonl").read_bytes().splitlines()
        return [orjson.loads(line) for line in lines]

    @property
    def files(self) -> dict[str, str]:
        return {path.name: path.read_text() for path in (self.folder / "pages").glob("*")}


@pytest.fixture
def study(site: Site, tmp_path: Path) -> Study:
    study = Study(tmp_path, site)
    site.now = study.fake.now
    return study


def test_a_page_is_kept_once_its_heading_is_the_movie_s_and_then_imported(study: Study, tmp_path: Path) -> None:
    study.site.gives("/movie/Lighthouse-at-Low-Tide-The-(2010)", page("The Lighthouse at Low Tide (2010)"))
    study.run(TIDE)
    assert study.files == {"ayne-Lighthouse-at-Low-Tide-The-(2010).html": page("The Lighthouse at Low Tide (2010)")}
    assert study.site.paths == ["/robots.txt", "/movie/Lighthouse-at-Low-Tide-The-(2010)"]
    assert study.site.headers[1]["user-agent"].startswith("ayne/")
    assert "me@example.org" in study.site.headers[1]["user-agent"]
    assert not {"cookie", "authorization"} & study.site.headers[1].keys()
    [row] = imported(list((tmp_path / "pages").glob("*")), tmp_path)
    assert row == ("The Lighthouse at Low Tide (2010)", 2010, 31_000_000, "ayne-Lighthouse-at-Low-Tide-The-(2010).html")


def test_a_page_is_kept_in_the_charset_that_it_declares(study: Study, tmp_path: Path) -> None:
    movie = replace(TIDE, titles=("Le Phare à marée basse",))
    html = page("Le Phare à marée basse (2010)").replace("<html>", "<html><meta charset=iso-8859-1>")
    study.site.gives("/movie/Le-Phare-a-maree-basse-(2010)", html.encode("cp1252"))
    study.run(movie)
    [row] = imported(list((tmp_path / "pages").glob("*")), tmp_path)
    assert row[0] == "Le Phare à marée basse (2010)"
    study.run(movie)
    assert study.files == {"ayne-Le-Phare-a-maree-basse-(2010).html": f"\ufeff{html}"}


def test_a_page_in_another_charset_than_it_declares_is_none(study: Study) -> None:
    study.site.gives("/movie/Lighthouse-at-Low-Tide-The-(2010)", page("Café (2010)").encode("cp1252"))
    study.run(TIDE)
    assert study.files == {}
    assert study.kept[0]["body"]["missed"].startswith("not in its charset: 'utf-8' codec can't decode byte")


def imported(files: list[Path], folder: Path) -> list[tuple]:
    out = folder / "pages.parquet"
    sql, dictionary = "scripts/ayne/sql/imports/numbers_page.sql", "config/tables/numbers_pages.yaml"
    parse_import(files, "numbers_page", ROOT / sql, ROOT / dictionary, out, folder / "rejected.parquet")
    with duckdb.connect() as session:
        columns = "record_id, release_year, worldwide_gross_usd, file"
        return session.execute(f"SELECT {columns} FROM read_parquet('{out}')").fetchall()


def test_a_wrong_page_is_not_kept_and_its_address_not_asked_again_until_it_is_due(study: Study) -> None:
    study.site.gives("/movie/Lighthouse-at-Low-Tide-The", page("The Lighthouse at Low Tide (1957)"))
    study.run(TIDE)
    assert study.site.asked() == ["Lighthouse-at-Low-Tide-The-(2010)", "Lighthouse-at-Low-Tide-The"]
    assert study.files == {}
    missed = [record["body"]["missed"] for record in study.kept]
    assert missed == ["its heading is 'Search Results'", "its heading is 'The Lighthouse at Low Tide (1957)'"]
    study.run(TIDE, as_of="2026-12-26")  # 179 days
    assert (study.site.asked(), len(study.site.times)) == ([], 3)
    study.site.gives("/movie/Lighthouse-at-Low-Tide-The", page("The Lighthouse at Low Tide (2010)"))
    study.run(TIDE, as_of="2026-12-27")
    assert len(study.site.asked()) == 2
    assert list(study.files) == ["ayne-Lighthouse-at-Low-Tide-The.html"]


def test_two_movies_of_one_title_have_the_page_of_their_year(study: Study) -> None:
    study.site.gives("/movie/Salt-and-Sons", page("Salt and Sons (1955)"))
    study.site.gives("/movie/Salt-and-Sons-(2011)", page("Salt &amp; Sons (2012)"))
    study.run(SALT, REMAKE)
    assert study.site.asked() == ["Salt-and-Sons-(2011)", "Salt-and-Sons-(1955)", "Salt-and-Sons"]
    assert sorted(study.files) == ["ayne-Salt-and-Sons-(2011).html", "ayne-Salt-and-Sons.html"]


def test_the_server_sees_one_connection_and_six_seconds_between_requests_of_one_and_of_two_runs(study: Study) -> None:
    started = study.fake.seconds
    study.run(TIDE)
    study.run(SALT)
    gaps = [after - before for before, after in zip([started, *study.site.times], study.site.times, strict=False)]
    assert len(gaps) == 6
    assert min(gaps) >= 6
    assert max(gaps) < 13  # from robots.txt to the first page is twice as long
    study.site.n_connections = 0
    study.run(REMAKE)
    assert study.site.n_connections == 2  # one after the other: robots.txt, pages


def test_no_setting_lowers_the_six_seconds(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"imports\.numbers_fetch\.seconds_between.*: 5 is wrong; .*equal to 6"):
        load_settings({"imports": {"numbers_fetch": {"seconds_between": 5}}})
    hasty = NumbersFetch.model_construct(seconds_between=0.1, contact=None)
    assert connection_of(hasty, "2026-06-30", 5, tmp_path, BASE_URL).requests_per_second == 1 / 6
    assert BASE_URL == "https://www.the-numbers.com"
    assert "base_url" not in NumbersFetch.model_fields


def test_a_pause_that_robots_txt_asks_for_is_kept(study: Study) -> None:
    study.site.gives("/robots.txt", "User-agent: *\nCrawl-delay: 60\n")
    study.run(TIDE)
    assert study.site.times[2] - study.site.times[1] >= 60


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /movie/",
        "User-agent: AYNE\nDisallow: /movie/* # pages\n",
        "User-agent: *\nDisallow: *",
        "User-agent: *\nAllow: /\n\nDisallow: /movie",
        "\ufeffUser-agent: a\nUser-agent: *\nDisallow: /x\nUser-agent: b\nDisallow:\nUser-agent: *\nDisallow: /movie/",
        "Sitemap: https://x/y\nUser-agent: *\nDisallow: /\nAllow: /movies",
    ],
)
def test_what_robots_txt_disallows_is_not_asked(study: Study, rules: str) -> None:
    study.site.gives("/robots.txt", rules)
    with pytest.raises(CollectError, match=r"robots\.txt disallows .*/movie/Lighthouse.*nothing was asked"):
        study.run(TIDE)
    assert study.site.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    "rules", ["User-agent: *\nDisallow: /\nAllow: /movie/", "User-agent: *\nDisallow:", "<html>not found</html>"]
)
def test_what_robots_txt_allows_is_asked(study: Study, rules: str) -> None:
    study.site.gives("/robots.txt", rules)
    study.run(TIDE)
    assert len(study.site.asked()) == 2


def test_a_site_without_robots_txt_allows_all_and_a_forbidden_one_nothing(study: Study) -> None:
    study.site.gives("/robots.txt", "", status=403)
    with pytest.raises(KeyRefusedError, match="turned away"):
        study.run(TIDE)
    assert study.site.asked() == []
    study.site.gives("/robots.txt", "gone", status=404)
    study.run(TIDE)
    assert len(study.site.asked()) == 2
    study.site.gives("/robots.txt", "", status=500)
    with pytest.raises(UnansweredError, match=r"robots\.txt: HTTP 500"):
        study.run(SALT)
    assert study.site.asked() == []


def test_a_redirect_to_another_host_ends_the_run_and_one_on_the_same_is_a_miss(study: Study) -> None:
    elsewhere = Site()
    with ThreadingHTTPServer(("127.0.0.1", 0), elsewhere.handler()) as other:
        there = f"http://localhost:{other.server_address[1]}/movie/Salt-and-Sons-(2011)"
        study.site.gives("/movie/Salt-and-Sons-(2011)", "", status=302, Location=there)
        with pytest.raises(KeyRefusedError, match=rf"HTTP 302 to {there[:22]}.*nothing more is asked"):
            study.run(SALT, TIDE)
    assert elsewhere.paths == []
    assert study.site.asked() == ["Salt-and-Sons-(2011)"]
    study.site.gives("/movie/Salt-and-Sons-(2011)", "", status=301, Location="/movie/Salt")
    study.run(SALT)
    assert study.site.asked() == ["Salt-and-Sons-(2011)", "Salt-and-Sons"]
    assert study.kept[0]["body"] == {"missed": "HTTP 301 to /movie/Salt"}


def test_403_ends_the_run_at_once_and_keeps_what_was_fetched(study: Study) -> None:
    study.site.gives("/movie/Salt-and-Sons-(2011)", page("Salt & Sons (2011)"))
    study.site.gives("/movie/Lighthouse-at-Low-Tide-The-(2010)", "no robots", status=403)
    with pytest.raises(KeyRefusedError, match=r"turned away \(HTTP 403: 'no robots'\); .*what was fetched is kept"):
        study.run(SALT, TIDE, REMAKE)
    assert study.site.asked() == ["Salt-and-Sons-(2011)", "Lighthouse-at-Low-Tide-The-(2010)"]
    assert list(study.files) == ["ayne-Salt-and-Sons-(2011).html"]


def test_429_waits_as_long_as_it_says_and_503_too(study: Study) -> None:
    path = "/movie/Salt-and-Sons-(2011)"
    study.site.answers[path] = [
        (429, {"Retry_After": "120"}, ""), (503, {"Retry_After": "300"}, ""), (200, {}, page("Salt & Sons (2011)"))
    ]  # fmt: skip
    study.run(SALT)
    first, second, third = study.site.times[1:]
    assert (second - first >= 120, third - second >= 300) == (True, True)
    assert len(study.files) == 1


def test_a_wait_of_hours_ends_the_run(study: Study) -> None:
    study.site.gives("/movie/Salt-and-Sons-(2011)", "", status=429, Retry_After="7200")
    with pytest.raises(QuotaReachedError, match="asks to come back in 7200 s"):
        study.run(SALT)


def test_a_run_asks_for_so_many_pages_the_most_voted_first_and_the_next_run_for_the_rest(study: Study) -> None:
    newest = Movie(4, ("Nine",), date(2012, 1, 1), votes=500)
    for run in (
        ["Salt-and-Sons-(2011)", "Salt-and-Sons"],
        ["Nine-(2012)", "Nine"],
        ["Lighthouse-at-Low-Tide-The-(2010)", "Lighthouse-at-Low-Tide-The"],
        [],
    ):
        study.run(TIDE, SALT, newest, pages_per_run=2)
        assert study.site.asked() == run


def test_a_kept_page_is_asked_for_again_when_it_is_due_and_each_version_kept(study: Study) -> None:
    path, heading = "/movie/Salt-and-Sons", "Salt & Sons (2011)"
    study.site.gives(path, page(heading), page(heading, "$32,000,000"))
    study.run(SALT, as_of="2026-06-30")
    study.site.asked()
    study.run(SALT, as_of="2026-12-26")
    assert study.site.asked() == []
    study.run(SALT, as_of="2026-12-27")
    assert study.site.asked() == ["Salt-and-Sons"]  # not the address that had none
    assert study.files == {"ayne-Salt-and-Sons.html": page(heading, "$32,000,000")}
    assert [record["body"].get("values") for record in study.kept[1:]] == [
        {"Worldwide Box Office": "$31,000,000"}, {"Worldwide Box Office": "$32,000,000"},
    ]  # fmt: skip
    study.run(SALT, as_of="2026-06-30")
    assert study.files == {"ayne-Salt-and-Sons.html": page(heading)}
    assert study.site.asked() == []


def test_a_page_that_stays_the_same_three_times_is_left_alone(study: Study) -> None:
    heading = "Salt & Sons (2011)"
    bodies = (page(heading).replace("<html>", f"<html><!-- {n} -->") for n in range(9))
    study.site.gives("/movie/Salt-and-Sons-(2011)", *bodies)
    for year in range(2026, 2032):
        study.run(SALT, as_of=f"{year}-06-30")
    assert len(study.site.asked()) == 4


def test_files_of_the_user_s_stay_and_a_purged_page_goes(study: Study) -> None:
    study.site.gives("/movie/Salt-and-Sons-(2011)", page("Salt & Sons (2011)"))
    (study.folder / "pages").mkdir()
    (study.folder / "pages" / "Salt & Sons.html").write_text("by hand")
    study.run(SALT)
    before = {path: path.stat().st_mtime_ns for path in (study.folder / "pages").iterdir()}
    study.run(SALT)
    assert {path: path.stat().st_mtime_ns for path in (study.folder / "pages").iterdir()} == before
    purge(study.journal_dir, "numbers", 0, is_done=True, today=date(2100, 1, 1))
    study.site.gives("/robots.txt", "User-agent: *\nDisallow: /")
    with pytest.raises(CollectError, match="disallows"):
        study.run(SALT)
    assert study.files == {"Salt & Sons.html": "by hand"}


def test_a_run_that_finds_nothing_at_all_warns_that_the_site_may_have_changed(study: Study, caplog) -> None:
    movies = [Movie(n, (f"Tale {n}",), date(2010, 1, 1)) for n in range(10)]
    study.site.gives("/movie/Tale-9", page("Tale 9 (2010)"))
    study.run(*movies)
    assert "had the movie's page" not in caplog.text
    study.run(*(replace(movie, titles=(f"Story {movie.tmdb_id}",)) for movie in movies))
    assert "none of 20 addresses had the movie's page" in caplog.text


MEANINGS = [
    (200, page("Salt & Sons (2011)"), Outcome.OK),
    (200, page("Salt & Sons (2011)")[:-9], Outcome.RETRY),  # cut off
    (200, "<html><h1>Salt & Sons (2011)</h1></html>", Outcome.TOMBSTONE),
    (200, SEARCH, Outcome.TOMBSTONE),
    (404, "", Outcome.TOMBSTONE),
    (401, "", Outcome.UNAUTHORIZED),
    (451, "", Outcome.UNAUTHORIZED),
    (408, "", Outcome.RETRY),
    (520, "", Outcome.RETRY),
]


@pytest.mark.parametrize(("status", "text", "expected"), MEANINGS)
def test_every_answer_has_one_meaning(status: int, text: str, expected: Outcome) -> None:
    answer = ApiResponse(f"{BASE_URL}/movie/Salt-and-Sons", status, text.encode())
    assert classify(answer, lambda _, heading: SALT.has_heading(heading)) is expected


SLUGS = [
    ("The Brutalist", 2024, "Brutalist-The"),
    ("A Quiet Place", 2018, "Quiet-Place-A"),
    ("Spider-Man: No Way Home", 2021, "Spider-Man-No-Way-Home"),
    ("Harry Potter and the Sorcerer\u2019s Stone", 2001, "Harry-Potter-and-the-Sorcerers-Stone"),
    ("Pokémon 3 & Friends", 2001, "Pokemon-3-and-Friends"),
    ("../../etc/passwd?x=1#y", 2001, "etc-passwd-x-1-y"),
    ("The", 2001, "The"),
]


@pytest.mark.parametrize(("title", "year", "slug"), SLUGS)
def test_an_address_is_made_of_the_title(title: str, year: int, slug: str) -> None:
    assert slugs(title, year) == [f"{slug}-({year})", slug]


def test_a_title_without_a_latin_letter_or_too_long_has_no_address() -> None:
    assert slugs("千と千尋の神隠し", 2001) == slugs("x" * 300, 2001) == []


HEADINGS = [
    ("Brutalist, The (2024)", True),
    ("THE BRUTALIST (2025)", True),
    ("The Brutalist (2026)", False),
    ("The Brutalist", False),
    ("The Brutalists (2024)", False),
    ("L'Éclair & moi (2024)", True),
    ("… (2024)", False),
    ("기생충 (The Brutalist) (2024)", True),
    ("The Brutalist (기생충) (2024)", True),
    ("기생충 (The Brutalists) (2024)", False),
]


@pytest.mark.parametrize(("heading", "expected"), HEADINGS)
def test_a_heading_is_the_movie_s_by_title_and_year(heading: str, expected: bool) -> None:
    assert is_about(heading, ("The Brutalist", "L\u2019eclair and Moi", "…"), 2024) is expected


def test_movies_come_from_tmdb_s_raw_files(tmp_path: Path) -> None:
    bodies = [
        {"id": 1, "title": "Out", "original_title": "Dehors", "release_date": "2026-06-30", "vote_count": 7},
        {"id": 2, "title": "Undated", "release_date": ""},
        {"id": 3, "title": "To come", "release_date": "2026-07-01"},
    ]
    write_jsonl(tmp_path / "2026.jsonl.gz", [orjson.dumps({"body": body}) for body in bodies])
    assert read_movies(tmp_path, range(2020, 2027), date(2026, 6, 30)) == [
        Movie(1, ("Out", "Dehors"), date(2026, 6, 30), 7)
    ]
    with pytest.raises(CollectError.__base__, match="they are collected by: uv run snakemake"):
        read_movies(tmp_path, range(2000, 2001), date(2026, 6, 30))


class Command:
    """`ayne fetch-pages` in a study of a few collected movies."""

    def __init__(self, folder: Path, site: Site, n_movies: int) -> None:
        self.folder, self.site = folder, site
        write_jsonl(folder / "archive" / "tmdb" / "movies.jsonl.gz", [b"{}"])
        bodies = (
            {"id": n, "title": f"Tale {n}", "release_date": "2010-01-01", "vote_count": n} for n in range(n_movies)
        )
        raw = folder / "data" / "raw" / "tmdb" / "movies" / "2010.jsonl.gz"
        write_jsonl(raw, [orjson.dumps({"body": body}) for body in bodies])
        for n in range(n_movies):
            site.gives(f"/movie/Tale-{n}-(2010)", page(f"Tale {n} (2010)"))
        self.says(enabled=True)

    def says(self, **numbers_fetch) -> None:
        catalogue = {"source": "archive", "archive": str(self.folder / "archive")}
        imports = {"numbers_fetch": numbers_fetch, "numbers_pages": str(self.folder / "pages")}
        if not numbers_fetch.get("enabled"):
            imports.pop("numbers_pages")
        write_json(self.folder / "study.yaml", {"catalogue": catalogue, "imports": imports})

    def options(self, *more: str) -> list[str]:
        return ["fetch-pages", "-d", str(self.folder), "--configfile", str(self.folder / "study.yaml"), *more]

    def start(self) -> subprocess.Popen[str]:
        command = [sys.executable, Path(__file__).with_name("fetch_pages_alone.py"), self.site.url, *self.options()]
        known = os.environ | {"PYTHONPATH": str(Path(ayne.__file__).parents[1])}
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=known)

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "pages").glob("*"))


def test_it_is_off_and_says_which_setting_allows_it(site: Site, tmp_path: Path, caplog, monkeypatch) -> None:
    monkeypatch.setattr("ayne.sources.numbers.pages.BASE_URL", site.url)
    command = Command(tmp_path, site, 2)
    command.says()
    done = CliRunner().invoke(app, command.options())
    assert done.exit_code == 1
    assert "imports.numbers_fetch.enabled: false, so that nothing is asked; set it to true only if" in done.stderr
    assert site.paths == []
    assert load_settings().imports.numbers_fetch.enabled is False


def test_a_dry_run_says_how_many_requests_and_hours_and_asks_nothing(site: Site, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("ayne.sources.numbers.pages.BASE_URL", site.url)
    command = Command(tmp_path, site, 1000)
    done = CliRunner().invoke(app, command.options("--dry-run"))
    assert done.exit_code == 0
    assert (
        "0 of 1,000 movies have a page, 0 have none at The Numbers. "
        "1,000 to ask about: 2,000 requests at most, one every 6.1 s, 3.4 hours" in done.stdout
    )
    assert "The next run sends up to 500, 0.9 hours; 0 were sent today" in done.stdout
    assert site.paths == []


def test_status_says_how_many_pages_are_there_missed_and_to_be_asked_for(
    site: Site, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("ayne.sources.numbers.pages.BASE_URL", site.url)
    command = Command(tmp_path, site, 3)
    there, missed = (Movie(n, (f"Tale {n}",), date(2010, 7, 16), votes=1) for n in (0, 1))
    site.gives("/movie/Tale-1-(2010)", SEARCH)
    study = Study(tmp_path / "data", site)
    site.now = study.fake.now
    study.run(there, missed)
    options = ["status", *command.options()[1:]]
    said = CliRunner().invoke(app, options).stdout
    assert "numbers: 1 of 3 movies have a page, 1 have none at The Numbers. 1 to ask about: 2 requests" in said
    pages = orjson.loads(CliRunner().invoke(app, [*options, "--json"]).stdout)["numbers_pages"]
    assert (pages["movies"], pages["pages"], pages["missed"], pages["due"]) == (3, 1, 1, 1)
    (tmp_path / "data" / "raw").rename(tmp_path / "data" / "none_collected")
    assert "numbers:" not in CliRunner().invoke(app, options).stdout
    (tmp_path / "data" / "none_collected").rename(tmp_path / "data" / "raw")
    command.says(enabled=False)
    assert "numbers:" not in CliRunner().invoke(app, options).stdout


def test_invented_movies_have_no_pages(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["fetch-pages", "--dry-run", "-d", str(tmp_path)])
    assert (done.exit_code, "catalogue.source: simulated" in done.stderr) == (1, True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_what_was_interrupted_goes_on_and_nothing_is_asked_twice(
    site: Site, tmp_path: Path, how: signal.Signals
) -> None:
    command = Command(tmp_path, site, 12)
    site.hold_from(5)  # robots.txt and three pages are answered
    process = command.start()
    assert site.is_held.wait(60)
    process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == (130 if how is signal.SIGINT else -9), said
    assert "Traceback" not in said
    if how is signal.SIGINT:
        assert "interrupted; run the same command again to go on" in said
        assert len(command.files) == 3
    assert len(site.asked()) == 4
    site.goes_on.set()
    site.hold_from(1_000_000)
    again = command.start()
    _, said = again.communicate(timeout=60)
    assert again.returncode == 0, said
    assert "12 in " in said
    assert len(site.asked()) == 12 - 3  # the one under way is asked for once more
    assert len(command.files) == 12


def test_a_study_whose_pages_are_not_fetched_yet_imports_none(tmp_path: Path) -> None:
    imports = {"numbers_pages": str(tmp_path / "pages"), "numbers_fetch": {"enabled": True}}
    assert load_settings({"imports": imports}).imports.files("numbers_pages") == []
