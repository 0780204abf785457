"""The page on the feature columns."""

import re
from datetime import date
from math import sqrt

import polars as pl
import pytest

from ayne.report.decades import decade_figure
from ayne.report.feature_page import build_feature_page, correlation

DICTIONARY = """\
description: Made up
columns:
  size: {type: DOUBLE, unit: metre, known_at: pre_release, description: "Height < width"}
  fame: {type: INTEGER, unit: vote, known_at: post_release, description: Known too late}
"""
DECADES = pl.Series([1990] * 10 + [2000] * 10)


def test_a_flag_is_a_bar_a_decade_with_the_share_of_yes():
    figure = decade_figure(pl.Series([True] * 3 + [False] * 7 + [True] * 10), DECADES)
    assert re.findall(r"<title>(.*?)</title>", figure) == ["1990s: 30.0%", "2000s: 100.0%"]


def test_a_number_has_its_median_a_decade():
    figure = decade_figure(pl.Series([*range(10), *range(100, 110)]), DECADES)
    assert sorted(set(re.findall(r"<title>(.*?)</title>", figure))) == ["1990s: median 4.5", "2000s: median 104"]


def test_the_commonest_categories_are_named():
    figure = decade_figure(pl.Series([*["R"] * 12, *["<i>"] * 8]), DECADES)
    assert re.findall(r"<tspan[^>]*>(.*?)</tspan>", figure) == ["R", "&lt;i>"]
    assert "2000s: 20.0%" in figure


def test_a_decade_of_few_values_is_not_drawn():
    figure = decade_figure(pl.Series([1.0] * 10 + [None] + [2.0] * 9), DECADES)
    assert "2000s" not in figure
    assert decade_figure(pl.Series([None] * 20, dtype=pl.Float64), DECADES) == ""


def test_correlation_is_pearsons_and_eta_for_categories():
    target = pl.Series([1.0, 2.0, 3.0, 4.0] * 10)
    assert correlation(-2 * target, target) == pytest.approx(-1)
    # half of the variance of 1, 2, 3, 4 is within (1, 2) and (3, 4): 1.25 in all, 1 between
    assert correlation(pl.Series(["a", "a", "b", "b"] * 10), target) == pytest.approx(sqrt(1 / 1.25))
    assert correlation(pl.Series([5.0] * 40), target) is None
    assert correlation(target.head(29), target.head(29)) is None


def test_the_page_counts_only_movies_that_models_train_on(tmp_path):
    days = [date(2001, 1, day) for day in range(1, 31)] + [date(2015, 1, day) for day in range(1, 31)]
    numbers = [float(number) for number in range(30)]
    keys = {"tmdb_id": list(range(60)), "release_date": days}
    features = pl.DataFrame(keys | {"size": numbers + numbers, "fame": [None] * 15 + [1] * 45})
    # after 2010 the gross falls with the size, which a page made before 2010 cannot know
    target = pl.DataFrame(
        keys
        | {"ln_gross_real_received": numbers + numbers[::-1], "is_trained_on": [True] * 60, "is_known": [True] * 60}
    )
    features.write_parquet(tmp_path / "features.parquet")
    target.write_parquet(tmp_path / "target.parquet")
    (tmp_path / "family.yaml").write_text(DICTIONARY)
    (tmp_path / "spare.yaml").write_text(DICTIONARY.replace("Made up", "CachedResponse aside").replace("size", "depth"))
    build_feature_page(
        tmp_path / "page.html", tmp_path / "features.parquet", tmp_path / "target.parquet",
        {"family": tmp_path / "family.yaml"}, test_from=date(2010, 1, 1),
        facts={"catalogue": "simulated", "snapshot": "2022-06-30", "feature_set": "post_release"},
        others={"spare": tmp_path / "spare.yaml"},
    )  # fmt: skip
    page = (tmp_path / "page.html").read_text()
    assert "2 columns describe 60 movies" in page
    assert "the 30 movies released before 2010-01-01" in page
    assert "r +1.00" in page
    assert "Height &lt; width" in page
    assert "missing 25.0 %" in page
    of_unused = page.partition("Families not in use")[2]
    assert "CachedResponse aside" in of_unused
    assert "<code>depth</code>: Height &lt; width" in of_unused
    assert not re.search(r"(src|href)=[\"']?(https?:)?//|<script|@import|url\(", page)
