from math import log

import polars as pl
import pytest

from ayne.horizons.cells import DOMESTIC, WORLDWIDE
from ayne.horizons.target_table import target_table


def facts(table, tmdb_id, *names):
    return table.filter(pl.col("tmdb_id") == tmdb_id).select(names).row(0)


def test_the_worldwide_gross_is_the_studys_own(charted):
    _, target, amounts = charted
    assert target_table(target, amounts, WORLDWIDE).equals(target)


def test_the_domestic_gross_takes_the_place_of_the_worldwide_one(charted):
    _, target, amounts = charted
    table = target_table(target, amounts, DOMESTIC)
    assert table.schema.names() == target.schema.names()
    [worldwide] = facts(target, 101, "worldwide_gross_usd")
    [amount, real] = facts(table, 101, "worldwide_gross_usd", "ln_gross_real_received")
    assert amount == round(worldwide * 0.5)
    assert real == pytest.approx(log(amount * 1.2))


def test_a_movie_without_a_domestic_gross_is_neither_scored_nor_trained_on(charted):
    _, target, amounts = charted
    unknown = amounts.with_columns(domestic_gross_usd=pl.when(pl.col("tmdb_id") != 101).then("domestic_gross_usd"))
    assert facts(target, 101, "is_scored", "is_trained_on") == (True, True)
    assert facts(target_table(target, unknown, DOMESTIC), 101, "is_scored", "is_trained_on") == (False, False)
