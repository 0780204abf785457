"""`ayne fetch-pages`, as a person starts it, and what `ayne status` says of the pages."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

import ayne
from ayne.cli import app
from ayne.core.config import load_settings
from ayne.core.files import write_json, write_jsonl
from ayne.sources.numbers.movies import MoviePage
from fixtures.numbers_site import SEARCH, Site, Study, page


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
    assert "imports.numbers_fetch.enabled: false, so nothing is requested; set it to true only if" in done.stderr
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
    there, missed = (MoviePage(n, (f"Tale {n}",), date(2010, 7, 16), votes=1) for n in (0, 1))
    site.gives("/movie/Tale-1-(2010)", SEARCH)
    study = Study(tmp_path / "data", site)
    site.now = study.fake.now
    study.run(there, missed)
    options = ["status", *command.options()[1:]]
    message = CliRunner().invoke(app, options).stdout
    assert "numbers: 1 of 3 movies have a page, 1 have none at The Numbers. 1 to ask about: 2 requests" in message
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
    _, message = process.communicate(timeout=60)
    assert process.returncode == (130 if how is signal.SIGINT else -9), message
    assert "Traceback" not in message
    if how is signal.SIGINT:
        assert "interrupted; run the same command again to go on" in message
        assert len(command.files) == 3
    assert len(site.asked()) == 4
    site.goes_on.set()
    site.hold_from(1_000_000)
    again = command.start()
    _, message = again.communicate(timeout=60)
    assert again.returncode == 0, message
    assert "12 in " in message
    assert len(site.asked()) == 12 - 3  # the one under way is asked for once more
    assert len(command.files) == 12


def test_a_study_whose_pages_are_not_fetched_yet_imports_none(tmp_path: Path) -> None:
    imports = {"numbers_pages": str(tmp_path / "pages"), "numbers_fetch": {"enabled": True}}
    assert load_settings({"imports": imports}).imports.files("numbers_pages") == []
