"""Pages of The Numbers, simulated ones, fetched over real TCP from a server of these tests: when, how often, which."""

from dataclasses import replace
from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest

from ayne.collection.purge import purge
from ayne.core.config import load_settings
from ayne.core.config_sources import NumbersFetch
from ayne.core.errors import CollectError, ConfigError
from ayne.http_client.response import KeyRefusedError, QuotaReachedError
from ayne.sources.numbers.movies import MoviePage
from ayne.sources.numbers.pages import BASE_URL, connection_of
from ayne.tables.imports import parse_import
from fixtures.numbers_site import REMAKE, SALT, TIDE, Site, Study, page

ROOT = Path(__file__).resolve().parents[3]


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
    newest = MoviePage(4, ("Nine",), date(2012, 1, 1), votes=500)
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
    movies = [MoviePage(n, (f"Tale {n}",), date(2010, 1, 1)) for n in range(10)]
    study.site.gives("/movie/Tale-9", page("Tale 9 (2010)"))
    study.run(*movies)
    assert "had the movie's page" not in caplog.text
    study.run(*(replace(movie, titles=(f"Story {movie.tmdb_id}",)) for movie in movies))
    assert "none of 20 addresses had the movie's page" in caplog.text
