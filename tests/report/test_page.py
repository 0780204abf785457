import re
from dataclasses import replace

import pytest

from ayne.core.files import read_json
from ayne.report.page import build_report
from ayne.report.scores import optimum_row


def page(files, *, truth=True, catalogue="simulated"):
    out = files.champion.with_name("report.html")
    files = files if truth else replace(files, truth=None)
    build_report(out, files, {"catalogue": catalogue, "snapshot": "2023-06-30"})
    return out.read_text().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


def test_the_optimum_is_the_formulas_own_error_on_the_same_movies(files):
    row = optimum_row(files.truth, files.predictions["xgboost"], files.target)
    # ln 10 on one of thirty movies; nothing on those in dollars
    assert row.rmse_log == pytest.approx((2.302585**2 / 30) ** 0.5)
    assert row.rmse_log_clean == 0
    assert row.within_factor_2 == pytest.approx(29 / 30)


def test_the_page_says_the_finding_and_puts_the_champion_first(files):
    text = page(files)
    assert "50 % of the forecasts are within a factor of two" in text
    assert "20 % below that of a line through the budget" in text
    assert text.index(">xgboost<") < text.index(">ridge<")
    assert "lowest &lt;walk-forward&gt; rmse_log" in text
    assert "OMDb: gone" in text
    assert "1 of 1 checks do not hold" in text
    assert re.search(r"<th scope=\"row\">omdb</th>.*2023-05-01", text)


def test_every_question_is_there_with_its_answer_and_its_sql(files):
    text = page(files)
    assert "How many &lt;movies&gt; are there?" in text
    assert '<p class="answer">There are 60 movies.</p>' in text
    assert "SELECT &#39;all&#39; AS kind" in text


def test_the_next_movies_are_told_with_their_chance_and_reasons(files):
    text = page(files)
    assert "$60 million, with 80 % probability between $30 million and $90 million; it pays with" in text
    assert "2 movies are not released at the snapshot" in text
    # A movie without a budget has no chance to tell
    assert "$9 million, with 80 % probability between $3 million and $20 million." in text
    assert "The family “money” moves forecasts most: by a factor of 2.0" in text


def test_the_figures_say_their_finding_and_are_files_with_data(files):
    titles = {name: said["title"].replace("\N{NO-BREAK SPACE}", " ") for name, said in read_json(files.figures).items()}
    assert titles["collected_by_year"] == "The worldwide gross is known of 67 % of the movies released by 2023"
    assert titles["error_by_budget"].startswith("Forecasts fail most at budgets of $3M to $10M: 50 % within")
    assert titles["known_values"].startswith("Known least is the worldwide gross, of 0 %")
    assert titles["forecast_and_actual"].startswith("97 % of the forecasts were within a factor of two")
    text = page(files)
    for name, title in titles.items():
        assert title in text
        svg = files.figures.with_name(f"{name}.svg").read_text()
        assert "<title>" in svg
        assert "Data: made up." in svg
        assert files.figures.with_name(f"{name}.csv").read_text().count("\n") > 1


def test_the_page_needs_nothing_from_elsewhere(files):
    text = page(files)
    assert not re.findall(r'<(?:link|script|img|iframe)[^>]*(?:src|href)="(?!data:)', text)
    assert not re.findall(r"url\((?!#)", text)
    assert 'href="http' not in text


def test_a_title_cannot_break_the_page(files):
    text = page(files)
    assert "Amélie <7>" not in text
    assert "Am\\u00e9lie \\u003c7\\u003e" in text


def test_the_same_results_are_the_same_page(files):
    assert page(files) == page(files)


def test_a_real_catalogue_has_no_optimum_and_names_tmdb(files):
    text = page(files, truth=False, catalogue="live")
    assert '<th scope="row">optimum' not in text
    assert "not endorsed, certified, or otherwise approved by TMDB" in text
    assert "no movie, person or company in it exists" in page(files)
    assert "not endorsed" not in page(files)
