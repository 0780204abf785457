import re
from dataclasses import replace
from html import unescape

import pytest

from ayne.artifacts.figures import Figures
from ayne.artifacts.payback import ProbabilityScores
from ayne.artifacts.quality import TableDrift
from ayne.report.page import build_report
from ayne.report.score_tables import optimum_row
from ayne.report.sections import horizons
from fixtures.artifacts import metrics, payback


def changed(inputs, **files):
    return replace(inputs, files={**inputs.files, **files})


def page(inputs, *, catalogue="simulated"):
    out = inputs["champion"].with_name("report.html")
    build_report(out, replace(inputs, facts={**inputs.facts, "catalogue": catalogue}))
    return out.read_text().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


@pytest.fixture(scope="module")
def text(files):
    """The page of the study as it is."""
    return page(files)


def test_the_optimum_is_the_formulas_own_error_on_the_same_movies(files):
    row = optimum_row(files["truth"], files["predictions"], files["target"])
    # ln 10 on one of thirty movies; nothing on those in dollars
    assert row.rmse_log == pytest.approx((2.302585**2 / 30) ** 0.5)
    assert row.rmse_log_clean == 0
    assert row.within_factor_2 == pytest.approx(29 / 30)


def test_the_page_says_the_finding_and_puts_the_champion_first(text):
    assert "50 % of the forecasts are within a factor of two" in text
    assert "20 % below that of a line through the budget" in text
    assert text.index(">xgboost<") < text.index(">ridge<")
    assert "lowest &lt;walk-forward&gt; rmse_log" in text
    assert "OMDb: gone" in text
    assert "1 of 1 checks does not hold" in text
    assert re.search(r"<th scope=\"row\">omdb</th>.*2023-05-01", text)


def test_every_question_is_there_with_its_answer_and_its_sql(text):
    assert "How many &lt;movies&gt; are there?" in text
    assert '<p class="answer">There are 60 movies.</p>' in text
    assert "SELECT &#39;all&#39; AS kind" in text


def test_the_next_movies_come_first_by_month_with_interval_and_chance(text):
    assert "<h1>What 2 movies to come will earn</h1>" in text
    sections = re.findall(r'<section id="(\w+)"', text)
    assert sections[:5] == ["upcoming", "questions", "slate", "since", "forecast"]
    assert re.findall(r"<h3>(\w+ 2024) ", text) == ["March 2024", "May 2024"]
    line = re.search(r'id="movie-71".*?<summary>(.*?)</summary>', text, re.DOTALL).group(1)
    assert re.sub(r"<[^>]+>", "", line) == "Spring Tide 1 May 2024 $60M $30M to $90M 55 % chance of payback"
    # A movie without a budget has no chance to tell
    assert (
        "no known budget, so no chance of payback" in re.search(r'id="movie-72".*?</summary>', text, re.DOTALL).group()
    )


def test_a_movie_is_told_with_reasons_similar_movies_and_who_makes_it(text):
    told = re.search(r'id="movie-71".*?</details>', text, re.DOTALL).group()
    assert "<li>A budget of $20M</li>" in told
    assert "<li>Tide (2001)</li>" in told
    facts = dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", told))
    assert facts == {
        "Release": "1 May 2024",
        "Budget": "$20M (TMDB)",
        "Breaks even": "with a budget of up to $24M, if it earns the forecast",
        "Genres": "Drama, Horror",
        "Certificate": "PG",
        "Runtime": "102 minutes",
        "Directed by": "Ines Okafor",
        "All that is known": "uv run ayne trace 71",
    }


def test_a_simulated_page_says_so_where_nobody_can_miss_it(files, text):
    body = text[text.index("<body>") :]
    # before anything else, in the menu that stays in sight, and in the title of the tab
    assert body.index("<strong>Simulated.</strong>") < body.index("<h1>")
    assert '<li class="badge">Simulated</li>' in re.search(r"<nav.*?</nav>", text, re.DOTALL).group()
    assert "<title>Simulated: AYNE" in text
    real = page(files, catalogue="live")
    assert "Simulated" not in re.sub(r"<style>.*?</style>", "", real, flags=re.DOTALL)


def test_the_menu_has_a_short_name_of_every_section(text):
    menu = re.search(r"<nav.*?</nav>", text, re.DOTALL).group()
    names = re.findall(r'<a href="#\w+">(.*?)</a>', menu)
    assert names[:3] == ["Next movies", "Questions", "Slate"]
    assert max(map(len, names)) <= 12


def test_the_figures_say_their_finding_and_are_files_with_data(files, text):
    titles = {
        name: words.title.replace("\N{NO-BREAK SPACE}", " ")
        for name, words in Figures.read(files["figures"]).root.items()
    }
    assert titles["collected_by_year"] == "The worldwide gross is known of 67 % of the movies released by 2020"
    assert titles["error_by_budget"].startswith("Forecasts fail most at budgets of $3M to $10M: 50 % of only 20")
    assert titles["known_values"].endswith("of the rest, known least is the budget, of 90 % of the movies")
    assert titles["forecast_and_actual"].startswith("97 % of the forecasts were within a factor of two")
    text = unescape(text)
    for name, title in titles.items():
        assert title in text
        svg = files["figures"].with_name(f"{name}.svg").read_text()
        assert "<title>" in svg
        assert "Data: made up." in svg
        assert files["figures"].with_name(f"{name}.csv").read_text().count("\n") > 1


def test_the_page_needs_nothing_from_elsewhere(text):
    assert not re.findall(r'<(?:link|script|img|iframe)[^>]*(?:src|href)="(?!data:)', text)
    assert not re.findall(r"url\((?!#)", text)
    assert 'href="http' not in text


def test_a_title_cannot_break_the_page(text):
    assert "Amélie <7>" not in text
    assert "Am\\u00e9lie \\u003c7\\u003e" in text


def test_the_same_results_are_the_same_page(files, text):
    assert page(files) == text


def test_a_real_catalogue_has_no_optimum_and_names_tmdb(files, text):
    real = page(changed(files, truth=[]), catalogue="live")
    assert '<th scope="row">optimum' not in real
    assert "not endorsed, certified, or otherwise approved by TMDB" in real
    assert "No movie, person or company on this page exists" in text
    assert "not endorsed" not in text


def test_a_study_of_too_few_years_has_no_intervals_and_a_report(files, tmp_path):
    metrics("xgboost").write(tmp_path / "xgboost" / "metrics.json")
    upcoming = tmp_path / "upcoming.csv"
    upcoming.write_text(files["upcoming"].read_text().replace("30000000,90000000", ","))
    models = [files.files["metrics"][0], tmp_path / "xgboost" / "metrics.json"]
    text = page(changed(files, metrics=models, upcoming=[upcoming]))
    assert "of actual grosses were inside" not in text
    line = re.search(r'id="movie-71".*?<summary>(.*?)</summary>', text, re.DOTALL).group(1)
    assert re.sub(r"<[^>]+>", "", line) == "Spring Tide 1 May 2024 $60M \N{EN DASH} 55 % chance of payback"


def test_a_blends_parameters_are_said_by_dotted_names(text):
    assert "depth 3, weights.ridge 0.4056<" in text


def test_models_are_compared_and_the_probabilities_scored_beside_the_base_rate(text):
    assert "Closest to xgboost is ridge, whose RMSE on the test movies is 0.100 below (95 % interval" in text
    assert "that of log_budget_ols, a baseline, is 0.500 above (+0.300 to +0.700)" in text
    assert "40 % of 30 test movies did" in text
    assert "The Brier score of xgboost is 0.180, against 0.240 of the base rate: 25 % lower." in text
    assert re.search(r"base rate of the same budgets</th><td>0.240</td><td>.</td><td>0.670</td>", text)


def test_changes_since_the_earlier_snapshot_are_said_with_their_numbers(text):
    assert "60 movies instead of 50; most changed is movies.imdb_id, by +10.0 points" in text
    assert re.search(r"movies</th><td>50</td><td>60</td><td>\+20.0 %</td>", text)
    assert "to 2022-12-31, is 1.60, against 1.40 in the years before the test" in text


def test_forecasts_that_moved_are_said_with_what_moved_them(files, tmp_path, text):
    assert "Of 1 movies that were to come last time and still are, 1 are forecast to earn more now and 0 less" in text
    row = re.search(r'<section id="since".*?<tbody>(.*?)</tbody>', text, re.DOTALL).group(1)
    assert re.findall(r">([^<>]+)</t[hd]>", row) == [
        "Spring Tide", "$40M", "$60M", "\u00d71.50", "\u00d71.20", "\u00d71.25", "\u00d71.00",
        "budget $15M → $20M; cast: Bo Ost joined",
    ]  # fmt: skip
    assert "Neap: not among the movies to come before, $9M" in text
    first = tmp_path / "moved.csv"
    first.write_text(files["moved"].read_text().splitlines()[0] + "\n")
    assert "These are the first forecasts, or nobody has said which" in page(changed(files, moved=[first]))


def test_sums_of_slates_are_told_with_how_often_they_held(text):
    assert "of 500 random slates of 10 test movies 80 % earned what the 80 % interval" in text


def test_without_earlier_results_or_snapshots_the_page_says_so(files, tmp_path):
    nothing = ProbabilityScores(n=0)
    payback("xgboost", test={**dict(nothing), "baseline": nothing}).write(tmp_path / "xgboost" / "payback.json")
    drift = tmp_path / "quality_drift.json"
    TableDrift(is_compared=False, rows={}, completeness_changed={}).write(drift)
    text = page(changed(files, payback=[tmp_path / "xgboost" / "payback.json"], quality_drift=[drift]))
    assert "There are too few earlier results to say who pays." in text
    assert 'if <span class="files">tables.previous_quality</span> names it' in text


def test_the_section_on_horizons_is_there_where_the_study_has_them(files):
    rows = horizons.section(files.only(horizons.READS)).values["rows"]
    assert [(row["amount"], row["moment"], row["rmse"]) for row in rows][1] == ("worldwide", "second Monday", "0.50")
    assert horizons.section(changed(files, horizons=[])) is None
