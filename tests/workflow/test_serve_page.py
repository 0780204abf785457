"""The page in a real browser: a film described, changed, compared, shared and downloaded."""

import csv
import shutil
from urllib.parse import quote

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def director(client):
    """Whoever has directed most movies of this small world."""
    return client.get("/api/v1/people", params={"name": "a", "role": "director", "limit": 1}).json()["people"][0]


@pytest.fixture
def opened(browser, client):
    """Open a path at a width in a scheme; what it says on the console or asks of other hosts fails the test."""
    contexts, heard = [], []
    root = str(client.base_url).rstrip("/")

    def opened(path, width=1400, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.set_default_timeout(120_000)  # a busy machine is slow
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.append(request.url) if not request.url.startswith(root) else None)
        page.goto(root + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert heard == []


def follow(link):
    """Click what leads to another page, and wait until that page is there: a click alone returns before it."""
    with link.page.expect_navigation():
        link.click()


def film(director, **changed):
    pairs = {"title": "The Owl & <b>", "release_date": "2023-05-12", "budget_usd": "30M", "genres": "Horror",
             "directors": director["name"], "cast": "Nobody Yet"} | changed  # fmt: skip
    return "/?" + "&".join(f"{key}={value.replace('&', '%26').replace(' ', '+')}" for key, value in pairs.items())


def test_a_film_is_described_with_a_name_completed_and_forecast(opened, director):
    page = opened("/")
    page.get_by_label("Title").fill("The Owl")
    page.get_by_label("Release date", exact=True).fill("2023-05-12")
    page.get_by_role("textbox", name="Budget").fill("$30 million")
    first, _, last = director["name"].partition(" ")
    page.get_by_label("Directors").press_sequentially((last or first)[:4])
    option = page.locator(f'#directors-names option[value="{director["name"]}"]')
    option.wait_for(state="attached")
    assert f"{director['movies_directed']} films" in option.get_attribute("label")
    page.get_by_label("Directors").fill(director["name"])
    page.get_by_label("Cast").fill("Nobody Yet")
    page.get_by_label("Horror").check()
    follow(page.get_by_role("button", name="Forecast"))
    assert page.locator("h1").inner_text().startswith("The Owl is forecast to gross $")
    assert page.locator(".reasons li").count() == 5
    assert page.locator(".facts").inner_text() == f"12 May 2023 · $30M · Horror · {director['name']} · Nobody Yet"
    assert page.locator(".tag.new").inner_text() == "new: not in the database"
    assert "actor Nobody Yet: not in the database" in page.locator(".warnings").inner_text()
    assert page.get_by_text("Films like this one, with that changed.").count() == 1


def test_two_scenarios_are_compared_shared_and_downloaded(opened, director, tmp_path):
    page = opened(film(director))
    page.get_by_label("Change", exact=True).select_option("release_date")
    page.get_by_label("to", exact=True).fill("2023-01-13")
    follow(page.get_by_role("button", name="Show both side by side"))
    table = page.locator("#compared table")
    assert table.locator("thead th").all_inner_texts()[1:] == ["As planned", "13 January 2023"]
    assert table.locator("tr.differs td").all_inner_texts() == ["12 May 2023", "13 January 2023"]
    csv_of_both = page.get_by_role("link", name="Download as CSV").get_attribute("href")
    assert csv_of_both.count("keep=") == 2
    follow(page.get_by_role("link", name="Keep as a scenario"))
    shared = page.url
    fresh = opened("/" + shared.split("/", 3)[3])
    assert fresh.locator("#compared table").inner_text() == page.locator("#compared table").inner_text()
    with fresh.expect_download() as download:
        fresh.get_by_role("link", name="Download as CSV").click()
    download.value.save_as(tmp_path / "scenarios.csv")
    with (tmp_path / "scenarios.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    assert [row["release_date"] for row in rows] == ["2023-05-12", "2023-01-13"]
    assert all(float(row["predicted_usd"]) > 0 for row in rows)
    footer = fresh.locator("footer").inner_text()
    assert all(f"SHA-256 of its files: {row['model_files_sha256'][:12]}" in footer for row in rows)
    follow(fresh.get_by_role("link", name="Remove As planned"))
    assert fresh.locator("#compared thead th").count() == 2


def test_a_wrong_value_of_a_what_if_is_told_beside_it_and_leaves_the_film(opened, director):
    page = opened(film(director))
    headline = page.locator("h1").inner_text()
    for field, value, hint in [
        ("release_date", "soon", "The release date is 'soon'; write a day from 1913 to 2100, as 2027-05-14"),
        ("genres", "Dramma", "The film is left as it was: Dramma is unknown; did you mean Drama?"),
    ]:
        page.get_by_label("Change", exact=True).select_option(field)
        page.get_by_label("to", exact=True).fill(value)
        follow(page.get_by_role("button", name="Show both side by side"))
        assert hint in page.locator("#swap-hint").inner_text()
        assert page.get_by_label("to", exact=True).input_value() == value
        assert page.get_by_label("Change", exact=True).input_value() == field
        assert page.locator("h1").inner_text() == headline


def test_changing_the_budget_changes_the_forecast(opened, director):
    page = opened(film(director))
    before = page.locator(".tiles strong").first.inner_text()
    page.get_by_role("textbox", name="Budget").fill("90M")
    follow(page.get_by_role("button", name="Forecast"))
    assert page.locator(".tiles strong").first.inner_text() != before
    assert "budget" in page.locator("#budget-head").inner_text()


def test_nonsense_is_told_beside_its_field(opened):
    page = opened("/?title=A&release_date=soon&budget_usd=a+fortune&genres=Dramma")
    told = page.locator(".errors li").all_inner_texts()
    assert "The release date is 'soon'; write a day from 1913 to 2100, as 2027-05-14" in told
    assert any(line.startswith("The budget is 'a fortune'; write US dollars") for line in told)
    assert page.get_by_role("textbox", name="Budget").get_attribute("aria-invalid") == "true"
    assert page.get_by_role("textbox", name="Budget").input_value() == "a fortune"
    page = opened("/?title=A&release_date=2023-05-12&genres=Dramma")
    assert "did you mean Drama?" in page.locator(".errors").inner_text()


def test_what_a_user_writes_is_text_and_never_markup(opened):
    page = opened(
        "/?title=%3Cscript%3Ealert(1)%3C/script%3E%7B%7B7*7%7D%7D&release_date=2023-05-12&cast=%3Cimg+src=x%3E"
    )
    assert page.locator("h1").inner_text().startswith("<script>alert(1)</script>{{7*7}} is forecast")
    assert page.locator("main script, main img").count() == 0


def test_one_of_two_leads_is_swapped_and_which_does_better_is_said(opened, director):
    page = opened(film(director))
    page.get_by_label("Change", exact=True).select_option("cast")
    assert page.get_by_label("to", exact=True).input_value() == "Nobody Yet"
    page.get_by_label("to", exact=True).fill(f"{director['name']}; Nobody Yet")
    follow(page.get_by_role("button", name="Show both side by side"))
    assert "is forecast highest: $" in page.locator(".verdict").inner_text()
    assert page.locator("#compared tr.differs th").all_inner_texts() == ["Cast"]


def test_what_is_not_there_is_a_page_that_leads_on(browser, client):
    with browser.new_context() as context:
        page = context.new_page()
        assert page.goto(f"{client.base_url}/movies/99999999").status == 404
        assert page.locator("h1").inner_text() == "There is no movie 99999999."
        assert page.goto(f"{client.base_url}/film").status == 404
        assert page.locator("h1").inner_text() == "There is nothing at /film."
        follow(page.get_by_role("link", name="Describe a film"))
        assert page.get_by_role("button", name="Forecast").count() == 1


SHOWN = ["COMPARED", "MOVIE"]
OTHERS = [
    "/", "FILM", "LINEAGE", "/upcoming", "/movies?title=a", "/people?name=a", "/companies?name=a", "/about", "PERSON",
]  # fmt: skip


@pytest.mark.parametrize(
    ("width", "scheme", "paths"),
    [
        (390, "dark", SHOWN),
        pytest.param(390, "dark", OTHERS, marks=pytest.mark.slow),
        pytest.param(1400, "light", [*SHOWN, *OTHERS], marks=pytest.mark.slow),
    ],
)
def test_every_page_fits_and_axe_finds_nothing_serious(opened, client, director, width, scheme, paths):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    upcoming = client.get("/api/v1/upcoming", params={"limit": 1}).json()["movies"][0]
    movie, person = f"/movies/{upcoming['tmdb_id']}", f"/people/{director['person_id']}"
    described = film(director)
    kept = f"{described}&keep={quote(film(director, release_date='2023-01-13')[2:])}"
    real = {"FILM": described, "COMPARED": kept, "MOVIE": movie, "LINEAGE": f"{movie}/lineage", "PERSON": person}
    for path in paths:
        page = opened(real.get(path, path), width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = axe.Axe().run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}]
        assert serious == [], path


def test_without_script_the_page_forecasts_and_compares_too(browser, client, director):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(str(client.base_url).rstrip("/") + film(director))
        follow(page.get_by_role("link", name="Keep as a scenario"))
        assert page.locator("#compared thead th").all_inner_texts()[1:] == ["As planned"]
        assert page.get_by_role("button", name="Print").count() == 0


def test_on_paper_the_forecast_is_left_without_forms(opened, director):
    page = opened(film(director), 700)
    page.emulate_media(media="print")
    assert not page.locator("#describe, nav, .swap").locator("visible=true").count()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_movie_says_first_where_its_amounts_come_from(client):
    upcoming = client.get("/api/v1/upcoming", params={"limit": 1}).json()["movies"][0]
    path = f"/movies/{upcoming['tmdb_id']}/lineage"
    assert f'<a href="{path}">Where these amounts come from</a>' in client.get(path.removesuffix("/lineage")).text
    lineage = client.get(path).text
    assert lineage.index(">Amounts</h2>") < lineage.index(">movies</h2>")
    assert '<td class="text">no</td>' in lineage
    assert ">False<" not in lineage


def test_links_lead_from_a_movie_to_who_made_it_and_to_the_desk(opened, client):
    upcoming = client.get("/api/v1/upcoming", params={"limit": 1}).json()["movies"][0]
    page = opened(f"/movies/{upcoming['tmdb_id']}")
    follow(page.get_by_role("link", name="Open at the desk"))
    assert f"{upcoming['title']} is forecast to gross" in page.locator("h1").inner_text()
    follow(page.locator(".people a").first)
    assert page.locator("tbody tr").count() > 0
