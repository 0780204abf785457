"""The report in a real browser: wide and narrow, light and dark."""

import re
import shutil

import pytest

from ayne.report.page import build_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

# What axe calls serious: the checks that matter of a page of headings, tables, figures and one input.
RULES = """() => {
  const bad = [], all = (what) => [...document.querySelectorAll(what)];
  if (!document.documentElement.lang) bad.push("no language");
  if (!document.title) bad.push("no title");
  for (const part of ["header", "main", "footer", "nav[aria-label]"]) if (all(part).length < 1) bad.push("no " + part);
  if (all("h1").length !== 1) bad.push("h1: " + all("h1").length);
  let level = 0;
  for (const head of all("h1,h2,h3,h4,h5")) {
    if (+head.tagName[1] > level + 1) bad.push("a level is skipped at " + head.textContent);
    level = +head.tagName[1];
  }
  // Markers and clips of two figures may be the same; what is linked to may not.
  for (const id of all("main [id]:not(svg *)").map((one) => one.id))
    if (document.querySelectorAll(`[id="${id}"]`).length > 1) bad.push("id twice: " + id);
  for (const one of all("input")) if (!one.labels.length) bad.push("input without label");
  for (const one of all("button,a,summary")) if (!one.textContent.trim()) bad.push("empty: " + one.outerHTML);
  for (const one of all("svg[role=img]")) if (!one.getAttribute("aria-label")) bad.push("figure without words");
  for (const one of all(".scroll")) if (one.tabIndex !== 0 || !one.ariaLabel) bad.push("scrolls without the keyboard");
  for (const one of all("table")) if (!one.querySelector("thead th[scope=col]")) bad.push("table without heads");
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  const paper = (one) => {
    for (; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  for (const one of all("p,li,th,td,a,summary,h1,h2,h3,dt,dd,pre,label,button,svg text")) {
    if (!one.textContent.trim() || one.closest(".skip,.hidden,[hidden]")) continue;
    const style = getComputedStyle(one), ink = one.tagName === "text" ? style.fill : style.color;
    const [a, b] = [light(rgb(ink)), light(paper(one))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.push("contrast of " + one.tagName + " " + one.textContent.slice(0, 40));
  }
  return [...new Set(bad)];
}"""


# Follows every link to a part of the page; those that do not lead to one that is in sight.
FOLLOWED = """async () => {
  const lost = [];
  for (const target of new Set([...document.querySelectorAll("a[href^='#']")].map((one) => one.getAttribute("href")))) {
    document.querySelector(`a[href='${target}']`).click();
    for (let n = 0; n < 1000 && location.hash !== target; n++) await new Promise((later) => setTimeout(later, 10));
    const found = document.querySelectorAll(target), box = found[0]?.getBoundingClientRect();
    const isSeen = found.length === 1 && found[0].checkVisibility() && box.width && box.height;
    if (location.hash !== target || !isSeen) lost.push(target);
  }
  return lost;
}"""


@pytest.fixture(scope="module")
def report(files):
    path = files["champion"].with_name("report.html")
    build_report(path, files)
    return path


@pytest.fixture
def opened(browser, report):
    """Open the report at a width in a scheme; what it says on the console or asks of the network fails the test."""
    contexts, heard = [], []

    def opened(width=1400, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.set_default_timeout(120_000)  # a busy machine is slow
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.append(request.url) if request.url != report.as_uri() else None)
        page.goto(report.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [line for line in heard if not line.startswith(("data:", "file:"))] == []


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_fits_and_is_accessible(opened, width, scheme):
    page = opened(width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(RULES) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(opened, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = opened(1400, scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []


def test_on_paper_nothing_is_cut_off(opened):
    page = opened(700)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert not page.locator("nav, .more, #find-movies, #find-upcoming, #sort-upcoming").locator("visible=true").count()
    # A4 less its margins: three centimetres more would be cut off at the edge
    wide = page.evaluate("[...document.querySelectorAll('main table')].filter((one) => one.scrollWidth > 700).length")
    assert wide == 0
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_first_rows_read_the_same_without_javascript(opened, browser):
    page = opened()
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(page.url)
        for table in ("#movies tbody", "#slate tbody"):
            assert plain.locator(table).inner_text() == page.locator(table).inner_text()
        assert re.search(r"\$[\d.]+[kMB]\b", plain.locator("#slate tbody").inner_text())


def test_the_movies_are_sorted_and_searched(opened):
    page = opened()
    movies = page.locator("#movies")
    first = movies.locator("tbody tr").first.locator("td")
    assert first.first.inner_text() == "Tide 1"
    assert movies.locator("tbody tr").count() == 25
    movies.get_by_role("button", name="Gross", exact=True).click()
    assert first.nth(4).inner_text() == "$59M"
    movies.get_by_role("button", name="Gross", exact=True).click()
    assert first.nth(4).inner_text() == "$1M"
    movies.get_by_role("button", name="Show more").click()
    # Unknown is last, whichever way it is sorted
    assert movies.locator("tbody tr").last.locator("td").nth(4).inner_text() == "\N{EN DASH}"
    movies.get_by_label("Search movies").fill("amelie")
    assert movies.locator("tbody tr").count() == 1
    assert first.first.inner_text() == "Amélie <7>"
    assert movies.locator(".count").inner_text() == "1 of 1 shown"
    movies.get_by_label("Search movies").fill("nowhere")
    assert movies.locator("tbody tr").count() == 0


def test_the_movies_to_come_are_searched_by_what_is_in_them_and_ranked(opened):
    page = opened()
    shown = page.locator(".movie:visible .name")
    assert shown.all_inner_texts() == ["Neap 1 Mar", "Spring Tide 1 May"]
    page.get_by_label("Order").select_option("highest forecast")
    assert shown.all_inner_texts() == ["Spring Tide 1 May 2024", "Neap 1 Mar 2024"]
    assert page.locator(".month:visible").count() == 0
    page.get_by_label("Order").select_option("by month")
    assert page.locator(".month:visible").count() == 2
    # a name that only the opened line says, without its accents or case
    page.get_by_label("Search movies to come").fill("okafor")
    assert shown.all_inner_texts() == ["Spring Tide 1 May"]
    assert page.locator(".month:visible").count() == 1
    assert page.locator(".outlook .count").inner_text() == "1 of 2"


def test_a_link_to_a_movie_opens_it(opened):
    page = opened()
    assert not page.get_by_text("Directed by").is_visible()
    page.evaluate("location.hash = '#movie-71'")
    page.get_by_text("Directed by").wait_for()


def test_on_a_phone_movie_forecast_and_chance_are_in_sight(opened):
    page = opened(390)
    for part in (".name", ".usd", ".chance"):
        box = page.locator(f"#movie-71 {part}").bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390
    heads = page.locator("#slate thead th")
    assert [heads.nth(place).inner_text().strip() for place in range(3)] == ["Movie", "Forecast", "Chance of payback"]
    third = heads.nth(2).bounding_box()
    assert third["x"] + third["width"] <= 390


def test_the_menu_stays_in_sight(opened):
    page = opened()
    page.evaluate("document.querySelector('#provenance').scrollIntoView()")
    assert page.locator("nav").bounding_box()["y"] == 0
    # and does not cover the heading that was asked for
    assert page.locator("#provenance h2").bounding_box()["y"] >= page.locator("nav").bounding_box()["height"]


def test_the_rows_are_written_alike_with_and_without_script(opened, report):
    text = report.read_text()
    body = re.search(r'id="movies".*?<tbody>(.*?)</tbody>', text, re.DOTALL).group(1)
    first = re.sub(r"<[^>]+>", "|", body.split("</tr>")[0])
    page = opened()
    cells = page.locator("#movies tbody tr").first.locator("td").all_inner_texts()
    assert [cell for cell in first.split("|") if cell.strip()] == cells


def test_every_internal_link_leads_somewhere(opened):
    page = opened(390)
    links = page.locator("a[href^='#']")
    assert links.count() >= 8
    assert page.evaluate(FOLLOWED) == []
